#pragma once

#include <bit>
#include <gradwalk/graph/tape.hpp>
#include <gradwalk/rules.hpp>
#include <gradwalk/value.hpp>
#include <gradwalk/values.hpp>
#include <initializer_list>
#include <span>
#include <string_view>

/// How an operation on Values becomes a node.
namespace gradwalk::detail {

template <class Rule>
inline constexpr auto id_of =
    static_cast<OperationId>(rules::All::index_of<Rule>());
static_assert(id_of<rules::Input> == input &&
              id_of<rules::Parameter> == parameter);

/// The tape of handles whose nodes exist, in one graph.
[[gnu::always_inline]] inline Tape& live(std::string_view function, Value v) {
  return Access::live_tape(function, v);
}
[[gnu::always_inline]] inline Tape& live(std::string_view function, Value v,
                                         Value w) {
  Tape& tape = Access::tape(w);
  if (&Access::tape(v) != &tape ||
      !tape.is_innermost_or_base(Access::scope(v)) ||
      !tape.is_innermost_or_base(Access::scope(w))) [[unlikely]]
    require_open(function, Access::tape(v), Access::marked(v), Access::scope(v),
                 tape, Access::marked(w), Access::scope(w));
  return tape;
}

template <class Rule> [[gnu::always_inline]] inline Value record(Value a) {
  Tape& tape = live(Rule::name, a);
  const std::size_t place = tape.next_place();
  const Index i = Access::marked(a);
  const double x = tape.values[index_of(i)];
  const double y = Rule::value(x);
  const Index node =
      tape.put(place, id_of<Rule>, y,
               Edges{{Rule::local_gradient(x, y), 0.0}, pair_of(i, nobody)});
  return Access::handle(tape, node | (i & no_gradient), tape.scope);
}

template <class Rule>
[[gnu::always_inline]] inline Value record(Value a, Value b) {
  Tape& tape = live(Rule::name, a, b);
  const std::size_t place = tape.next_place();
  const Index i = Access::marked(a), j = Access::marked(b);
  const double x = tape.values[index_of(i)], w = tape.values[index_of(j)];
  const double y = Rule::value(x, w);
  const Index node =
      tape.put(place, id_of<Rule>, y,
               Edges{{Rule::by_first(x, w, y), Rule::by_second(x, w, y)},
                     pair_of(i, j)});
  return Access::handle(tape, node | (i & j & no_gradient), tape.scope);
}

/// A bare number in a formula: an input without a name.
inline Value constant(Value beside, double value, std::string_view function) {
  Tape& tape = live(function, beside);
  const Index node = tape.push_leaf(id_of<rules::Input>, value);
  return Access::handle(tape, node | no_gradient, tape.scope);
}
template <class Rule> Value record(Value a, double b) {
  return record<Rule>(a, constant(a, b, Rule::name));
}
template <class Rule> Value record(double a, Value b) {
  return record<Rule>(constant(b, a, Rule::name), b);
}

[[noreturn]] void refuse_few(std::string_view function);

/// Whether a list is a run on this tape, in one of the two scopes that are told
/// at once.
inline bool is_plain_run(const Tape& tape, const Values& list) {
  return list.is_run() && &Access::tape(list.front()) == &tape &&
         tape.is_innermost_or_base(Access::scope(list.front()));
}
inline Run run_of(const Values& list) {
  return {Access::marked(list.front()), static_cast<Index>(list.size())};
}

/// Appends any lists to the tape's runs; returns whether an operand needs a
/// gradient.
/// Errors: an operand that is not live, or not of the graph of the first.
bool push_operands(std::string_view function, Tape& tape,
                   std::initializer_list<const Values*> lists);

/// Records a rule of any arity over some lists of operands, in their order.
/// None is empty.
template <class Rule>
Value record_many(const Values& first, const auto&... others) {
  const std::size_t count = (first.size() + ... + others.size());
  if (count < Rule::least) [[unlikely]]
    refuse_few(Rule::name);

  Tape& tape = Access::tape(first.front());
  const std::size_t first_run = tape.runs.size();
  const std::size_t first_gradient = tape.operand_gradients.size();
  bool needed = false;
  if (is_plain_run(tape, first) && (is_plain_run(tape, others) && ...))
      [[likely]] {
    Run* run = tape.runs.extend(1 + sizeof...(others));
    *run = run_of(first);
    ((*++run = run_of(others)), ...);
    needed = needs_gradient(Access::marked(first.front()) &
                            (Access::marked(others.front()) & ... & ~Index{0}));
  } else {
    needed = push_operands(Rule::name, tape, {&first, &others...});
  }
  const OperandEdges edges{
      static_cast<Index>(first_run),
      static_cast<Index>(tape.runs.size() - first_run),
      static_cast<Index>(count),
      Rule::stored ? static_cast<Index>(first_gradient)
                   : OperandEdges::recomputed,
      needed ? listed : nobody,
  };

  const std::size_t place = tape.next_place();
  const OperandValues x = tape.operand_values(edges);
  double y = 0.0;
  if constexpr (Rule::stored) {
    const std::span<const double> all = x.subspan(0, count);
    y = Rule::value(all);
    double* const locals = tape.operand_gradients.extend(count);
    Rule::local_gradients(
        all, y, [=](std::size_t i, double local) { locals[i] = local; });
  } else {
    y = Rule::value(x);
  }
  const Index node = tape.put(place, id_of<Rule>, y, edges.as_edges());
  return Access::handle(tape, needed ? node : node | no_gradient, tape.scope);
}

}  // namespace gradwalk::detail
