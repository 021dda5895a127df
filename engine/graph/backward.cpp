#include <array>
#include <gradwalk/graph/record.hpp>
#include <gradwalk/rules/all.hpp>

#include "careful_sweep.hpp"
#include "layers.hpp"
#include "own_passes.hpp"
#include "pass_on.hpp"
#include "passes.hpp"

namespace gradwalk::detail {

namespace {

/// Where a sweep reads, and writes, of some nodes.
struct Arrays {
  const double* values;
  const Parents* parents;
  double* gradients;
};

/// Adds upstream × local gradient into the gradient of each parent of node i.
/// Every node that uses node i was recorded after it, so the sweep has visited
/// it before, and its part is in node i's own gradient: the sum over every path
/// from the root. That sum is the upstream.
template <class Rule>
[[gnu::always_inline]] inline void pass_on(const Nodes& nodes, Arrays arrays,
                                           std::size_t i, Doubt& doubt) {
  const auto [values, parents, gradients] = arrays;
  const double upstream = gradients[i];
  if (Rule::is_tame && upstream == 0.0) return;
  const auto [first, second] = parents[i];
  if constexpr (Rule::arity == 1) {
    const double a = values[first];
    const double passed = upstream * Rule::local_gradient(a, values[i]);
    gradients[first] += passed;
    if (!Rule::is_tame) doubt.look_at(a + passed);
  }
  if constexpr (Rule::arity == 2) {
    const double a = values[first], b = values[second], y = values[i];
    const double by_first = upstream * Rule::by_first(a, b, y);
    const double by_second = upstream * Rule::by_second(a, b, y);
    gradients[first] += by_first;
    gradients[second] += by_second;
    if (!Rule::is_tame)
      doubt.look_at(a + b + (nodes.needs_gradient(first) ? by_first : 0.0) +
                    (nodes.needs_gradient(second) ? by_second : 0.0));
  }
  if constexpr (Rule::arity < 0) {
    const OperandValues x = nodes.operand_values({first, second});
    Rule::local_gradients(x, values[i],
                          PassOn<Rule::is_tame>(nodes.lists, {first, second},
                                                upstream, gradients, doubt));
    if (!Rule::is_tame)
      for (std::size_t k = 0; k < x.size(); ++k) doubt.look_at(x[k]);
  }
}

/// The same of each operation, in the order of `operations()`.
template <class Rule>
void pass_on_row(const Nodes& nodes, double* gradients, std::size_t i,
                 Doubt& doubt) {
  pass_on<Rule>(nodes, {nodes.values.data(), nodes.parents.data(), gradients},
                i, doubt);
}
template <class... Rules> constexpr auto backward_rows(rules::List<Rules...>) {
  return rows_of_all(pass_on_own, {pass_on_row<Rules>...});
}
constexpr auto passed_by = backward_rows(rules::All{});

// Asked for first, products and sums spare most of the jumps through the table.

/// Calls pass_on for the nodes end - 1 down to first, but for given ones, whose
/// operation equals none of these.
void pass_on_all(const Nodes& nodes, std::size_t first, std::size_t end,
                 double* gradients, Doubt& doubt) {
  const OperationId* const operations = nodes.operations.data();
  const Arrays arrays{nodes.values.data(), nodes.parents.data(), gradients};
  for (std::size_t i = end; i-- > first;)
    if (operations[i] == id_of<rules::Multiply>)
      pass_on<rules::Multiply>(nodes, arrays, i, doubt);
    else if (operations[i] == id_of<rules::Add>)
      pass_on<rules::Add>(nodes, arrays, i, doubt);
    else if (operations[i] < given)
      passed_by[std::size_t(operations[i])](nodes, gradients, i, doubt);
}

}  // namespace

// From root down to its lowest ancestor, the reverse of the order of recording,
// each node once. When a graph is replayed, whole layers of neurons are taken
// at once.
void backward(Tape& tape, Index root) {
  const Index lowest = tape.lowest_ancestor(root);
  double* const gradients = tape.clear_gradients(lowest, root);
  tape.covered = 0;  // none until the end, which an exception may prevent
  Doubt doubt;
  doubt.look_at(tape.values[root]);
  gradients[root] = 1.0;
  each_part_down(
      tape.layers(), lowest, root + 1ul,
      [&](std::size_t first, std::size_t end) {
        pass_on_all(tape, first, end, gradients, doubt);
      },
      [&](const Layer& layer) {
        pass_on(layer, tape.values.data(), gradients);
      });
  if (doubt.is_there()) {
    tape.clear_gradients(lowest, root);
    tape.covered = 0;
    sweep_carefully(tape, lowest, root, gradients);
  }
  tape.covered = tape.size;
}

}  // namespace gradwalk::detail
