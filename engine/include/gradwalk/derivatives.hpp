#pragma once

#include <gradwalk/values.hpp>
#include <initializer_list>
#include <span>
#include <vector>

/// Derivatives of several nodes, or of second order, as numbers: exact, by the
/// operations' rules. The graph, its gradients too, stays as it was. Where no
/// gradient flows into a node, its derivative is 0.
/// Errors: nodes of two graphs; a node that is given; a leaf was set and
/// `forward` not called since.
namespace gradwalk {

/// ∂output/∂node. Shape: (outputs × nodes). Costs a sweep for each output.
[[nodiscard]] std::vector<std::vector<double>> jacobian(
    const ValuesView& outputs, const ValuesView& nodes);

/// ∂²root/∂node∂node. Shape: (nodes × nodes). Costs a sweep for each node.
///
/// ```cpp
/// Graph graph;
/// Value x = graph.parameter(2.0), y = graph.parameter(3.0);
/// for (const std::vector<double>& row : hessian(x * x * y, {x, y}))
///   fmt::print("{} {}\n", row[0], row[1]);
/// ```
/// ```
/// 6 4
/// 4 0
/// ```
[[nodiscard]] std::vector<std::vector<double>> hessian(Value root,
                                                       const ValuesView& nodes);

/// The Hessian times a vector, at the cost of two sweeps, whatever the number
/// of nodes. Shape: one number for each node.
/// Errors: another number of them.
[[nodiscard]] std::vector<double> hvp(Value root, const ValuesView& nodes,
                                      std::span<const double> vector);
[[nodiscard]] inline std::vector<double> hvp(
    Value root, const ValuesView& nodes, std::initializer_list<double> vector) {
  return hvp(root, nodes, std::span(vector.begin(), vector.size()));
}

}  // namespace gradwalk
