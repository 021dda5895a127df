#pragma once

#include <gradwalk/graph.hpp>
#include <optional>
#include <span>
#include <vector>

namespace gradwalk::demos {

/// Where a descent stands after so many steps.
struct Standing {
  int steps;
  double b, loss, gradient;
};

/// Gradient descent on one parameter, b.
struct Descent {
  static constexpr double low = 1e-3;       ///< a loss that is small enough
  static constexpr double too_high = 1e15;  ///< one that never comes back
  static constexpr int most = 10'000;       ///< steps

  double rate;
  std::vector<Standing> listed;    ///< after 0 … 10, 20, 50, 100, 1000 steps
  std::optional<int> first_below;  ///< steps to a loss below `low`
  bool diverges = false;           ///< its loss went over `too_high`
};

/// Walks from b = 0 until there is nothing left to tell.
[[nodiscard]] Descent descend(Graph& graph, Value b, Value loss, double rate);

/// The costs before each of so many steps on the parameters as they stand,
/// and after the last; fewer, if they leave the range of a double.
[[nodiscard]] std::vector<double> costs(Graph& graph,
                                        std::span<const Value> parameters,
                                        Value cost, double rate, int steps);

}  // namespace gradwalk::demos
