#include <algorithm>
#include <gradwalk/error.hpp>
#include <sstream>

#include "gnuplot.hpp"
#include "programs.hpp"
#include "story/format.hpp"
#include "terminal.hpp"

/// `--plot FILE`: the lesson's curves, as a picture or on the terminal.
namespace gradwalk::demos {

namespace {

class PlotSink : public Sink {
 public:
  PlotSink(const Style& style, std::string path)
      : Sink(style), path_(std::move(path)) {}

  [[nodiscard]] bool wants_figure() const override { return true; }
  void figure(const Figure& figure) override { figure_ = figure; }

  void finish() override {
    const Canvas canvas = canvas_of("--plot", path_);
    if (figure_.empty())
      throw Error("--plot", "a lesson that has curves", "one that has none");
    std::string picture = plotted(script_of(figure_, canvas), style().patience);
    if (canvas != Canvas::terminal) {
      write_text("--plot", path_, picture);
      return;
    }
    std::erase(picture, '\f');
    Terminal terminal(style(), Screen::of_output(false));
    std::istringstream rows{picture};
    for (std::string row; std::getline(rows, row);) terminal.line({{row}});
  }

 private:
  std::string path_;
  Figure figure_;
};

class PlotFormat : public Format {
 public:
  void declare(Options& options) override {
    options.path("--plot", path_, "plot the curves: .svg, .png, or here: -",
                 "FILE");
  }
  [[nodiscard]] std::vector<NamedFile> files() const override {
    if (!path_ || canvas_of("--plot", *path_) == Canvas::terminal) return {};
    return {{"--plot", *path_}};
  }
  [[nodiscard]] std::string prints() const override {
    return path_ && canvas_of("--plot", *path_) == Canvas::terminal ? "--plot"
                                                                    : "";
  }
  [[nodiscard]] std::vector<NamedProgram> programs() const override {
    if (!path_) return {};
    return {{"--plot", "gnuplot"}};
  }
  [[nodiscard]] std::unique_ptr<Sink> sink(
      const Style& style, std::span<const NamedFile>) override {
    return path_ ? std::make_unique<PlotSink>(style, *path_) : nullptr;
  }

 private:
  std::optional<std::string> path_;
};

}  // namespace

std::unique_ptr<Format> plot_format() { return std::make_unique<PlotFormat>(); }

}  // namespace gradwalk::demos
