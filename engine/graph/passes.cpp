#include "passes.hpp"

#include <array>
#include <gradwalk/graph/record.hpp>

#include "layers.hpp"
#include "pass_on.hpp"

namespace gradwalk::detail {

namespace {

/// Adds upstream × local gradient into the gradient of each parent of node i.
/// Every node that uses node i was recorded after it, so the sweep has visited
/// it before, and its part is in node i's own gradient: the sum over every path
/// from the root. That sum is the upstream.
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

/// pass_on and compute of each operation, in the order of `operations()`.
struct Row {
  void (*pass_on)(Nodes&, std::size_t i, double* gradients);
  void (*compute)(Nodes&, std::size_t i);
};
template <class... Rules> constexpr auto table(rules::List<Rules...>) {
  return std::array{Row{pass_on<Rules>, compute<Rules>}...};
}
constexpr auto rows = table(rules::All{});

// Asked for first, products and sums spare most of the jumps through the table.

/// Calls pass_on for the nodes end - 1 down to first, but for given ones, whose
/// operation equals none of these.
void pass_on_all(Nodes& nodes, std::size_t first, std::size_t end,
                 double* gradients) {
  const OperationId* const operations = nodes.operations.data();
  for (std::size_t i = end; i-- > first;) {
    if (gradients[i] == 0.0) continue;  // passes nothing on
    if (operations[i] == id_of<rules::Multiply>)
      pass_on<rules::Multiply>(nodes, i, gradients);
    else if (operations[i] == id_of<rules::Add>)
      pass_on<rules::Add>(nodes, i, gradients);
    else if (operations[i] < given)
      rows[nodes.row_of(i)].pass_on(nodes, i, gradients);
  }
}

void compute_all(Nodes& nodes, std::size_t first, std::size_t end) {
  for (std::size_t i = first; i < end; ++i) {
    const std::size_t row = nodes.row_of(i);
    if (row == row_of<rules::Multiply>)
      compute<rules::Multiply>(nodes, i);
    else if (row == row_of<rules::Add>)
      compute<rules::Add>(nodes, i);
    else
      rows[row].compute(nodes, i);
  }
}

/// From root down to `lowest`, the reverse of the order of recording, each node
/// once. When a graph is replayed, whole layers of neurons are taken at once.
void sweep_to(Index lowest, Tape& tape, Index root, double* gradients) {
  gradients[root] = 1.0;
  each_part_down(
      tape.layers(), lowest, root + 1ul,
      [&](std::size_t first, std::size_t end) {
        pass_on_all(tape, first, end, gradients);
      },
      [&](const Layer& layer) {
        pass_on(layer, tape.values.data(), gradients);
      });
}

}  // namespace

void backward(Tape& tape, Index root) {
  const Index lowest = tape.lowest_ancestor(root);
  sweep_to(lowest, tape, root, tape.clear_gradients(lowest, root));
}

void sweep(Tape& tape, Index root, double* gradients) {
  sweep_to(tape.lowest_ancestor(root), tape, root, gradients);
  // Here nobody asks of each whether it is given.
  for (Index i = 0; i < root; ++i)
    if (!tape.needs_gradient(i)) gradients[i] = 0.0;
}

void forward(Tape& tape) {
  tape.prepare_replay();
  each_part(
      tape.layers(), tape.leading_leaves, tape.size,
      [&](std::size_t first, std::size_t end) {
        compute_all(tape, first, end);
      },
      [&](const Layer& layer) { compute(layer, tape.values.data()); });
  tape.now_up_to_date();
}

}  // namespace gradwalk::detail
