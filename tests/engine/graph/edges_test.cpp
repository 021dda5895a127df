#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/engine.hpp>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "edge_graph.hpp"

using namespace gradwalk;

namespace {

/// The rule as it is written: through a branch not taken there is no path,
/// every other product is IEEE's.
std::vector<double> by_the_rule(Value root, const std::vector<Value>& nodes) {
  std::vector<double> gradients(nodes.size(), 0.0);
  std::vector<bool> reached(nodes.size(), false);
  gradients[root.index()] = 1.0;
  reached[root.index()] = true;
  for (std::size_t i = nodes.size(); i-- > 0;) {
    if (!reached[i] || !nodes[i].needs_gradient()) continue;
    const std::vector<Value> parents = nodes[i].parents();
    std::vector<double> x;
    for (const Value parent : parents) x.push_back(parent.value());
    const Operation& operation = nodes[i].operation();
    const std::vector<double> locals =
        operation.local_gradients(x, nodes[i].value());
    const std::vector<bool> open = operation.open(x, nodes[i].value());
    for (std::size_t k = 0; k < parents.size(); ++k) {
      if (!open[k] || !parents[k].needs_gradient()) continue;
      gradients[parents[k].index()] += gradients[i] * locals[k];
      reached[parents[k].index()] = true;
    }
  }
  return gradients;
}

/// Sums of other orders and products of other forms: some roundings of the
/// largest number on the way. Where that overflows, any of them may be inf.
bool agrees(double found, double expected, double largest) {
  if (std::isnan(expected)) return std::isnan(found);
  if (std::isinf(expected)) return found == expected;
  return std::abs(found - expected) <= 1e-12 * largest;
}

}  // namespace

TEST_CASE("at edges every way to a gradient follows the one rule") {
  int numbers = 0, nans = 0, infinities = 0;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    EdgeGraph edge(seed);
    const Value root = edge.root();
    if (!root.needs_gradient()) continue;
    const std::vector<double> expected = by_the_rule(root, edge.nodes);
    double largest = 1.0;
    for (const double gradient : expected)
      if (std::isfinite(gradient))
        largest = std::max(largest, std::abs(gradient));
    const auto check = [&](std::string_view how, std::size_t i, double found) {
      INFO(how << ", seed " << seed << ", node " << i);
      INFO(fmt::format("{}, expected {}", found, expected[i]));
      CHECK(agrees(found, expected[i], largest));
    };

    const Subgraph asked(root);
    root.backward();
    for (const Value node : edge.nodes)
      if (node.needs_gradient()) {
        check("backward", node.index(), node.gradient());
        check("paths", node.index(), paths(node, asked).sum);
      }
    for (const BackwardStep& step : backward_steps(root))
      check("the walk", step.node.index(), step.upstream);
    for (int time = 0; time < 3; ++time) edge.graph.forward();
    root.backward();
    for (const Value leaf : edge.leaves)
      if (leaf.needs_gradient())
        check("replayed", leaf.index(), leaf.gradient());

    const std::vector<Value> inputs{edge.leaves};
    std::vector<double> example;
    for (const Value leaf : inputs) example.push_back(leaf.value());
    const std::vector<Value> order = topological_order(root);
    if (std::ranges::count_if(order, [&](Value node) {
          return same_node(node, edge.leaves.back());
        }) > 0) {
      std::vector<Value> varying;
      for (const Value node : order)
        if (node.needs_gradient()) varying.push_back(node);
      Batch batch(root, inputs, {.reduction = Reduction::sum, .kept = varying});
      batch.backward(example);
      for (const Value node : varying)
        check("batch", node.index(), batch.gradients(node)[0]);
    }

    for (const Value leaf : edge.leaves)
      if (leaf.needs_gradient()) {
        const double gradient = expected[leaf.index()];
        check("gradient node", leaf.index(), gradient_node(root, leaf).value());
        ++(std::isnan(gradient)   ? nans
           : std::isinf(gradient) ? infinities
                                  : numbers);
      }
  }
  // Enough of each.
  CHECK(numbers > 500);
  CHECK(nans > 100);
  CHECK(infinities > 20);
}

// A graph for each function: a sweep may look at what else is recorded.
using OneOperand = Value (*)(Value);

TEST_CASE("0 × inf below a product is nan, also where all above is finite") {
  for (const OneOperand f : std::initializer_list<OneOperand>{
           [](Value far) { return sigmoid(far); },
           [](Value far) { return 2.0 / far; },
           [](Value far) {
             return log_sum_exp({0.0 * far.parents()[0], -far});
           },
           [](Value far) { return 0.0 * far; }}) {
    Graph graph;
    const Value x = graph.parameter(1.0);
    const Value y = f(x * std::numeric_limits<double>::infinity());
    INFO(y.operation().name);
    y.backward();
    CHECK(std::isnan(x.gradient()));
  }
}

TEST_CASE("0 × inf is nan where a finite value has a slope of inf") {
  struct Row {
    double x;
    OneOperand f;
  };
  for (const auto& [at, f] : {Row{0.0, [](Value x) { return sqrt(x); }},
                              Row{0.0, [](Value x) { return pow(x, 0.5); }},
                              Row{0.0, [](Value x) { return x / 1e-310; }},
                              Row{1e-310, [](Value x) { return log(x); }}}) {
    Graph graph;
    const Value x = graph.parameter(at), y = f(x);
    INFO(y.operation().name);
    CHECK(std::isfinite(y.value()));
    (0.0 * y).backward();
    CHECK(std::isnan(x.gradient()));
  }
}

TEST_CASE("only the branches that a selection takes are open") {
  struct Row {
    std::string_view operation;
    std::vector<double> operands;
    std::vector<bool> open;
  };
  for (const Row& row : std::vector<Row>{
           {"relu", {1.0}, {true}},
           {"relu", {0.0}, {false}},
           {"leaky_relu", {1.0, 0.1}, {true, false}},
           {"leaky_relu", {-1.0, 0.1}, {true, true}},
           {"max", {1.0, 2.0}, {false, true}},
           {"max", {2.0, 2.0}, {true, true}},
           {"min", {1.0, 2.0}, {true, false}},
           {"min", {2.0, 2.0}, {true, true}},
           {"compare", {1.0, 2.0}, {false, false}},
           {"choose", {-1.0, 1.0, 2.0, 3.0}, {false, true, false, false}},
           {"choose", {0.0, 1.0, 2.0, 3.0}, {false, false, true, false}},
           {"choose", {1.0, 1.0, 2.0, 3.0}, {false, false, false, true}},
           {"clamp", {0.0, 0.0, 1.0}, {true, false, false}},
           {"clamp", {2.0, 0.0, 1.0}, {false, false, true}},
           {"clamp", {-2.0, 0.0, 1.0}, {false, true, false}},
           {"amax", {1.0, 2.0, 2.0}, {false, true, true}},
           {"where_less", {1.0, 2.0, 3.0, 4.0}, {false, false, true, false}},
           {"where_equal", {1.0, 2.0, 3.0, 4.0}, {false, false, false, true}},
           {"elu", {1.0, 1.0}, {true, false}},
           {"polygamma", {1.0, 1.0}, {false, true}},
           {"sign", {1.0}, {false}},
           {"round", {1.2}, {false}},
           {"fmod", {5.0, 3.0}, {true, true}},
           {"detach", {1.0}, {false}},
           {"abs", {0.0}, {true}},
           {"multiply", {0.0, 0.0}, {true, true}}}) {
    const auto operation =
        std::ranges::find(operations(), row.operation, &Operation::name);
    REQUIRE(operation != operations().end());
    INFO(row.operation << " of " << row.operands[0]);
    CHECK(operation->open(row.operands, operation->value(row.operands)) ==
          row.open);
  }
}

namespace {

/// Whether an operation stands where its slope is a convention, at a jump or a
/// point where branches meet; or whether it is one always.
bool is_tied(Value node) {
  const std::string_view name = node.operation().name;
  std::vector<double> x;
  for (const Value parent : node.parents()) x.push_back(parent.value());
  const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
  };
  if (is_cut(node.operation())) return true;
  if (is_one_of({"relu", "abs", "leaky_relu", "choose", "sign", "elu"}))
    return x[0] == 0.0;
  if (is_one_of({"floor", "ceil", "round", "trunc"}))
    return std::round(2.0 * x[0]) == 2.0 * x[0];
  if (name == "polygamma") return std::trunc(x[0]) == x[0];
  if (name == "fmod") return node.value() == 0.0;
  if (name == "xlogy") return x[0] == 0.0;
  if (is_one_of({"norm", "hypot", "direction_cosine"}))
    return std::ranges::count(x, 0.0) > 0;
  if (is_one_of({"max", "min", "compare", "amax", "amin", "clamp"}) ||
      name.starts_with("where_"))
    return std::ranges::any_of(
        x, [&](const double& one) { return std::ranges::count(x, one) > 1; });
  return false;
}

/// The slope of the root on one side of a leaf, by two steps that agree; or
/// nan.
double one_sided(EdgeGraph& edge, Value leaf, double direction) {
  const double x = leaf.value(), y = edge.root().value();
  double slopes[2];
  for (int k = 0; k < 2; ++k) {
    const double step = direction * (k == 0 ? 1e-6 : 1e-7);
    leaf.set(x + step);
    edge.graph.forward();
    slopes[k] = (edge.root().value() - y) / (leaf.value() - x);
  }
  leaf.set(x);
  edge.graph.forward();
  const double size = std::max(1.0, std::abs(slopes[1]));
  // A curve's own bend, and rounding of 1e-16 over 1e-7.
  return std::abs(slopes[0] - slopes[1]) <= 1e-4 * size ? slopes[1]
                                                        : std::nan("");
}

}  // namespace

TEST_CASE("at edges gradients are the one-sided differences that exist") {
  int compared = 0;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    EdgeGraph edge(seed);
    const Value root = edge.root();
    if (!std::isfinite(root.value()) || std::abs(root.value()) > 1e3) continue;
    const std::vector<Value> order = topological_order(root);
    if (!root.needs_gradient() || std::ranges::any_of(order, is_tied)) continue;
    root.backward();
    for (const Value leaf : order) {
      if (!leaf.operation().is_leaf() || !leaf.needs_gradient()) continue;
      const double gradient = leaf.gradient();
      if (!std::isfinite(gradient) || !std::isfinite(leaf.value())) continue;
      for (const double direction : {1.0, -1.0}) {
        const double slope = one_sided(edge, leaf, direction);
        if (std::isnan(slope)) continue;
        INFO("seed " << seed << ", leaf " << leaf.index() << ": " << gradient
                     << " beside " << slope);
        CHECK(std::abs(gradient - slope) <=
              1e-3 * std::max(1.0, std::abs(gradient)));
        ++compared;
      }
    }
  }
  CHECK(compared > 500);
}
