#include <gradwalk/error.hpp>

#include "programs.hpp"
#include "story/format.hpp"

/// `--svg FILE` and `--dot FILE`: one of the lesson's graphs with its numbers.
namespace gradwalk::demos {

namespace {

struct DrawingFiles {
  std::optional<std::string> svg, dot;
};

class DrawingSink : public Sink {
 public:
  DrawingSink(const Style& style, DrawingFiles files)
      : Sink(style), files_(std::move(files)) {}

  void drawing(const Drawing& drawing) override {
    if (drawing.number == style().graph)
      text_ = to_dot(drawing.root, drawing.options);
  }

  void finish() override {
    if (text_.empty())
      throw Error(files_.svg ? "--svg" : "--dot", "a lesson that draws a graph",
                  "one that draws none");
    if (files_.dot) write_text("--dot", *files_.dot, text_);
    if (files_.svg)
      write_text("--svg", *files_.svg,
                 laid_out("--svg", text_, style().patience));
  }

 private:
  DrawingFiles files_;
  std::string text_;
};

class DrawingFormat : public Format {
 public:
  void declare(Options& options) override {
    options.path("--svg", files_.svg, "draw the graph into this file", "FILE");
    options.path("--dot", files_.dot, "the same as Graphviz text", "FILE");
  }
  [[nodiscard]] std::vector<NamedFile> files() const override {
    std::vector<NamedFile> named;
    if (files_.dot) named.push_back({"--dot", *files_.dot});
    if (files_.svg) named.push_back({"--svg", *files_.svg, ".svg"});
    return named;
  }
  [[nodiscard]] std::vector<NamedProgram> programs() const override {
    if (!files_.svg) return {};
    return {{"--svg", "dot"}};
  }
  [[nodiscard]] std::unique_ptr<Sink> sink(
      const Style& style, std::span<const NamedFile>) override {
    if (!files_.svg && !files_.dot) return nullptr;
    return std::make_unique<DrawingSink>(style, files_);
  }

 private:
  DrawingFiles files_;
};

}  // namespace

std::unique_ptr<Format> drawing_format() {
  return std::make_unique<DrawingFormat>();
}

}  // namespace gradwalk::demos
