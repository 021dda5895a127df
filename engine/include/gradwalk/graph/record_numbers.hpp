#pragma once

#include <gradwalk/graph/record.hpp>

/// How plain numbers among the operands of one or two become inputs.
namespace gradwalk::detail {

/// An input without a name, on the graph of a node that is there.
inline Value constant(Value beside, double value, std::string_view function) {
  Tape& tape = live(function, beside);
  return Access::handle(tape, tape.put_leaf(input, value), tape.scope);
}

// Of plain numbers alone an operation is one more. Not inlined, for they are
// seldom called.

template <class Rule> [[gnu::noinline]] Value record_carefully(Value a) {
  if (a.is_plain_number()) return double(Rule::value(Access::number(a)));
  return record_on<Rule>(live(Rule::name, a), a);
}
template <class Rule>
[[gnu::noinline]] Value record_carefully(Value a, Value b) {
  if (a.is_plain_number() && b.is_plain_number())
    return double(Rule::value(Access::number(a), Access::number(b)));
  if (a.is_plain_number()) a = constant(b, Access::number(a), Rule::name);
  if (b.is_plain_number()) b = constant(a, Access::number(b), Rule::name);
  return record_on<Rule>(live(Rule::name, a, b), a, b);
}

/// A bare number in a formula.
template <class Rule> Value record(Value a, double b) {
  if (!Access::is_surely_live(a)) [[unlikely]]
    return record_carefully<Rule>(a, Value(b));
  return record_on<Rule>(Access::tape(a), a, constant(a, b, Rule::name));
}
template <class Rule> Value record(double a, Value b) {
  if (!Access::is_surely_live(b)) [[unlikely]]
    return record_carefully<Rule>(Value(a), b);
  return record_on<Rule>(Access::tape(b), constant(b, a, Rule::name), b);
}

}  // namespace gradwalk::detail
