#pragma once

#include <gradwalk/graph/access.hpp>
#include <gradwalk/rules.hpp>

/// How an operation on one or two Values becomes a node.
namespace gradwalk::detail {

/// The number of a rule's row in `gradwalk::operations()`, and as a node has
/// it.
template <class Rule>
inline constexpr std::size_t row_of = rules::All::index_of<Rule>();
template <class Rule>
inline constexpr auto id_of = static_cast<OperationId>(row_of<Rule>);
static_assert(id_of<rules::Parameter> == parameter && rules::All::size < 128);

// `live` checks the handles, and returns the tape: the nodes of their graph and
// what is known of them.

template <class Rule> [[gnu::always_inline]] inline Value record(Value a) {
  Tape& tape = live(Rule::name, a);
  const std::size_t place = tape.next_place();
  const Index i = Access::index(a);
  const double y = Rule::value(tape.values[i]);
  const OperationId given_bit = tape.operations[i] & given;
  const Index node = tape.put(place, id_of<Rule> | given_bit, y, {i, nobody});
  return Access::handle(tape, node, tape.scope);
}

template <class Rule>
[[gnu::always_inline]] inline Value record(Value a, Value b) {
  Tape& tape = live(Rule::name, a, b);
  const std::size_t place = tape.next_place();
  const Index i = Access::index(a), j = Access::index(b);
  const double y = Rule::value(tape.values[i], tape.values[j]);
  const OperationId given_bit = tape.operations[i] & tape.operations[j] & given;
  const Index node = tape.put(place, id_of<Rule> | given_bit, y, {i, j});
  return Access::handle(tape, node, tape.scope);
}

/// A bare number in a formula: an input without a name.
inline Value constant(Value beside, double value, std::string_view function) {
  Tape& tape = live(function, beside);
  return Access::handle(tape, tape.put_leaf(input, value), tape.scope);
}
template <class Rule> Value record(Value a, double b) {
  return record<Rule>(a, constant(a, b, Rule::name));
}
template <class Rule> Value record(double a, Value b) {
  return record<Rule>(constant(b, a, Rule::name), b);
}

}  // namespace gradwalk::detail
