#include "figure_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace gradwalk::demos {

namespace {

/// As far as a picture shows it.
double rounded(double value) {
  return std::strtod(fmt::format("{:.4g}", value).c_str(), nullptr);
}

/// An end where the data end is null.
Json document_of(const Range& range) {
  const auto end_of = [](double end) {
    return std::isfinite(end) ? Json(end) : Json(nullptr);
  };
  return Json::Array{end_of(range.from), end_of(range.to)};
}

Json document_of(const Series& series) {
  constexpr std::array marks{"line", "circles", "diamonds", "arrows", "trace"};
  Json points = Json::array();
  for (const Point point : series.points) {
    points.push_back(rounded(point.x));
    points.push_back(rounded(point.y));
  }
  return {{"name", series.name},
          {"mark", marks.at(static_cast<std::size_t>(series.mark))},
          {"points", points}};
}

/// The least value and the greatest.
Range range_of(const Field& field) {
  Range range{unbounded, -unbounded};
  for (const std::vector<double>& row : field.values)
    for (const double value : row) {
      range.from = std::min(range.from, value);
      range.to = std::max(range.to, value);
    }
  return range;
}

/// On the scale of the letters: the z of a sigmoid, between whose values a
/// straight line is nearer to it than between its own.
double scaled(double value, const std::optional<Range>& bounds) {
  constexpr double end = 5.0;
  if (!bounds) return value;
  const double from_below = value - bounds->from;
  const double from_above = bounds->to - value;
  return std::clamp(std::log(from_below / from_above), -end, end);
}

Json document_of(const Moment& moment, const std::optional<Range>& bounds) {
  constexpr double steps = 'z' - '#';
  // Of a field that is even but for rounding no letter means anything.
  constexpr double clear = 1e-9;
  const Range range = range_of(moment.field);
  const double least = scaled(range.from, bounds);
  const double width = std::max(scaled(range.to, bounds) - least, clear);
  std::string letters;
  for (const std::vector<double>& row : moment.field.values)
    for (const double value : row)
      letters += static_cast<char>(
          '#' + std::lround(steps * (scaled(value, bounds) - least) / width));
  return {moment.epoch, rounded(range.from), rounded(range.to), letters};
}

/// All that the moments show, and 0 and 1 as the scale's ends at least.
Range shades_of(const Panel& panel) {
  Range shades{0.0, 1.0};
  for (const Moment& moment : panel.moments) {
    const Range range = range_of(moment.field);
    shades.from = std::min(shades.from, range.from);
    shades.to = std::max(shades.to, range.to);
  }
  return panel.bounds.value_or(shades);
}

Json document_of(const Panel& panel) {
  Json document{{"title", panel.title}, {"x", panel.x}, {"y", panel.y}};
  Json& all = document["series"] = Json::array();
  for (const Series& series : panel.series) all.push_back(document_of(series));
  if (panel.x_range) document["x_range"] = document_of(*panel.x_range);
  if (panel.y_range) document["y_range"] = document_of(*panel.y_range);
  if (panel.x_step) document["x_step"] = *panel.x_step;
  if (panel.y_step) document["y_step"] = *panel.y_step;
  if (panel.is_small) document["is_small"] = true;
  if (panel.moments.empty()) return document;
  if (panel.bounds) document["is_sigmoid"] = true;
  document["level"] = panel.level;
  document["shades"] = document_of(shades_of(panel));
  Json& moments = document["moments"] = Json::array();
  for (const Moment& moment : panel.moments)
    moments.push_back(document_of(moment, panel.bounds));
  return document;
}

}  // namespace

Json document_of(const Figure& figure) {
  Json panels = Json::array();
  for (const Panel& panel : figure) panels.push_back(document_of(panel));
  return panels;
}

}  // namespace gradwalk::demos
