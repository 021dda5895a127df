#pragma once

#include <gradwalk/graph/access.hpp>
#include <gradwalk/graph/rows.hpp>
#include <gradwalk/rules.hpp>

/// How an operation on one or two Values becomes a node.
namespace gradwalk::detail {

/// The same where an operand is a plain number, or where the handles must be
/// looked at: record_numbers.hpp.
template <class Rule>
Value record_carefully(Tape& tape, Index index, ScopeNumber scope);
template <class Rule>
Value record_carefully(Tape& tape, Index index, ScopeNumber scope, Tape& other,
                       Index other_index, ScopeNumber other_scope);

/// Records an operation whose operands are nodes of this tape: the nodes of
/// their graph, and what is known of them.
template <class Rule>
[[gnu::always_inline]] inline Value record_on(Tape& tape, Value a) {
  const std::size_t place = tape.next_place();
  const Index i = Access::index(a);
  const double y = Rule::value(tape.values[i]);
  const OperationId given_bit = tape.operations[i] & given;
  const Index node =
      tape.put(place, any_id<Rule>() | given_bit, y, {i, nobody});
  return Access::handle(tape, node, tape.scope);
}
template <class Rule>
[[gnu::always_inline]] inline Value record_on(Tape& tape, Value a, Value b) {
  const std::size_t place = tape.next_place();
  const Index i = Access::index(a), j = Access::index(b);
  const double y = Rule::value(tape.values[i], tape.values[j]);
  const OperationId given_bit = tape.operations[i] & tape.operations[j] & given;
  const Index node = tape.put(place, any_id<Rule>() | given_bit, y, {i, j});
  return Access::handle(tape, node, tape.scope);
}

template <class Rule> [[gnu::always_inline]] inline Value record(Value a) {
  if (!Access::is_surely_live(a)) [[unlikely]]
    return record_carefully<Rule>(Access::tape(a), Access::index(a),
                                  Access::scope(a));
  return record_on<Rule>(Access::tape(a), a);
}
template <class Rule>
[[gnu::always_inline]] inline Value record(Value a, Value b) {
  if (!Access::are_surely_live(a, b)) [[unlikely]]
    return record_carefully<Rule>(Access::tape(a), Access::index(a),
                                  Access::scope(a), Access::tape(b),
                                  Access::index(b), Access::scope(b));
  return record_on<Rule>(Access::tape(b), a, b);
}

}  // namespace gradwalk::detail
