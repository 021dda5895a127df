#pragma once

#include <bit>
#include <gradwalk/handle.hpp>
#include <gradwalk/rules.hpp>
#include <gradwalk/tape.hpp>
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

/// What the engine's rooms may do with a handle and its users may not.
struct Access {
  static Tape& live_tape(std::string_view function, Value v) {
    return v.live(function);
  }
  static Tape& tape(Value v) { return *v.tape_; }
  static Index marked(Value v) { return v.marked_; }
  static std::uint32_t scope(Value v) { return v.scope_; }
  static Value handle(Tape& tape, Index marked, std::uint32_t scope) {
    return {&tape, marked, scope};
  }
  /// The handle of node i.
  static Value handle(Tape& tape, Index i) {
    return {&tape, tape.marked(i), tape.scope_of(i)};
  }
  static bool is_live(Value v) { return v.tape_->is_open(v.scope_); }
};

/// The tape of handles whose nodes exist, in one graph.
inline Tape& live(std::string_view function, Value v) {
  return Access::live_tape(function, v);
}
inline Tape& live(std::string_view function, Value v, Value w) {
  Tape& tape = live(function, v);
  if (&Access::tape(w) != &tape || !tape.is_open(Access::scope(w)))
      [[unlikely]] {
    live(function, w);
    refuse_foreign(function, v, w);
  }
  return tape;
}

template <class Rule> Value record(Value a) {
  Tape& tape = live(Rule::name, a);
  const Index i = Access::marked(a);
  const double x = tape.values[index_of(i)];
  const double y = Rule::value(x);
  const Index node = tape.push(
      id_of<Rule>, y, Edges{{Rule::local_gradient(x, y), 0.0}, {i, nobody}});
  return Access::handle(tape, node | (i & no_gradient), tape.scope);
}

template <class Rule> Value record(Value a, Value b) {
  Tape& tape = live(Rule::name, a, b);
  const Index i = Access::marked(a), j = Access::marked(b);
  const double x = tape.values[index_of(i)], w = tape.values[index_of(j)];
  const double y = Rule::value(x, w);
  const Index node = tape.push(
      id_of<Rule>, y,
      Edges{{Rule::by_first(x, w, y), Rule::by_second(x, w, y)}, {i, j}});
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

using Operands = std::initializer_list<std::span<const Value>>;

/// The tape of a node's operands, which are all live and of one graph.
/// Errors: fewer operands than `least`.
Tape& live(std::string_view function, std::size_t least, Operands lists);

/// Records a rule of any arity over some lists of operands, in their order.
template <class Rule> Value record(Operands lists) {
  Tape& tape = live(Rule::name, Rule::least, lists);
  OperandEdges edges{tape.operands.size(), OperandEdges::recomputed, nobody,
                     no_gradient};
  for (const std::span<const Value> list : lists)
    for (const Value& operand : list) {
      const Index marked = Access::marked(operand);
      if (needs_gradient(marked)) edges.mark = listed;
      tape.operands.push_back(marked);
    }
  edges.marked_count |= static_cast<Index>(tape.operands.size() - edges.first);
  const OperandValues x = tape.operand_values(edges);
  const double y = Rule::value(x);
  if constexpr (Rule::recorded) {
    edges.first_gradient = tape.operand_gradients.size();
    tape.operand_gradients.resize(edges.first_gradient + edges.count());
    Rule::local_gradients(x, y, [&](std::size_t i, double local) {
      tape.operand_gradients[edges.first_gradient + i] = local;
    });
  }
  const Index node = tape.push(id_of<Rule>, y, std::bit_cast<Edges>(edges));
  return Access::handle(tape, edges.mark == listed ? node : node | no_gradient,
                        tape.scope);
}

}  // namespace gradwalk::detail
