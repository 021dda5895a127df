#include <array>
#include <gradwalk/gradient_node.hpp>
#include <gradwalk/graph/access.hpp>
#include <optional>

#include "derivative.hpp"
#include "graph/evaluate.hpp"

namespace gradwalk {

namespace {

using detail::Access;
using detail::Index;
using detail::Tape;

using LocalGradient = Derivative (*)(std::span<const Derivative>,
                                     const Derivative&, std::size_t);

template <class... Rules>
constexpr auto local_gradients(rules::List<Rules...>) {
  return std::array<LocalGradient, sizeof...(Rules)>{
      rules::local_gradient_of<Rules, Derivative>...};
}

LocalGradient local_gradient_of(const Tape& tape, Index i) {
  static constexpr auto rows = local_gradients(rules::All{});
  return rows[tape.row_of(i)];
}

Value constant(Tape& tape, double value) {
  return Access::handle(tape, tape.put_leaf(detail::input, value));
}

Value node_of(Tape& tape, const Derivative& derivative) {
  return derivative.is_constant ? constant(tape, derivative.constant)
                                : derivative.node;
}

/// Which of 0 … root a gradient for one of `nodes` flows through: those that
/// depend on one of them.
std::vector<bool> between(const Tape& tape, Index root, const Values& nodes) {
  std::vector<bool> found(root + 1ul, false);
  for (const Value node : nodes)
    if (node.needs_gradient() && node.index() <= root)
      found[node.index()] = true;
  for (Index i = 0; i <= root; ++i)
    tape.each_parent(i, [&](Index parent) {
      if (tape.needs_gradient(parent) && found[parent]) found[i] = true;
    });
  return found;
}

}  // namespace

Derivative where(const Comparison& comparison, const Derivative& yes,
                 const Derivative& no) {
  if (yes.is_constant && no.is(yes.constant)) return yes;
  const auto& [difference, negative, zero, positive] = comparison;
  if (difference.is_constant) {
    const double d = difference.constant;
    return (d < 0.0 ? negative : d == 0.0 ? zero : positive) ? yes : no;
  }
  Tape& tape = Access::tape(difference.node);
  const Value on = node_of(tape, yes), off = node_of(tape, no);
  return choose(difference.node, negative ? on : off, zero ? on : off,
                positive ? on : off);
}

std::vector<Value> gradient_nodes(Value root, const Values& nodes) {
  Tape& tape = detail::live("gradient_node", root);
  detail::require_up_to_date("gradient_node", root);
  for (const Value node : nodes) detail::live("gradient_node", root, node);

  const Index top = Access::index(root);
  const std::vector<bool> flows = between(tape, top, nodes);
  std::vector<std::optional<Derivative>> upstream(top + 1ul);
  upstream[top] = Derivative(1.0);
  for (Index i = top + 1; i-- > 0;) {
    if (!upstream[i] || !flows[i]) continue;
    const std::vector<Index> parents = tape.parents_of(i);
    const std::vector<Derivative> x = [&] {
      std::vector<Derivative> operands;
      for (const Index parent : parents)
        operands.emplace_back(Access::handle(tape, parent));
      return operands;
    }();
    const Derivative y(Access::handle(tape, i));
    for (std::size_t k = 0; k < parents.size(); ++k) {
      const Index parent = parents[k];
      if (!tape.needs_gradient(parent) || !flows[parent]) continue;
      const Derivative passed =
          *upstream[i] * local_gradient_of(tape, i)(x, y, k);
      upstream[parent] = upstream[parent] ? *upstream[parent] + passed : passed;
    }
  }

  std::vector<Value> gradients;
  for (const Value node : nodes) {
    const std::size_t i = node.index();
    const bool reached = i == top || (i < top && flows[i] && upstream[i]);
    gradients.push_back(
        node_of(tape, reached ? *upstream[i] : Derivative(0.0)));
  }
  return gradients;
}

Value gradient_node(Value root, Value node) {
  return gradient_nodes(root, {&node, 1}).front();
}

}  // namespace gradwalk
