#include "descent.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <gradwalk/nn/optimizer.hpp>

namespace gradwalk::demos {

namespace {

bool is_listed(int steps) {
  static constexpr std::array<int, 4> later{20, 50, 100, 1000};
  return steps <= 10 ||
         std::find(later.begin(), later.end(), steps) != later.end();
}

}  // namespace

Descent descend(Graph& graph, Value b, Value loss, double rate) {
  Descent descent{rate, {}, {}};
  GradientDescent optimizer(rate);
  b.set(0.0);
  for (int steps = 0; steps <= Descent::most; ++steps) {
    graph.forward();
    descent.diverges = !(loss.value() <= Descent::too_high);
    if (descent.diverges) break;
    graph.backward(loss);
    if (is_listed(steps))
      descent.listed.push_back({steps, b.value(), loss.value(), b.gradient()});
    if (!descent.first_below && loss.value() < Descent::low)
      descent.first_below = steps;
    if (descent.first_below && steps >= 1000) break;
    optimizer.step(std::array{b}, 1.0);
  }
  return descent;
}

std::vector<double> costs(Graph& graph, std::span<const Value> parameters,
                          Value cost, double rate, int steps) {
  GradientDescent optimizer(rate);
  std::vector<double> costs{cost.value()};
  for (int i = 0; i < steps; ++i) {
    graph.backward(cost);
    optimizer.step(parameters, 1.0);
    graph.forward();
    if (!std::isfinite(cost.value())) break;
    costs.push_back(cost.value());
  }
  return costs;
}

}  // namespace gradwalk::demos
