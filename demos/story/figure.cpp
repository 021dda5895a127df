#include "figure.hpp"

#include <cmath>

namespace gradwalk::demos {

namespace {

bool is_finite(Point point) {
  return std::isfinite(point.x) && std::isfinite(point.y);
}

bool is_finite(const Field& field) {
  for (const std::vector<double>& row : field.values)
    for (const double value : row)
      if (!std::isfinite(value)) return false;
  return true;
}

}  // namespace

bool has_border(const Field& field) {
  constexpr double clear = 1e-9;
  bool below = false, above = false;
  for (const std::vector<double>& row : field.values)
    for (const double value : row) {
      below = below || value < 0.5 - clear;
      above = above || value > 0.5 + clear;
    }
  return below && above;
}

Figure drawable(Figure figure, Place place) {
  std::erase_if(figure, [&](const Panel& panel) {
    return panel.place != Place::everywhere && panel.place != place;
  });
  for (Panel& panel : figure) {
    if (panel.field && !is_finite(*panel.field)) panel.field.reset();
    std::erase_if(panel.moments, [](const Moment& moment) {
      return !is_finite(moment.field);
    });
    for (Series& series : panel.series)
      std::erase_if(series.points, [](Point p) { return !is_finite(p); });
    std::erase_if(panel.series,
                  [](const Series& series) { return series.points.empty(); });
    if (panel.series.empty() && !panel.field && panel.moments.empty())
      panel.series.push_back({"no finite number", Mark::circles, {{0, 0}}});
  }
  return figure;
}

}  // namespace gradwalk::demos
