#include "world.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace gradwalk::fuzz {

using detail::Access;

double World::number() {
  constexpr double inf = std::numeric_limits<double>::infinity();
  static constexpr std::array edges{
      0.0,    -0.0,
      1.0,    -1.0,
      2.0,    0.5,
      1e-3,   800.0,
      -745.,  1e300,
      1e-300, inf,
      -inf,   std::numeric_limits<double>::quiet_NaN()};
  if (one_in(6)) return edges[below(edges.size())];
  return 6.0 * (static_cast<double>(random() >> 11) * 0x1p-53) - 3.0;
}

std::string World::name() {
  static constexpr std::array names{
      "",
      "w",
      "layer1.neuron2.w3",
      "layer1.neuron1",
      "layer2",
      ".",
      "a.b",
      "w1\n\"\\N",
      "ŷ∂",
      "-2",
      "…x",
      "layer1.neuron2.a name that no small buffer has room for"};
  return names[below(names.size())];
}

Graph& World::graph() {
  std::optional<Graph>& one = graphs[one_in(6) ? below(graphs.size()) : 0];
  if (!one || one->size() > 400) one.emplace();
  return *one;
}

Value World::node() {
  if (nodes.empty() || one_in(200)) return {};
  Value found = nodes.back();
  for (int tries = 0; tries < 8; ++tries) {
    const std::size_t near = std::min<std::size_t>(nodes.size(), 16);
    found = one_in(4) ? nodes[below(nodes.size())]
                      : nodes[nodes.size() - 1 - below(near)];
    const bool is_near = last_ == nullptr || &Access::tape(found) == last_;
    if (one_in(200) || (Access::is_live(found) && (is_near || one_in(50))))
      break;
  }
  if (!Access::is_live(found) || one_in(20))
    last_ = nullptr;
  else
    last_ = &Access::tape(found);
  return found;
}

std::vector<Value> World::few() {
  std::vector<Value> found;
  if (!lists.empty() && one_in(3)) {
    const Values& list = lists[below(lists.size())];
    found.assign(list.begin(), list.end());
  }
  for (std::size_t n = below(6); n-- > 0;) found.push_back(node());
  return found;
}

void World::add(const ValuesView& some) {
  nodes.insert(nodes.end(), some.begin(), some.end());
}

namespace {

bool same(double a, double b) { return a == b || (a != a && b != b); }

void require_values(std::span<const Value> order) {
  for (const Value node : order) {
    if (node.operation().is_leaf()) continue;
    std::vector<double> operands;
    for (const Value parent : node.parents())
      operands.push_back(parent.value());
    const double right = node.operation().value(operands);
    if (!same(node.value(), right))
      throw std::logic_error(fmt::format("{} of {} is {}, not {}",
                                         node.operation().name, operands,
                                         node.value(), right));
  }
}

/// ∂root/∂node by places, and how large what was added up is.
struct Sums {
  double sum = 0.0, size = 0.0;
};

/// Where all is finite: what becomes of 0 × inf, others test.
void require_gradients(std::span<const Value> order) {
  std::vector<Sums> sums(order.back().index() + 1);
  sums[order.back().index()] = {1.0, 1.0};
  double edges = 1.0;
  for (std::size_t i = order.size(); i-- > 0;) {
    const auto [upstream, size] = sums[order[i].index()];
    const std::vector<Value> parents = order[i].parents();
    const std::vector<double> locals = order[i].local_gradients();
    for (std::size_t k = 0; k < parents.size(); ++k, ++edges) {
      Sums& to = sums[parents[k].index()];
      to.sum += upstream * locals[k];
      to.size += size * std::abs(locals[k]);
    }
  }
  for (const Sums& of : sums)
    if (!std::isfinite(of.size)) return;
  // Each product and each sum rounds once.
  const double rounding = 2.0 * edges * std::numeric_limits<double>::epsilon();
  for (const Value node : order) {
    if (!node.needs_gradient() && !same_node(node, order.back())) continue;
    const auto [sum, size] = sums[node.index()];
    if (std::abs(node.gradient() - sum) > rounding * size)
      throw std::logic_error(
          fmt::format("the gradient of node {} is {}, not {}", node.index(),
                      node.gradient(), sum));
  }
}

}  // namespace

void require_right_numbers(World& world) {
  for (std::optional<Graph>& graph : world.graphs) {
    if (!graph) continue;
    graph->forward();
    std::optional<Value> root;
    for (const Value node : world.nodes) {
      try {
        graph->backward(node);
        root = node;
      } catch (const Error&) {  // another graph's, or gone
      }
    }
    if (!root) continue;
    const std::vector<Value> order = topological_order(*root);
    require_values(order);
    require_gradients(order);
  }
}

}  // namespace gradwalk::fuzz
