#pragma once

#include <algorithm>
#include <gradwalk/engine.hpp>
#include <span>
#include <vector>

/// What tests of every operation share: they walk the operation list.

/// Records an operation on the first of some operands, on as many as it
/// accepts.
inline gradwalk::Value record_on(const gradwalk::Operation& operation,
                                 std::span<const gradwalk::Value> operands) {
  std::size_t count = operands.size();
  while (count > 0 && !operation.accepts(count)) --count;
  std::vector<gradwalk::Value> taken(
      operands.begin(), operands.begin() + static_cast<std::ptrdiff_t>(count));
  return operation.record(taken);
}

/// ∂root/∂node, and 0 of what is given, as a batch has it.
inline double gradient_or_0(gradwalk::Value node) {
  return node.has_gradient() ? node.gradient() : 0.0;
}

/// Every operation but the leaves.
inline std::span<const gradwalk::Operation> functions() {
  const auto all = gradwalk::operations();
  return {std::ranges::find_if_not(all, &gradwalk::Operation::is_leaf),
          all.end()};
}

/// Whether its gradient is by definition not its slope: differences of what
/// has it do not agree with gradients.
inline bool is_cut(const gradwalk::Operation& operation) {
  return operation.name == "detach";
}

/// The numbers of operands at which an operation is tried.
inline std::vector<std::size_t> counts_of(
    const gradwalk::Operation& operation) {
  std::vector<std::size_t> counts;
  for (std::size_t count = 1; count <= 11; ++count)
    if (operation.accepts(count)) counts.push_back(count);
  return counts;
}

/// One graph with one operation, recorded as a user records it, whose leaves
/// are nudged and which is computed again by `forward`.
struct Tried {
  gradwalk::Graph graph;
  std::vector<gradwalk::Value> leaves;
  gradwalk::Value node;

  Tried(const gradwalk::Operation& operation, const std::vector<double>& x) {
    for (const double value : x) leaves.push_back(graph.parameter(value));
    node = record_on(operation, leaves);
  }
  double at(std::size_t i, double value) {
    const double kept = leaves[i].value();
    leaves[i].set(value);
    graph.forward();
    const double y = node.value();
    leaves[i].set(kept);
    graph.forward();
    return y;
  }
};
