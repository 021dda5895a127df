#include "data.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace gradwalk::demos {

Examples Data::examples() const {
  Examples examples{inputs, targets};
  if (!targets.empty()) return examples;
  for (const double label : labels) examples.targets.push_back({label});
  return examples;
}

Data or_data() {
  return {{"x1", "x2"}, {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, {0, 1, 1, 1}};
}

Data xor_data() {
  return {{"x1", "x2"}, {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, {0, 1, 1, 0}};
}

Data noisy_or_data(std::size_t points, double noise, Random& random) {
  const Data corners = or_data();
  Data data{corners.features, {}, {}};
  for (std::size_t i = 0; i < points; ++i) {
    data.inputs.push_back(corners.inputs[i % corners.size()]);
    for (double& x : data.inputs.back()) x += random.normal(0.0, noise);
    data.labels.push_back(corners.labels[i % corners.size()]);
  }
  return data;
}

Data notebook_data() {
  return {{"x1", "x2", "x3", "x4"},
          {{1, 0, 0, 0}, {1, 0, 1, 1}, {0, 1, 0, 1}},
          {1, 1, 0}};
}

Data moons_data(std::size_t points, double noise, Random& random) {
  const std::size_t outer = points / 2, inner = points - outer;
  const auto turn = [](std::size_t i, std::size_t n) {
    return std::numbers::pi * static_cast<double>(i) /
           static_cast<double>(std::max<std::size_t>(n - 1, 1));
  };
  Data data{{"x1", "x2"}, {}, {}};
  std::vector<std::size_t> order(points);
  std::iota(order.begin(), order.end(), 0u);
  random.shuffle(std::span(order));
  for (const std::size_t i : order) {
    const bool lower = i >= outer;
    const double t = lower ? turn(i - outer, inner) : turn(i, outer);
    data.inputs.push_back(
        lower ? std::vector{1.0 - std::cos(t), 0.5 - std::sin(t)}
              : std::vector{std::cos(t), std::sin(t)});
    data.labels.push_back(lower ? 1.0 : 0.0);
  }
  for (std::vector<double>& row : data.inputs)
    for (double& x : row) x += random.normal(0.0, noise);
  for (std::size_t k = 0; k < 2; ++k) {
    double least = data.inputs[0][k], most = least;
    for (const std::vector<double>& row : data.inputs) {
      least = std::min(least, row[k]);
      most = std::max(most, row[k]);
    }
    for (std::vector<double>& row : data.inputs)
      row[k] = (row[k] - least) / (most - least);
  }
  return data;
}

}  // namespace gradwalk::demos
