#pragma once

#include <gradwalk/graph/record.hpp>

/// How plain numbers among the operands of one or two become inputs.
namespace gradwalk::detail {

/// An input without a name, on the graph of a node that is there.
inline Value constant_on(Tape& tape, double value) {
  return Access::handle(tape, tape.put_leaf(input, value), tape.scope);
}
inline Value constant(Value beside, double value, std::string_view function) {
  return constant_on(live(function, beside), value);
}

// Of plain numbers alone an operation is one more. Not inlined, for they are
// seldom called.

template <class Rule>
[[gnu::noinline]] Value record_carefully(Tape& tape, Index index,
                                         ScopeNumber scope) {
  const Value a = Access::handle(tape, index, scope);
  if (a.is_plain_number()) return double(Rule::value(Access::number(a)));
  return record_on<Rule>(live(Rule::name, a), a);
}
template <class Rule>
[[gnu::noinline]] Value record_carefully(Tape& tape, Index index,
                                         ScopeNumber scope, Tape& other,
                                         Index other_index,
                                         ScopeNumber other_scope) {
  Value a = Access::handle(tape, index, scope);
  Value b = Access::handle(other, other_index, other_scope);
  if (a.is_plain_number() && b.is_plain_number())
    return double(Rule::value(Access::number(a), Access::number(b)));
  if (a.is_plain_number()) a = constant(b, Access::number(a), Rule::name);
  if (b.is_plain_number()) b = constant(a, Access::number(b), Rule::name);
  return record_on<Rule>(live(Rule::name, a, b), a, b);
}

// A bare number in a formula: where the node is surely live, it is not looked
// at again.

template <class Rule> Value record(Value a, double b) {
  if (!Access::is_surely_live(a)) [[unlikely]]
    return record<Rule>(a, Value(b));
  Tape& tape = Access::tape(a);
  return record_on<Rule>(tape, a, constant_on(tape, b));
}
template <class Rule> Value record(double a, Value b) {
  if (!Access::is_surely_live(b)) [[unlikely]]
    return record<Rule>(Value(a), b);
  Tape& tape = Access::tape(b);
  return record_on<Rule>(tape, constant_on(tape, a), b);
}

}  // namespace gradwalk::detail
