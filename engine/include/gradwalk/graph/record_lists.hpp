#pragma once

#include <gradwalk/graph/record_numbers.hpp>
#include <gradwalk/values.hpp>
#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>

/// How an operation on any number of Values becomes a node.
namespace gradwalk::detail {

[[noreturn]] void refuse_few(std::string_view function, std::size_t least,
                             std::size_t count);

/// The name of the function that callers write: the operation amin is recorded
/// by `min`.
template <class Rule> constexpr std::string_view function_of() {
  if constexpr (requires { Rule::function; }) return Rule::function;
  return Rule::name;
}

/// Whether no gradient is asked for in any of some nodes at equal distances.
bool all_given(const Nodes& nodes, std::size_t first, std::size_t count,
               std::int32_t stride);

/// Whether a list's nodes are told by the first and a distance, on this tape,
/// in one of the two scopes that are told at once.
inline bool is_plain(const Tape& tape, const ValuesView& list) {
  const Value& front = Access::handles(list).front();
  return Access::is_strided(list) && &Access::tape(front) == &tape &&
         tape.is_innermost_or_base(Access::scope(front));
}
/// Whether no gradient is asked for in such a list.
[[gnu::always_inline]] inline bool put_strided(const Tape& tape,
                                               const ValuesView& nodes,
                                               List* place) {
  const Index first = Access::index(Access::handles(nodes).front());
  const auto count = static_cast<Index>(nodes.size());
  const std::int32_t stride = Access::stride(nodes);
  const bool is_given = all_given(tape, first, count, stride);
  *place = {first, count, stride, is_given};
  return is_given;
}

using ListsOfOperands = std::initializer_list<const ValuesView*>;

/// Whether all are nodes; else one is a plain number.
/// Errors: an operand that is not live, or not of the graph of the first.
bool are_live(std::string_view function, ListsOfOperands lists);

/// Writes any lists of live operands on top of their tape's, and says how many
/// indices that took. Whether no gradient is asked for in any.
bool put_lists(ListsOfOperands lists, std::size_t* indices);

/// The same operands, of which those that are plain numbers are recorded.
Values with_inputs(std::string_view function, const ValuesView& operands,
                   Value beside);

/// Where plain numbers are among the operands: with these as inputs, or, where
/// there is no node, by the numbers alone.
Value record_numbers(std::string_view function, ListsOfOperands lists,
                     Value (*of_nodes)(std::span<const Values> lists),
                     double (*of_numbers)(std::span<const double> operands));

template <class Rule, std::size_t... list>
Value record_numbers(ListsOfOperands lists, std::index_sequence<list...>);

/// Records a rule of any arity over some lists of operands, in their order.
/// None is empty. `value_of` gives the rule's value of the operands' values.
/// What may throw is done before anything is kept.
template <class Rule>
Value record_with(auto value_of, const ValuesView& first,
                  const auto&... others) {
  const std::size_t count = (first.size() + ... + others.size());
  if (count < Rule::least) [[unlikely]]
    refuse_few(function_of<Rule>(), Rule::least, count);
  Tape& tape = Access::tape(Access::handles(first).front());
  const Parents operands{static_cast<Index>(tape.lists.lists.size()),
                         static_cast<Index>(count)};
  bool is_given = true;
  std::size_t indices = 0;
  if (is_plain(tape, first) && (is_plain(tape, others) && ...)) [[likely]] {
    List* place = tape.lists.lists.room(1 + sizeof...(others));
    is_given = put_strided(tape, first, place);
    ((is_given &= put_strided(tape, others, ++place)), ...);
  } else {
    if (!are_live(function_of<Rule>(), {&first, &others...}))
      return record_numbers<Rule>(
          {&first, &others...},
          std::make_index_sequence<1 + sizeof...(others)>());
    is_given = put_lists({&first, &others...}, &indices);
  }
  const std::size_t place = tape.next_place();
  const double y = value_of(tape.operand_values(operands));
  tape.lists.keep(1 + sizeof...(others), indices);
  const Index node = tape.put(
      place, is_given ? any_id<Rule>() | given : any_id<Rule>(), y, operands);
  return Access::handle(tape, node, tape.scope);
}
template <class Rule>
Value record_many(const ValuesView& first, const auto&... others) {
  return record_with<Rule>(
      [](const OperandValues& x) -> double {
        if constexpr (row_of<Rule> < rules::All::size)
          return Rule::value(x);
        else
          return Rule::value(x.subspan(0, x.size()));
      },
      first, others...);
}

template <class Rule, std::size_t... list>
Value record_numbers(ListsOfOperands lists, std::index_sequence<list...>) {
  return record_numbers(
      function_of<Rule>(), lists,
      [](std::span<const Values> x) { return record_many<Rule>(x[list]...); },
      [](std::span<const double> x) -> double { return Rule::value(x); });
}

}  // namespace gradwalk::detail
