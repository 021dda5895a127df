#include "passes.hpp"

#include <array>
#include <gradwalk/graph.hpp>
#include <gradwalk/graph/record.hpp>

#include "pass_on.hpp"

namespace gradwalk::detail {

namespace {

/// Adds upstream × local gradient into the gradient of each parent of node i.
/// When the sweep comes to node i, every path from the root down to it has
/// added its part to node i's own gradient: that sum is the upstream.
template <class Rule>
[[gnu::always_inline]] inline void pass_on(Nodes& nodes, std::size_t i,
                                           double* gradients) {
  const double upstream = gradients[i];
  const double* const values = nodes.values.data();
  const auto [first, second] = nodes.parents[i];
  if constexpr (Rule::arity == 1)
    gradients[first] +=
        upstream * Rule::local_gradient(values[first], values[i]);
  if constexpr (Rule::arity == 2) {
    const double a = values[first], b = values[second], y = values[i];
    gradients[first] += upstream * Rule::by_first(a, b, y);
    gradients[second] += upstream * Rule::by_second(a, b, y);
  }
  if constexpr (Rule::arity < 0)
    Rule::local_gradients(
        nodes.operand_values({first, second}), values[i],
        PassOn(nodes.lists, {first, second}, upstream, gradients));
}

/// Computes node i again.
template <class Rule>
[[gnu::always_inline]] inline void compute(Nodes& nodes, std::size_t i) {
  double* const values = nodes.values.data();
  const auto [first, second] = nodes.parents[i];
  if constexpr (Rule::arity == 1) values[i] = Rule::value(values[first]);
  if constexpr (Rule::arity == 2)
    values[i] = Rule::value(values[first], values[second]);
  if constexpr (Rule::arity < 0)
    values[i] = Rule::value(nodes.operand_values({first, second}));
}

/// Both for each operation, in the order of `operations()`.
struct Row {
  void (*pass_on)(Nodes&, std::size_t i, double* gradients);
  void (*compute)(Nodes&, std::size_t i);
};
template <class... Rules> constexpr auto table(rules::List<Rules...>) {
  return std::array{Row{pass_on<Rules>, compute<Rules>}...};
}
constexpr auto rows = table(rules::All{});

// Most operations are products and sums. To ask for these first spares the jump
// through the table.

/// From root down to `lowest`: the order of recording turned round, each node
/// once. An upstream of 0 passes nothing on.
void sweep_to(Index lowest, Nodes& nodes, Index root, double* gradients) {
  const OperationId* const operations = nodes.operations.data();
  gradients[root] = 1.0;
  for (std::size_t i = root + 1ul; i-- > lowest;) {
    if (gradients[i] == 0.0) continue;
    if (operations[i] == id_of<rules::Multiply>)
      pass_on<rules::Multiply>(nodes, i, gradients);
    else if (operations[i] == id_of<rules::Add>)
      pass_on<rules::Add>(nodes, i, gradients);
    else if (operations[i] < given)
      rows[nodes.row_of(i)].pass_on(nodes, i, gradients);
  }
}

}  // namespace

void backward(Tape& tape, Index root) {
  const Index lowest = tape.lowest_ancestor(root);
  sweep_to(lowest, tape, root, tape.clear_gradients(lowest, root));
}

void sweep(Tape& tape, Index root, double* gradients) {
  sweep_to(tape.lowest_ancestor(root), tape, root, gradients);
  for (Index i = 0; i < root; ++i)
    if (!tape.needs_gradient(i)) gradients[i] = 0.0;
}

void forward(Tape& tape) {
  for (std::size_t i = tape.leading_leaves; i < tape.size; ++i) {
    const std::size_t row = tape.row_of(i);
    if (row == row_of<rules::Multiply>)
      compute<rules::Multiply>(tape, i);
    else if (row == row_of<rules::Add>)
      compute<rules::Add>(tape, i);
    else
      rows[row].compute(tape, i);
  }
  tape.now_up_to_date();
}

}  // namespace gradwalk::detail

/// Of the order of recording, root and what it depends on.
std::vector<gradwalk::Value> gradwalk::topological_order(Value root) {
  using detail::Access, detail::Index;
  detail::Tape& tape = detail::live("topological_order", root);
  const std::vector<bool> reached = tape.ancestors(Access::index(root));
  std::vector<Value> leaves, operations;
  for (Index i = 0; i < reached.size(); ++i)
    if (reached[i])
      (tape.is_leaf(i) ? leaves : operations)
          .push_back(Access::handle(tape, i));
  leaves.insert(leaves.end(), operations.begin(), operations.end());
  return leaves;
}
