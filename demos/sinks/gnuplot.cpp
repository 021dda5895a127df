#include "gnuplot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <gradwalk/error.hpp>

#include "gnuplot_data.hpp"
#include "story/files.hpp"
#include "story/text.hpp"

namespace gradwalk::demos {

namespace {

/// Okabe and Ito's colours, which the colour-blind can tell apart, from dark
/// to light.
constexpr std::array<const char*, 6> colors{"#000000", "#0072b2", "#d55e00",
                                            "#009e73", "#cc79a7", "#e69f00"};
constexpr std::array<const char*, 6> patterns{"solid",      "(18,6)", "(3,5)",
                                              "(18,5,3,5)", "(9,4)",  "(3,3)"};

/// A text in gnuplot's single quotes.
std::string quoted(const std::string& text) {
  std::string safe = "'";
  for (const char c : text) {
    if (c == '\'') safe += '\'';
    safe += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return safe + "'";
}

/// An end of a range; `*` where the data end.
std::string end_of(double end) {
  return std::isfinite(end) ? fmt::format("{}", end) : "*";
}

/// Draws the panels of one figure.
class Script {
 public:
  Script(const Figure& figure, Canvas canvas)
      : figure_(drawable(figure, Place::picture)),
        canvas_(canvas),
        columns_(figure_.size() == 1 ? 1 : 2),
        rows_((figure_.size() + columns_ - 1) / columns_) {}

  std::string text() {
    text_ = data_of(figure_);
    write_terminal();
    if (!is_terminal())
      text_ += fmt::format("set multiplot layout {},{}\n", rows_, columns_);
    for (std::size_t p = 0; p < figure_.size(); ++p)
      if (!is_terminal() || !figure_[p].shaded) write_panel(p);
    if (!is_terminal()) text_ += "unset multiplot\n";
    return text_;
  }

 private:
  [[nodiscard]] bool is_terminal() const { return canvas_ == Canvas::terminal; }

  void write_terminal() {
    if (is_terminal()) return;  // each panel has a size of its own
    const std::size_t width = columns_ == 1 ? 900 : columns_ * 720;
    const std::string size =
        fmt::format("noenhanced size {},{}", width, rows_ * 620);
    text_ += canvas_ == Canvas::svg
                 ? "set terminal svg dynamic font 'Helvetica,20' "
                   "background '#ffffff' " +
                       size + "\n"
                 : "set terminal pngcairo font 'Helvetica,17' " + size + "\n";
    text_ +=
        "set border linewidth 1.5\n"
        "set grid back linetype 1 linewidth 1 linecolor '#dddddd'\n"
        "set tics nomirror\nset lmargin 11\nset rmargin 4\n"
        "set clip two\nset palette defined (0 '#ffffff', 0.5 '#b9d7ea', 1 "
        "'#3b8cc0')\n"
        "set cbrange [0:1]\nset cbtics 0.25\n";
  }

  /// A line below the axis for each name: gnuplot's own layout puts names on
  /// the axis' label, and on each other.
  void write_legend(const Panel& panel) {
    if (!is_terminal()) {
      text_ += "set key below horizontal height 1 samplen 2.5\n";
      return;
    }
    std::size_t names = panel.field && has_border(*panel.field) ? 1 : 0;
    for (const Series& series : panel.series) names += !series.name.empty();
    text_ += fmt::format(
        "set terminal dumb noenhanced size 74,{}\nset bmargin {}\n"
        "set key below vertical maxcols 1\n",
        24 + names, 4 + names);
  }

  void write_panel(std::size_t p) {
    const Panel& panel = figure_[p];
    write_legend(panel);
    text_ += fmt::format("set title {}\nset xlabel {}\nset ylabel {}\n",
                         quoted(panel.title), quoted(panel.x), quoted(panel.y));
    const auto range = [&](char axis, const std::optional<Range>& of) {
      const Range shown = of.value_or(Range{-unbounded, unbounded});
      text_ += fmt::format("set {}range [{}:{}]\n", axis, end_of(shown.from),
                           end_of(shown.to));
    };
    range('x', panel.x_range);
    range('y', panel.y_range);
    text_ += panel.x_step ? fmt::format("set xtics 0,{}\n", *panel.x_step)
                          : "set xtics autofreq\n";
    text_ += panel.y_step ? fmt::format("set ytics 0,{}\n", *panel.y_step)
                          : "set ytics autofreq\n";
    std::vector<std::string> drawn;
    if (panel.field) add_field(drawn, p);
    std::size_t of_kind[5]{};
    // Points stand on lines.
    for (const bool lines : {true, false})
      for (std::size_t s = 0; s < panel.series.size(); ++s)
        if ((panel.series[s].mark == Mark::line) == lines)
          add_series(drawn, p, s, of_kind);
    text_ += fmt::format("plot {}\n", joined(drawn, ", \\\n  "));
  }

  void add_field(std::vector<std::string>& drawn, std::size_t p) const {
    if (figure_[p].shaded && !is_terminal())
      drawn.push_back(fmt::format(
          "$p{}f nonuniform matrix using 1:2:3 with image notitle", p));
    if (!has_border(*figure_[p].field)) return;
    drawn.push_back(
        fmt::format("$p{}b using 1:2 with lines linewidth 4 linecolor "
                    "'#000000' dashtype {} title 'output ½'",
                    p, figure_[p].shaded ? "solid" : "(14,6)"));
  }

  /// gnuplot's SVG has points twice as large as its PNG.
  [[nodiscard]] double scaled(double size) const {
    return canvas_ == Canvas::svg ? 0.5 * size : size;
  }

  /// Many points are small.
  [[nodiscard]] double size_of(const Series& series) const {
    return scaled(series.points.size() > 20 ? 1.3 : 2.4);
  }

  void add_series(std::vector<std::string>& drawn, std::size_t p, std::size_t s,
                  std::size_t* of_kind) const {
    const Series& series = figure_[p].series[s];
    const auto kind = static_cast<std::size_t>(series.mark);
    const std::size_t nth = series.name.empty() && of_kind[kind] > 0
                                ? of_kind[kind] - 1
                                : of_kind[kind]++;
    const std::string data = fmt::format("$p{}s{}", p, s);
    const std::string title =
        series.name.empty() ? "notitle" : "title " + quoted(series.name);
    const char* color = colors[nth % colors.size()];
    switch (series.mark) {
      case Mark::line:
        drawn.push_back(fmt::format(
            "{} with lines linewidth 4 linecolor '{}' dashtype {} {}", data,
            color, patterns[nth % patterns.size()], title));
        return;
      case Mark::circles:
        add_points(drawn, p, s, {7, 15, "#e69f00", "#000000"}, title);
        return;
      case Mark::diamonds:
        add_points(drawn, p, s, {13, 1, "#000000", "#ffffff"}, title);
        return;
      case Mark::arrows:
        add_arrows(drawn, data, nth, title);
        return;
      case Mark::trace:
        if (!is_terminal())
          drawn.push_back(arrows(data, of_kind[kind - 1] - 1, 2.0));
        return;
    }
  }

  /// gnuplot's numbers of a shape, in a picture and in a terminal, and the
  /// colours of its inside and its edge.
  struct Shape {
    int picture, terminal;
    const char *inside, *edge;
  };

  /// The edge is a larger point below: gnuplot gives lines of points another
  /// width in each kind of picture.
  void add_points(std::vector<std::string>& drawn, std::size_t p, std::size_t s,
                  const Shape& shape, const std::string& title) const {
    const auto add = [&](double size, const char* color,
                         const std::string& named) {
      drawn.push_back(fmt::format(
          "$p{}s{} with points pointtype {} pointsize {} linecolor '{}' {}", p,
          s, is_terminal() ? shape.terminal : shape.picture, size, color,
          named));
    };
    const double size = size_of(figure_[p].series[s]);
    if (!is_terminal()) add(1.4 * size, shape.edge, "notitle");
    add(size, shape.inside, title);
  }

  static const char* arrow_color(std::size_t nth) {
    return colors[1 + nth % (colors.size() - 1)];
  }

  static std::string arrows(const std::string& data, std::size_t nth,
                            double width) {
    return fmt::format(
        "{} using 1:2:3:4 with vectors filled size graph 0.02,18 linewidth {} "
        "linecolor '{}' notitle",
        data, width, arrow_color(nth));
  }

  /// A shape where each step begins, for those who do not see the colour.
  void add_arrows(std::vector<std::string>& drawn, const std::string& data,
                  std::size_t nth, const std::string& title) const {
    constexpr std::array<std::size_t, 5> shapes{7, 5, 9, 13, 11};
    if (!is_terminal()) drawn.push_back(arrows(data, nth, 3.0));
    drawn.push_back(fmt::format(
        "{} with points pointtype {} pointsize {} linecolor '{}' {}", data,
        is_terminal() ? nth + 1 : shapes[nth % shapes.size()], scaled(1.8),
        arrow_color(nth), title));
  }

  const Figure figure_;
  Canvas canvas_;
  std::size_t columns_, rows_;
  std::string text_;
};

}  // namespace

Canvas canvas_of(const std::string& option, const std::string& path) {
  if (path == "-") return Canvas::terminal;
  if (ends_in(path, ".svg")) return Canvas::svg;
  if (ends_in(path, ".png")) return Canvas::png;
  throw Error(option, "a file that ends in .svg or .png, or -",
              path.empty() ? "nothing" : path);
}

std::string script_of(const Figure& figure, Canvas canvas) {
  return Script(figure, canvas).text();
}

}  // namespace gradwalk::demos
