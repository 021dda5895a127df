#include <array>
#include <gradwalk/graph/record.hpp>
#include <gradwalk/rules/all.hpp>

#include "layers.hpp"
#include "own_passes.hpp"
#include "passes.hpp"

namespace gradwalk::detail {

namespace {

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

template <class... Rules> constexpr auto forward_rows(rules::List<Rules...>) {
  return rows_of_all(compute_own, {compute<Rules>...});
}
constexpr auto computed_by = forward_rows(rules::All{});

void compute_all(Nodes& nodes, std::size_t first, std::size_t end) {
  for (std::size_t i = first; i < end; ++i) {
    const std::size_t row = nodes.row_of(i);
    if (row == row_of<rules::Multiply>)
      compute<rules::Multiply>(nodes, i);
    else if (row == row_of<rules::Add>)
      compute<rules::Add>(nodes, i);
    else
      computed_by[row](nodes, i);
  }
}

}  // namespace

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
