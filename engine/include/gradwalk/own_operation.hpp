#pragma once

#include <gradwalk/ask/rule_formulas.hpp>
#include <gradwalk/condition.hpp>
#include <gradwalk/graph/operation_row.hpp>
#include <gradwalk/graph/own_operations.hpp>
#include <gradwalk/operators.hpp>

/// An operation of one's own, beside the library's: a struct as those of
/// gradwalk/rules.hpp, which then prints, checks, replays, draws and runs in a
/// Batch as they do.
///
/// ```cpp
/// #include <fmt/format.h>
///
/// #include <gradwalk/engine.hpp>
/// #include <gradwalk/own_operation.hpp>
/// using namespace gradwalk;
///
/// struct Cube : rules::Unary {
///   static constexpr std::string_view name = "cube", symbol = "³";
///   static auto value(auto a) { return a * a * a; }
///   static auto local_gradient(auto a, auto) { return 3.0 * a * a; }
/// };
/// Value cube(Value a) { return record<Cube>(a); }
///
/// int main() {
///   Graph graph;
///   Value x = graph.parameter(2.0, "x"), y = cube(x).named("y");
///   fmt::print("{}\n", backward_steps(y)[0]);
/// }
/// ```
/// ```
/// y → x: 1 × 3·x·x = 1 × 12 = 12
/// ```
///
/// `y` is the node's value. With `auto`, the same lines are computed with
/// doubles, write themselves as text, and become nodes, so that the derivative
/// can be differentiated again: of + - * /, exp, log, log1p, sqrt, square, pow,
/// abs, sin, cos, tanh, `where(a > 0.0, b, c)`, and of other operations as
/// `rules::use<rules::Sigmoid>(a)`. With `double` they only compute: the text
/// is `cube(a)`, and `gradient_node` refuses it by its name. A rule of two
/// operands is a rules::Binary, with `by_first(a, b, y)` and `by_second(a, b,
/// y)`; one of any number has them as a span, and hands its local gradients on
/// one by one (here no factor may be 0):
///
/// ```cpp
/// struct Product : rules::AnyArity<1> {
///   static constexpr std::string_view name = "product", symbol = "Π";
///   static double value(std::span<const double> x) {
///     double product = 1.0;
///     for (double number : x) product *= number;
///     return product;
///   }
///   static void local_gradients(std::span<const double> x, double y,
///                               auto&& out) {
///     for (std::size_t i = 0; i < x.size(); ++i) out(i, y / x[i]);
///   }
/// };
///
/// int main() {
///   Graph graph;
///   Value p = record<Product>(graph.parameters({2, 3, 5}, "x")).named("p");
///   fmt::print("{}\n", forward_steps(p)[0]);
/// }
/// ```
/// ```
/// p = product(x1, x2, x3) = product(2, 3, 5) = 30
/// ```
namespace gradwalk {

/// Another operation within a rule, `use<rules::Sigmoid>(a)`: a node.
template <class Rule> Value used(Rule, Value a) {
  return detail::record<Rule>(a);
}
template <class Rule> Value used(Rule, Value a, Value b) {
  return detail::record<Rule>(a, b);
}

namespace detail {

// Of the library's rules `record` is detail's alone, which is inlined.
template <class Rule>
inline constexpr bool is_own = row_of<Rule> >= rules::All::size;

template <class Rule>
void each_local(std::span<const double> x, double y,
                const LocalGradientSink& sink) {
  const auto take = [&](std::size_t operand, double local) {
    sink.take(sink.to, operand, local);
  };
  if constexpr (Rule::arity == 1) take(0, Rule::local_gradient(x[0], y));
  if constexpr (Rule::arity == 2) {
    take(0, Rule::by_first(x[0], x[1], y));
    take(1, Rule::by_second(x[0], x[1], y));
  }
  if constexpr (Rule::arity < 0)
    Rule::local_gradients(x, y, rules::OneByOne<double, decltype(take)>{take});
}

template <class Rule> constexpr auto local_nodes() {
  decltype(OwnOperation::local_nodes) nodes = nullptr;
  if constexpr (rules::gives_local_gradients<Rule, Value>)
    nodes = rules::local_gradients_of<Rule, Value, LocalNode>;
  return nodes;
}

template <class Rule> OperationId own_id() {
  static const OperationId id = add_own_operation(
      {operation_row<Rule>(), each_local<Rule>, value_formula<Rule>,
       local_gradient_formulas<Rule>, local_nodes<Rule>()});
  return id;
}

}  // namespace detail

/// Records it. Errors: those of the library's operations; more operations of
/// one's own than 50 or so, in one program.
template <class Rule>
requires(detail::is_own<Rule>&& Rule::arity == 1) Value record(Value a) {
  return detail::record<Rule>(a);
}
template <class Rule>
requires(detail::is_own<Rule>&& Rule::arity == 2) Value
    record(Value a, Value b) {
  return detail::record<Rule>(a, b);
}
template <class Rule>
requires(detail::is_own<Rule>&& Rule::arity < 0) Value
    record(const ValuesView& operands) {
  const std::vector<Value> x(operands.begin(), operands.end());
  return detail::record_operands<Rule>(x);
}

}  // namespace gradwalk
