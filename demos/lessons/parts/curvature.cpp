#include "curvature.hpp"

#include <cmath>
#include <gradwalk/gradient_node.hpp>
#include <numeric>

namespace gradwalk::demos {

namespace {

double product(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace

Matrix hessian(Graph& graph, Value root, std::span<const Value> parameters) {
  const Graph::Scope scope(graph);
  Matrix second;
  for (const Value slope : gradient_nodes(root, parameters)) {
    graph.backward(slope);
    std::vector<double>& row = second.emplace_back();
    for (const Value parameter : parameters)
      row.push_back(parameter.gradient());
  }
  return second;
}

PowerIteration::PowerIteration(const Matrix& matrix)
    : direction(matrix.size(),
                1.0 / std::sqrt(static_cast<double>(matrix.size()))) {
  static constexpr std::size_t most = 100;
  while (estimates.size() < most) {
    std::vector<double> stretched;
    for (const std::vector<double>& row : matrix)
      stretched.push_back(product(row, direction));
    const double estimate = product(direction, stretched);
    const bool stands = !estimates.empty() && estimate == estimates.back();
    estimates.push_back(estimate);
    const double length = std::sqrt(product(stretched, stretched));
    for (std::size_t i = 0; i < direction.size(); ++i)
      direction[i] = stretched[i] / length;
    if (stands) break;
  }
}

}  // namespace gradwalk::demos
