#include <fmt/format.h>

#include <array>
#include <cmath>
#include <gradwalk/gradient_node.hpp>
#include <gradwalk/graph/access.hpp>
#include <gradwalk/graph/evaluate.hpp>
#include <gradwalk/graph/own_operations.hpp>
#include <gradwalk/rules/all.hpp>
#include <optional>

#include "derivative.hpp"
#include "graph/attempt.hpp"

namespace gradwalk {

namespace {

using detail::Access;
using detail::Index;
using detail::Tape;

template <class... Rules>
constexpr auto local_gradients(rules::List<Rules...>) {
  using Wanted = const std::vector<bool>&;
  using Row = std::vector<Guarded> (*)(std::span<const Derivative>,
                                       const Derivative&, Wanted);
  return std::array<Row, sizeof...(Rules)>{
      [](std::span<const Derivative> x, const Derivative& y, Wanted wanted) {
        return rules::local_gradients_of<Rules, Derivative, Guarded>(
            x, y, [&](std::size_t k) { return wanted[k]; });
      }...};
}

/// Of an operation that is declared outside the library.
std::vector<Guarded> own_local_gradients(const detail::OwnOperation& own,
                                         std::span<const Value> x, Value y) {
  if (own.local_nodes == nullptr)
    throw Error(
        "gradient_node", "local gradients that take a Value",
        fmt::format("those of {}, of double alone", own.operation.name));
  std::vector<Guarded> locals;
  for (const auto& [local, is_open] : own.local_nodes(x, y))
    locals.emplace_back(!is_open                  ? Guarded(rules::closed)
                        : local.is_plain_number() ? Guarded(local.value())
                                                  : Guarded(Derivative(local)));
  return locals;
}

/// The local gradients of node i as nodes, of those parents that are wanted.
std::vector<Guarded> local_gradients_of(Tape& tape, Index i,
                                        const std::vector<Index>& parents,
                                        const std::vector<bool>& wanted) {
  static constexpr auto rows = local_gradients(rules::All{});
  const std::size_t row = tape.row_of(i);
  std::vector<Value> x;
  for (const Index parent : parents) x.push_back(Access::handle(tape, parent));
  const Value y = Access::handle(tape, i);
  if (row >= rules::All::size)
    return own_local_gradients(detail::own_operation(row), x, y);
  return rows[row](std::vector<Derivative>(x.begin(), x.end()), y, wanted);
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
std::vector<bool> between(const Tape& tape, Index root,
                          const ValuesView& nodes) {
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

/// Errors: one of the nodes is of another graph, or has no gradient.
void require_gradients(Value root, const ValuesView& nodes) {
  for (const Value node : nodes) {
    Tape& tape = detail::live("gradient_node", root, node);
    if (!tape.needs_gradient(Access::index(node)) && !same_node(node, root))
      tape.refuse_given("gradient_node", Access::index(node));
  }
}

}  // namespace

std::vector<Value> with_first(std::span<const Derivative> x, std::size_t k) {
  std::vector<Value> nodes{x[k].node};
  for (std::size_t i = 0; i < x.size(); ++i)
    if (i != k) nodes.push_back(x[i].node);
  return nodes;
}

Derivative where(const Comparison& comparison, const Derivative& yes,
                 const Derivative& no) {
  if (yes.is_constant && no.is(yes.constant)) return yes;
  const auto& [sign, negative, zero, positive] = comparison;
  if (sign.is_constant) {
    const double s = sign.constant;
    return (s < 0.0 ? negative : s == 0.0 ? zero : positive) ? yes : no;
  }
  Tape& tape = Access::tape(sign.node);
  const Value on = node_of(tape, yes), off = node_of(tape, no);
  return choose(sign.node, negative ? on : off, zero ? on : off,
                positive ? on : off);
}

namespace {

/// What a node receives: ∂root/∂node, and whether a path from root is open, 1
/// or 0 (for several that meet, 0 or more).
struct Upstream {
  Derivative gradient, open;

  /// What it passes on. Where no path is open that is 0, whatever the product.
  [[nodiscard]] Upstream passed(const Guarded& edge) const {
    const Derivative product = gradient * edge.local;
    const Derivative still_open = open * edge.open;
    const bool is_zero_anyway = edge.open.is(1.0) && edge.local.is_constant &&
                                std::isfinite(edge.local.constant);
    if (still_open.is(1.0) || is_zero_anyway) return {product, still_open};
    return {where(0.0 < still_open, product, 0.0), still_open};
  }
  void add(const Upstream& other) {
    gradient = gradient + other.gradient;
    const bool always = open.is(1.0) || other.open.is(1.0);
    open = always ? Derivative(1.0) : open + other.open;
  }
};

}  // namespace

Derivative DerivativeSum::surprise(std::size_t k, const Derivative&) const {
  if (x.size() == 1) return 0.0;
  return negative_log_softmax(with_first(x, k));
}

std::vector<Value> gradient_nodes(Value root, const ValuesView& nodes) {
  Tape& tape = detail::live("gradient_node", root);
  detail::require_up_to_date("gradient_node", root);
  require_gradients(root, nodes);

  detail::Attempt attempt(tape);
  const Index top = Access::index(root);
  const std::vector<bool> flows = between(tape, top, nodes);
  std::vector<std::optional<Upstream>> upstream(top + 1ul);
  upstream[top] = {1.0, 1.0};
  for (Index i = top + 1; i-- > 0;) {
    if (!upstream[i] || !flows[i]) continue;
    const std::vector<Index> parents = tape.parents_of(i);
    std::vector<bool> wanted;
    for (const Index parent : parents)
      wanted.push_back(tape.needs_gradient(parent) && flows[parent]);
    const std::vector<Guarded> locals =
        local_gradients_of(tape, i, parents, wanted);
    for (std::size_t k = 0; k < parents.size(); ++k) {
      if (!wanted[k]) continue;
      const Upstream passed = upstream[i]->passed(locals[k]);
      if (passed.open.is(0.0)) continue;
      std::optional<Upstream>& parent = upstream[parents[k]];
      if (parent)
        parent->add(passed);
      else
        parent = passed;
    }
  }

  std::vector<Value> gradients;
  for (const Value node : nodes) {
    const std::size_t i = node.index();
    const bool reached = i == top || (i < top && flows[i] && upstream[i]);
    gradients.push_back(
        node_of(tape, reached ? upstream[i]->gradient : Derivative(0.0)));
  }
  return attempt.kept(std::move(gradients));
}

Value gradient_node(Value root, Value node) {
  return gradient_nodes(root, {&node, 1}).front();
}

}  // namespace gradwalk
