#pragma once

#include <gradwalk/graph.hpp>
#include <span>
#include <vector>

#include "training/net_matrices.hpp"

namespace gradwalk::demos {

/// Every second derivative of root: the gradients of its gradient nodes.
/// Shape: parameters × parameters.
[[nodiscard]] Matrix hessian(Graph& graph, Value root,
                             std::span<const Value> parameters);

/// The largest eigenvalue of a symmetric matrix that curves only upwards, by
/// power iteration: a vector is multiplied by the matrix again and again, and
/// turns into the direction in which that stretches most.
struct PowerIteration {
  std::vector<double> estimates;  ///< after each product, until they stand
  std::vector<double> direction;  ///< of length 1

  explicit PowerIteration(const Matrix& matrix);

  [[nodiscard]] double largest_eigenvalue() const { return estimates.back(); }
};

}  // namespace gradwalk::demos
