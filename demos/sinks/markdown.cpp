#include "markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <span>

#include "markdown_text.hpp"
#include "story/format.hpp"
#include "story/spelling.hpp"

namespace gradwalk::demos {

void MarkdownSink::title(std::string_view text) { block("# " + prose(text)); }

void MarkdownSink::heading(std::string_view text) {
  block(fmt::format("## {}. {}", ++headings_, prose(text)));
}

std::string MarkdownSink::spelled(std::string_view text) const {
  return style().ascii ? in_ascii(text) : std::string(text);
}

std::string MarkdownSink::prose(std::string_view text) const {
  return markdown::prose(spelled(text));
}

void MarkdownSink::block(const std::string& text) {
  close_lines();
  has_blank_ = false;
  text_ += (text_.empty() ? "" : "\n") + text + "\n";
}

void MarkdownSink::close_lines() {
  if (lines_.empty()) return;
  const std::string lines = std::exchange(lines_, "");
  block("```text\n" + lines + "```");
}

void MarkdownSink::line(const Line& line) {
  if (has_blank_ && !lines_.empty()) lines_ += "\n";
  has_blank_ = false;
  std::string text;
  for (const Piece& piece : line) text += spelled(piece.text);
  text.erase(text.find_last_not_of(' ') + 1);
  lines_ += text + "\n";
}

void MarkdownSink::table(const std::vector<Line>& rows) {
  if (rows.empty()) return;
  std::vector<std::vector<std::string>> cells;
  for (const Line& row : rows) {
    cells.emplace_back();
    for (const Piece& cell : row)
      cells.back().push_back(markdown::cell(spelled(cell.text)));
  }
  const bool has_names =
      !rows.empty() &&
      std::all_of(rows.front().begin(), rows.front().end(),
                  [](const Piece& cell) { return cell.ink == Ink::name; });
  block(markdown::table(cells, has_names));
}

void MarkdownSink::matrix(const std::string& name, const Matrix& matrix, Ink) {
  if (matrix.empty()) return;
  block(markdown::display(fmt::format(
      "{} = {}", markdown::matrix_name(name),
      markdown::matrix(matrix, [this](double x) { return maths(x); }))));
}

void MarkdownSink::equations(const std::vector<Equation>& equations) {
  std::string row;
  for (const Equation& equation : equations)
    row += (row.empty() ? "" : " \\qquad ") + equation.latex;
  block(markdown::display(row));
}

void MarkdownSink::aligned(const Rows& rows) {
  // One long block would not part at the end of a printed page.
  constexpr std::size_t most = 8;
  for (std::size_t i = 0; i < rows.size(); i += most)
    block(markdown::display(markdown::aligned(
        std::span(rows).subspan(i, std::min(most, rows.size() - i)))));
}

bool MarkdownSink::links(const std::string& option) const {
  return std::any_of(files_.begin(), files_.end(), [&](const NamedFile& file) {
    return file.option == option;
  });
}

void MarkdownSink::link(const std::string& option, const std::string& words) {
  namespace fs = std::filesystem;
  for (const NamedFile& file : files_) {
    if (file.option != option) continue;
    const fs::path folder = fs::weakly_canonical(fs::absolute(path_));
    const fs::path there = fs::weakly_canonical(fs::absolute(file.path));
    block(markdown::picture(
        words,
        there.lexically_relative(folder.parent_path()).generic_string()));
  }
}

void MarkdownSink::drawing(const Drawing& drawing) {
  if (drawing.number == style().graph) link("--svg", "The graph");
}

void MarkdownSink::result(const Equation& equation, double value) {
  block(markdown::display(equation.latex + maths(value)));
}

void MarkdownSink::finish() {
  close_lines();
  write_text("--markdown", path_, text_);
}

namespace {

/// `--markdown FILE`.
class MarkdownFormat : public Format {
 public:
  void declare(Options& options) override {
    options.path("--markdown", path_, "write the lesson as a handout", "FILE");
  }
  [[nodiscard]] std::vector<NamedFile> files() const override {
    if (!path_) return {};
    return {{"--markdown", *path_, ".md"}};
  }
  [[nodiscard]] std::unique_ptr<Sink> sink(
      const Style& style, std::span<const NamedFile> files) override {
    if (!path_) return nullptr;
    return std::make_unique<MarkdownSink>(
        style, *path_, std::vector(files.begin(), files.end()));
  }

 private:
  std::optional<std::string> path_;
};

}  // namespace

std::unique_ptr<Format> markdown_format() {
  return std::make_unique<MarkdownFormat>();
}

}  // namespace gradwalk::demos
