#include "ask/rounding.hpp"

#include <algorithm>
#include <cmath>
#include <gradwalk/graph/own_operations.hpp>

namespace gradwalk::detail {

namespace {

/// a × b, where nothing of what may be anything is nothing.
double part(double a, double b) { return a == 0.0 || b == 0.0 ? 0.0 : a * b; }

double distance(double a, double b) {
  const double distance = a == b ? 0.0 : std::abs(a - b);
  return std::isnan(distance) ? infinity : distance;
}

/// A node's operands where rounding may have moved them, all the way that
/// raises its value (direction 1), or lowers it (-1).
std::vector<double> moved(std::span<const double> operands,
                          std::span<const double> off,
                          std::span<const double> locals, double direction) {
  std::vector<double> there(operands.begin(), operands.end());
  for (std::size_t k = 0; k < there.size(); ++k)
    there[k] += locals[k] < 0.0 ? -direction * off[k] : direction * off[k];
  return there;
}

/// Of one node: its operation, and what it reads and may be off by.
struct Node {
  const Operation& operation;
  std::vector<Index> parents;
  std::vector<double> operands, off;

  Node(const Tape& tape, Index i, std::span<const double> all_off)
      : operation(operation_at(tape.row_of(i))), parents(tape.parents_of(i)) {
    for (const Index parent : parents) {
      operands.push_back(tape.values[parent]);
      off.push_back(all_off[parent]);
    }
  }
};

/// How far each local gradient may be off.
std::vector<double> locals_off(const Node& node, double y, double y_off,
                               std::span<const double> locals) {
  std::vector<double> off(locals.size());
  for (const double direction : {1.0, -1.0}) {
    const std::vector<double> there = node.operation.local_gradients(
        moved(node.operands, node.off, locals, direction),
        y + direction * y_off);
    for (std::size_t k = 0; k < off.size(); ++k)
      off[k] = std::max(off[k], distance(there[k], locals[k]));
  }
  return off;
}

std::vector<double> value_rounding(const Tape& tape, Index root,
                                   const std::vector<bool>& under_root) {
  std::vector<double> off(root + 1ul);
  for (Index i = 0; i <= root; ++i) {
    if (!under_root[i] || tape.is_leaf(i)) continue;
    const Node node(tape, i, off);
    off[i] = rounding_of(node.operation, node.operands, node.off);
  }
  return off;
}

}  // namespace

double rounding_of(const Operation& operation, std::span<const double> operands,
                   std::span<const double> off) {
  const double y = operation.value(operands);
  if (!std::isfinite(y)) return 0.0;
  const std::vector<double> locals = operation.local_gradients(operands, y);
  double own = std::abs(y);
  if (operation.arity == Operation::any_number) {
    // Of n terms, in an order of its own: rounding grows as a random walk.
    double terms = 0.0;
    for (std::size_t k = 0; k < operands.size(); ++k)
      terms += std::abs(part(locals[k], operands[k]));
    own += std::sqrt(static_cast<double>(operands.size())) * terms;
  }
  double most = 0.0;
  for (const double direction : {1.0, -1.0})
    most = std::max(
        most,
        distance(operation.value(moved(operands, off, locals, direction)), y));
  return most + epsilon * own;
}

GradientRounding gradient_rounding(const Tape& tape, Index root,
                                   std::span<const double> gradients) {
  const std::vector<bool> under_root = tape.ancestors(root);
  const std::vector<double> value_off = value_rounding(tape, root, under_root);
  GradientRounding found{std::vector<double>(root + 1ul),
                         std::vector<double>(root + 1ul)};
  found.size[root] = 1.0;
  for (Index i = root + 1; i-- > 0;) {
    if (!under_root[i] || tape.is_leaf(i) || !tape.needs_gradient(i)) continue;
    const Node node(tape, i, value_off);
    const double y = tape.values[i], upstream = std::abs(gradients[i]);
    const std::vector<double> locals =
        node.operation.local_gradients(node.operands, y);
    const std::vector<double> off = locals_off(node, y, value_off[i], locals);
    for (std::size_t k = 0; k < locals.size(); ++k) {
      const double local = std::abs(locals[k]);
      const Index parent = node.parents[k];
      found.size[parent] += part(found.size[i], local);
      found.off[parent] += part(found.off[i], local + off[k]) +
                           part(upstream, off[k]) +
                           2.0 * epsilon * part(upstream, local);
    }
  }
  return found;
}

}  // namespace gradwalk::detail
