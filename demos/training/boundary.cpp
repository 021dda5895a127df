#include "boundary.hpp"

#include <cmath>

namespace gradwalk::demos {

std::vector<double> crossings(
    const MLP& net, Loss loss,
    const std::function<std::vector<double>(double t)>& inputs) {
  constexpr int steps = 400;
  constexpr double from = -0.5, to = 1.5;
  // An output that stays at ½ but for rounding crosses nothing.
  constexpr double least = 1e-9;
  const auto above = [&](double t) {
    return answer(net, loss, inputs(t)) > 0.5;
  };
  const auto is_clear = [&](double t) {
    return std::abs(answer(net, loss, inputs(t)) - 0.5) > least;
  };
  const auto at = [](int i) { return from + (to - from) * i / steps; };
  std::vector<double> found;
  for (int i = 0; i < steps; ++i) {
    double low = at(i), high = at(i + 1);
    if (!is_clear(low)) continue;
    const bool at_low = above(low);
    if (!is_clear(high)) {
      if (i + 2 <= steps && is_clear(at(i + 2)) && above(at(i + 2)) != at_low)
        found.push_back(high);
      continue;
    }
    if (at_low == above(high)) continue;
    for (double middle = 0.5 * (low + high); low < middle && middle < high;
         middle = 0.5 * (low + high))
      (above(middle) == at_low ? low : high) = middle;
    found.push_back(low);
  }
  return found;
}

}  // namespace gradwalk::demos
