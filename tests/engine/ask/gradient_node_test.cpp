#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/engine.hpp>
#include <limits>

#include "functions.hpp"
#include "random_graph.hpp"

using namespace gradwalk;

namespace {

/// y and its first three derivatives with respect to x.
std::vector<double> derivatives(Value y, Value x) {
  std::vector<double> found{y.value()};
  for (int order = 1; order <= 3; ++order) {
    y = gradient_node(y, x);
    found.push_back(y.value());
  }
  return found;
}

void check_close(const std::vector<double>& found,
                 const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO("derivative " << i);
    CHECK(std::abs(found[i] - expected[i]) <=
          1e-12 * std::max(1.0, std::abs(expected[i])));
  }
}

}  // namespace

TEST_CASE("three derivatives of x³ are the closed forms") {
  for (const double x : {-1.7, 0.0, 0.4, 3.0}) {
    Graph graph;
    const Value v = graph.parameter(x);
    const std::vector<double> expected{x * x * x, 3 * x * x, 6 * x, 6};
    check_close(derivatives(v * v * v, v), expected);
    check_close(derivatives(pow(v, 3), v), expected);
  }
}

TEST_CASE("three derivatives of sin(exp(x)) are the closed forms") {
  for (const double x : {-1.7, 0.0, 0.4, 2.0}) {
    Graph graph;
    const Value v = graph.parameter(x);
    const double e = std::exp(x), s = std::sin(e), c = std::cos(e);
    check_close(
        derivatives(sin(exp(v)), v),
        {s, e * c, e * c - e * e * s, e * c - 3 * e * e * s - e * e * e * c});
  }
}

TEST_CASE("three derivatives of the sigmoid neuron's loss are right") {
  for (const double at : {-2.0, 0.0, 0.3, 1.5}) {
    const double x = 1.3, y = 1.0;
    Graph graph;
    const Value w = graph.parameter(at), b = graph.parameter(0.2);
    const Value z = w * graph.input(x) + b;
    const Value loss = squared_error(y, sigmoid(z));
    // L = ½(p - y)², p' = x·q, q = p(1-p), q' = x·q(1-2p), …
    const double p = 1 / (1 + std::exp(-(at * x + 0.2))), d = p - y;
    const double p1 = p * (1 - p), p2 = p1 * (1 - 2 * p);
    const double p3 = p2 * (1 - 2 * p) - 2 * p1 * p1;
    check_close(derivatives(loss, w),
                {d * d / 2, x * d * p1, x * x * (p1 * p1 + d * p2),
                 x * x * x * (3 * p1 * p2 + d * p3)});
  }
}

TEST_CASE("the slopes of σ and tanh have their own slopes' digits near 0") {
  Graph graph;
  const Value x = graph.parameter(1e-20);
  const auto second = [&](Value y) {
    return gradient_node(gradient_node(y, x), x).value();
  };
  // -x/8 and -2·x, but for what x² leaves.
  CHECK(second(sigmoid(x)) == doctest::Approx(-1.25e-21).scale(0));
  CHECK(second(tanh(x)) == doctest::Approx(-2e-20).scale(0));
}

TEST_CASE("relu, abs, max and pow have the derivatives of their pieces") {
  Graph graph;
  const Value x = graph.parameter(-3.0), y = graph.parameter(2.0);
  CHECK(gradient_node(relu(x), x).value() == 0.0);
  CHECK(gradient_node(abs(x), x).value() == -1.0);
  CHECK(gradient_node(max(x, y), y).value() == 1.0);
  CHECK(gradient_node(leaky_relu(x, 0.1), x).value() == 0.1);
  CHECK(gradient_node(gradient_node(square(relu(y)), y), y).value() == 2.0);
  CHECK(gradient_node(gradient_node(pow(y, 2.0), y), y).value() == 2.0);
}

TEST_CASE("in the tails gradient nodes keep their digits") {
  Graph graph;
  const Value x = graph.parameter(40.0), y = graph.parameter(14.0);
  // By decimal arithmetic of 60 digits; two roundings.
  const auto close = [](double a, double b) {
    return std::abs(a - b) <= 4e-16 * std::abs(b);
  };
  CHECK(close(gradient_node(sigmoid(x), x).value(), 4.248354255291589e-18));
  CHECK(close(gradient_node(tanh(y), y).value(), 2.7657600427722563e-12));
}

TEST_CASE("a gradient node stays right when leaves are set anew") {
  Graph graph;
  const Value x = graph.parameter(-3.0);
  const Value slope = gradient_node(abs(x) + relu(x) + x * x, x);
  for (const auto& [at, expected] :
       {std::pair{-3.0, -7.0}, {0.0, 0.0}, {2.0, 6.0}}) {
    x.set(at);
    graph.forward();
    CHECK(slope.value() == expected);
  }
}

TEST_CASE("pow's exceptions hold in gradient nodes, whatever is set later") {
  Graph graph;
  const Value a = graph.parameter(2.0), b = graph.parameter(3.0);
  const Value y = pow(a, b);
  const Value by_a = gradient_node(y, a), by_b = gradient_node(y, b);
  constexpr double inf = std::numeric_limits<double>::infinity();
  struct Row {
    double a, b, by_a, by_b;
  };
  // a^0 is constant in a, and 0^b in b ≥ 0.
  for (const Row& row :
       {Row{0.0, 0.0, 0.0, 0.0}, Row{0.0, 2.0, 0.0, 0.0},
        Row{0.0, -1.0, -inf, -inf}, Row{5.0, 0.0, 0.0, std::log(5.0)},
        Row{1.0, 7.0, 7.0, 0.0}}) {
    a.set(row.a);
    b.set(row.b);
    graph.forward();
    INFO(row.a << "^" << row.b);
    CHECK(by_a.value() == row.by_a);
    CHECK(by_b.value() == row.by_b);
  }
}

TEST_CASE("a gradient node is a node: it has parents, steps and gradients") {
  Graph graph;
  const Value x = graph.parameter(2.0, "x"), w = graph.parameter(5.0, "w");
  const Value y = w * x * x;
  const Value slope = gradient_node(y, x).named("slope");
  CHECK(slope.value() == 20.0);
  slope.backward();
  CHECK(x.gradient() == 10.0);
  CHECK(w.gradient() == 4.0);
  CHECK(check_gradients(slope).passed());
  CHECK_FALSE(forward_steps(slope).empty());
}

TEST_CASE("where no gradient flows the gradient node is the constant 0") {
  Graph graph;
  const Value x = graph.input(2.0), w = graph.parameter(5.0);
  const Value other = graph.parameter(1.0), y = w * x;
  for (const Value node : {other, y * w}) {
    const Value slope = gradient_node(y, node);
    CHECK(slope.value() == 0.0);
    CHECK(slope.operation().is_leaf());
  }
  CHECK(gradient_node(y, y).value() == 1.0);
}

TEST_CASE("at edges gradient nodes are of the gradients' kind") {
  constexpr double inf = std::numeric_limits<double>::infinity();
  const double at[] = {inf, -inf, std::nan(""), 0.0, 1.0};
  int nans = 0;
  for (const Operation& operation : functions())
    for (unsigned place = 0; place < 25; ++place) {
      std::vector<double> x(
          std::min<std::size_t>(4, counts_of(operation).back()), 0.5);
      x.back() = at[place / 5];
      x.front() = at[place % 5];
      const Tried tried(operation, x);
      tried.node.backward();
      const std::vector<Value> slopes =
          gradient_nodes(tried.node, tried.leaves);
      for (std::size_t i = 0; i < x.size(); ++i) {
        const double gradient = tried.leaves[i].gradient();
        const double slope = slopes[i].value();
        INFO(operation.name << " at " << x[0] << ", " << x.back() << ": "
                            << gradient << ", as a node " << slope);
        CHECK(std::isnan(slope) == std::isnan(gradient));
        CHECK((std::isnan(slope) || slope == gradient ||
               std::abs(slope - gradient) <= 1e-12));
        nans += std::isnan(gradient);
      }
    }
  CHECK(nans > 100);
}

TEST_CASE("in random graphs gradient nodes are the gradients") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const RandomGraph graph(seed);
    const Value root = graph.root();
    root.backward();
    std::vector<Value> order = topological_order(root);
    std::erase_if(order, [](Value node) { return !node.has_gradient(); });
    std::vector<double> gradients;
    double size = 1.0;
    for (const Value node : order) {
      gradients.push_back(node.gradient());
      size = std::max(size, std::abs(node.gradient()));
    }
    const std::vector<Value> nodes = gradient_nodes(root, order);
    for (std::size_t i = 0; i < order.size(); ++i) {
      INFO("seed " << seed << ", node " << order[i].index());
      // Constants fold and shared sums go in another order: a few roundings
      // of the largest term.
      CHECK(std::abs(nodes[i].value() - gradients[i]) <= 1e-12 * size);
    }
  }
}
