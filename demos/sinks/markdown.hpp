#pragma once

#include <string>
#include <vector>

#include "story/files.hpp"
#include "words.hpp"

namespace gradwalk::demos {

/// A lesson as a handout in Markdown, whose formulas are LaTeX maths as GitHub,
/// Pandoc and Jupyter render it.
class MarkdownSink : public Words {
 public:
  MarkdownSink(const Style& style, std::string path,
               std::vector<NamedFile> files)
      : Words(style), path_(std::move(path)), files_(std::move(files)) {}

  void title(std::string_view text) override;
  void heading(std::string_view text) override;
  void say(std::string_view text) override { block(prose(text)); }
  void line(const Line& line) override;
  void table(const std::vector<Line>& rows) override;
  void wide_table(const std::vector<Line>& rows, std::size_t) override {
    table(rows);
  }
  void blank() override { has_blank_ = true; }
  void matrix(const std::string& name, const Matrix& matrix, Ink) override;

  void leaves(const Walk& walk) override;
  void formulas(const Walk& walk) override;
  void forward(const Walk& walk) override;
  void backward(const Walk& walk) override;
  void paths(const Paths& paths) override;
  void updates(std::span<const Update> updates) override;
  void equations(const std::vector<Equation>& equations) override;
  void result(const Equation& equation, double value) override;

  void drawing(const Drawing& drawing) override;
  [[nodiscard]] bool wants_figure() const override { return links("--plot"); }
  void figure(const Figure&) override { link("--plot", "The curves"); }

  void finish() override;

 private:
  using Rows = std::vector<std::string>;

  [[nodiscard]] std::string prose(std::string_view text) const;
  [[nodiscard]] std::string spelled(std::string_view text) const override;
  [[nodiscard]] std::string maths(double value) const;
  [[nodiscard]] std::string maths_factor(double value) const;

  [[nodiscard]] Formula in_numbers(const ForwardStep& step) const;

  /// A paragraph, a heading or any other block.
  void block(const std::string& text);
  void close_lines();

  /// Rows of formulas below each other, aligned at their `&`.
  void aligned(const Rows& rows);
  [[nodiscard]] std::string product(const BackwardStep& step,
                                    const Passed& passed) const;
  void tell(const BackwardStep& step, bool is_root);

  [[nodiscard]] bool links(const std::string& option) const;
  void link(const std::string& option, const std::string& words);

  std::string path_;
  std::vector<NamedFile> files_;
  std::string text_;
  std::string lines_;  ///< that wait for others to be a block with them
  bool has_blank_ = false;
  int headings_ = 0;
};

}  // namespace gradwalk::demos
