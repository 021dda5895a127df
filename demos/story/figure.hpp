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

/// A field as it was after so many epochs of a training.
struct Moment {
  int epoch;
  Field field;
};

/// Where a panel is shown: a picture stands still, and on a page it can move.
enum class Place { everywhere, picture, page };

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
  Place place = Place::everywhere;
  std::vector<Moment> moments{};  ///< what moves: shades over both ranges …
  double level = 0.5;             ///< … and a line where it is this
  /// The ends of what the moments' values cannot leave: they are taken to be
  /// sigmoids between these.
  std::optional<Range> bounds{};
  /// One of many beside each other, with the points of the panel before them.
  bool is_small = false;
};

/// Panels, in rows of two.
using Figure = std::vector<Panel>;

/// What is shown at a place, without what cannot be drawn: what a training that
/// diverged leaves.
[[nodiscard]] Figure drawable(Figure figure, Place place);

}  // namespace gradwalk::demos
