#include "gnuplot_data.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gradwalk::demos {

namespace {

/// x, y, and the way from there to the next point.
std::string lines_of(const std::vector<Point>& points) {
  std::string lines;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Point next = points[std::min(i + 1, points.size() - 1)];
    lines += fmt::format("{} {} {} {}\n", points[i].x, points[i].y,
                         next.x - points[i].x, next.y - points[i].y);
  }
  return lines;
}

/// gnuplot's nonuniform matrix: a line for each y. A line for each point would
/// take it ten times as long to read.
std::string matrix_of(const Field& field) {
  std::string lines =
      fmt::format("{} {}\n", field.x.size(), fmt::join(field.x, " "));
  for (std::size_t r = 0; r < field.y.size(); ++r)
    lines +=
        fmt::format("{} {}\n", field.y[r], fmt::join(field.values[r], " "));
  return lines;
}

}  // namespace

std::string data_of(const Figure& figure) {
  std::string blocks;
  for (std::size_t p = 0; p < figure.size(); ++p) {
    const Panel& panel = figure[p];
    for (std::size_t s = 0; s < panel.series.size(); ++s)
      blocks += fmt::format("$p{}s{} << END\n{}END\n", p, s,
                            lines_of(panel.series[s].points));
    if (!panel.field) continue;
    blocks += fmt::format("$p{}f << END\n{}END\n", p, matrix_of(*panel.field));
    if (has_border(*panel.field))
      blocks += fmt::format(
          "set contour base\nunset surface\n"
          "set cntrparam levels discrete 0.5\nset table $p{0}b\n"
          "splot $p{0}f nonuniform matrix using 1:2:3\n"
          "unset table\nset surface\nunset contour\n",
          p);
  }
  return blocks;
}

}  // namespace gradwalk::demos
