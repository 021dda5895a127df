#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "matrix.hpp"

/// Curves and points beside each other.
namespace gradwalk::demos {

struct Point {
  double x, y;
};

/// How a series is drawn.
enum class Mark {
  line,      ///< through the points
  circles,   ///< light, with a dark edge
  diamonds,  ///< dark, with a light edge
  arrows,    ///< from each point to the next, with a shape at each
  trace,     ///< such arrows thin and without shapes, in the last one's colour
};

/// Some points. Each series of a kind has a colour and a pattern or shape of
/// its own, so that it can be told from the others in black and white; an
/// empty name is not in the legend, and its colour is the one before.
struct Series {
  std::string name;
  Mark mark = Mark::line;
  std::vector<Point> points;
};

/// Values over an even grid.
struct Field {
  std::vector<double> x, y;
  Matrix values;  ///< y × x
};

/// Whether it is clearly above ½ here and below there. One that is ½ but for
/// rounding has no border.
[[nodiscard]] bool has_border(const Field& field);

/// As an end of a range: as far as the data go.
constexpr double unbounded = std::numeric_limits<double>::infinity();

struct Range {
  double from, to;
};

/// One pair of axes.
struct Panel {
  std::string title, x, y;  ///< what stands above it and along its axes
  std::vector<Series> series{};
  std::optional<Field> field{};  ///< drawn where it is ½ …
  bool shaded = false;           ///< … and as shades from 0 to 1
  std::optional<Range> x_range{}, y_range{};
  /// Between the numbers at an axis, from 0 up.
  std::optional<double> y_step{}, x_step{};
};

/// Panels, in rows of two.
using Figure = std::vector<Panel>;

/// Without what cannot be drawn: what a training that diverged leaves.
[[nodiscard]] Figure drawable(Figure figure);

}  // namespace gradwalk::demos
