#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/engine.hpp>
#include <limits>

#include "random_graph.hpp"

using namespace gradwalk;

namespace {

using Rows = std::vector<std::vector<double>>;

void check_close(const Rows& found, const Rows& expected, double off) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    REQUIRE(found[i].size() == expected[i].size());
    for (std::size_t k = 0; k < found[i].size(); ++k) {
      INFO("row " << i << ", column " << k);
      CHECK(std::abs(found[i][k] - expected[i][k]) <=
            off * std::max(1.0, std::abs(expected[i][k])));
    }
  }
}

Value rosenbrock(Value x, Value y) {
  return square(1.0 - x) + 100.0 * square(y - x * x);
}

}  // namespace

TEST_CASE("Rosenbrock's Hessian is its closed form") {
  for (const auto& [at_x, at_y] :
       {std::pair{1.0, 1.0}, {-1.2, 1.0}, {0.0, 0.5}}) {
    Graph graph;
    const Value x = graph.parameter(at_x), y = graph.parameter(at_y);
    const Value root = rosenbrock(x, y);
    const double mixed = -400.0 * at_x;
    const Rows expected{
        {2.0 - 400.0 * (at_y - at_x * at_x) + 800.0 * at_x * at_x, mixed},
        {mixed, 200.0}};
    // A few roundings of the largest term.
    check_close(hessian(root, {x, y}), expected, 1e-14);
    check_close({hvp(root, {x, y}, {1.0, 0.0}), hvp(root, {x, y}, {0.0, 1.0})},
                expected, 1e-14);
  }
}

TEST_CASE("the Hessian of xᵀAx is A + Aᵀ, wherever x is") {
  const Rows a{{1.0, 2.0, -3.0}, {0.5, -4.0, 8.0}, {7.0, 0.25, 6.0}};
  Graph graph;
  const Values x = graph.parameters(std::vector{0.5, -2.0, 4.0}, "x");
  std::vector<Value> terms;
  Rows expected(3, std::vector<double>(3));
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t k = 0; k < 3; ++k) {
      terms.push_back(a[i][k] * x[i] * x[k]);
      expected[i][k] = a[i][k] + a[k][i];
    }
  const Value root = sum(terms);
  // Sums and products of short binary fractions: exact.
  CHECK(hessian(root, x) == expected);
  const std::vector<double> product{2.0 * expected[0][0] - expected[0][2],
                                    2.0 * expected[1][0] - expected[1][2],
                                    2.0 * expected[2][0] - expected[2][2]};
  CHECK(hvp(root, x, {2.0, 0.0, -1.0}) == product);
}

TEST_CASE("softmax's Jacobian is diag(p) - ppᵀ") {
  Graph graph;
  const Values scores = graph.parameters(std::vector{0.3, -1.2, 2.0, 0.0});
  const std::vector<Value> p = softmax(scores);
  Rows expected;
  for (const Value row : p) {
    expected.emplace_back();
    for (const Value column : p)
      expected.back().push_back((same_node(row, column) ? row.value() : 0.0) -
                                row.value() * column.value());
  }
  // p·(1 - p) beside p - p·p: a rounding of p each.
  check_close(jacobian(p, scores), expected, 4e-16);
  // It is the Hessian of log_sum_exp.
  check_close(hessian(log_sum_exp(scores), scores), expected, 4e-16);
}

TEST_CASE("a Hessian is what differences of the gradient say") {
  Graph graph;
  const Values w = graph.parameters(std::vector{0.4, -0.7, 1.1, 0.2}, "w");
  const Value x = graph.input(0.8);
  const Value hidden = tanh(w[0] * x + w[1]);
  const Value root = binary_cross_entropy(1.0, w[2] * hidden + w[3]);
  const Rows found = hessian(root, w);
  // Central differences: rounding / step, and step² times a third derivative.
  constexpr double step = 1e-5;
  for (std::size_t k = 0; k < w.size(); ++k) {
    const double at = w[k].value();
    Rows sides;
    for (const double moved : {at + step, at - step, at}) {
      w[k].set(moved);
      graph.forward();
      sides.push_back(jacobian({root}, w).front());
    }
    for (std::size_t i = 0; i < w.size(); ++i)
      CHECK(std::abs(found[i][k] - (sides[0][i] - sides[1][i]) / (2 * step)) <=
            1e-9);
  }
}

TEST_CASE("in random graphs derivatives agree with each other") {
  for (unsigned seed = 0; seed < 100; ++seed) {
    RandomGraph random(seed);
    const Value root = random.root();
    root.backward();
    std::vector<Value> leaves = topological_order(root);
    std::erase_if(leaves, [](Value node) {
      return !node.operation().is_leaf() || !node.needs_gradient();
    });
    const Rows second = hessian(root, leaves);
    if (!std::ranges::all_of(second, [](const std::vector<double>& row) {
          return std::ranges::all_of(
              row, [](double x) { return std::abs(x) < 1e6; });
        }))
      continue;
    INFO("seed " << seed);
    Rows gradient(1), columns;
    for (std::size_t k = 0; k < leaves.size(); ++k) {
      gradient[0].push_back(leaves[k].gradient());
      std::vector<double> unit(leaves.size());
      unit[k] = 1.0;
      columns.push_back(hvp(root, leaves, unit));
    }
    // Sums of some thousand paths, of moderate numbers, in another order.
    check_close(jacobian({root}, leaves), gradient, 1e-9);
    check_close(columns, second, 1e-6);
    for (std::size_t i = 0; i < leaves.size(); ++i)
      for (std::size_t k = 0; k < i; ++k)
        CHECK(std::abs(second[i][k] - second[k][i]) <=
              1e-6 * std::max(1.0, std::abs(second[i][k])));
  }
}

TEST_CASE("derivatives leave a graph and its gradients as they were") {
  Graph graph;
  const Value x = graph.parameter(-1.2, "x"), y = graph.parameter(1.0, "y");
  const Value root = rosenbrock(x, y), other = x * y;
  other.backward();
  const std::size_t size = graph.size();
  const auto ask = [&] {
    static_cast<void>(jacobian({root, x}, {x, y}));
    static_cast<void>(hvp(root, {x, y}, {1.0, 1.0}));
    return hessian(root, {x, y});
  };
  const Rows first = ask();
  CHECK(ask() == first);
  CHECK(graph.size() == size);
  CHECK(x.gradient() == 1.0);
  CHECK(y.gradient() == -1.2);
  CHECK_FALSE(root.gradient() != 0.0);
}

TEST_CASE("a derivative by what does not lead to the root is 0") {
  Graph graph;
  const Value x = graph.parameter(3.0), other = graph.parameter(1.0);
  const Value root = x * x, later = root * other;
  CHECK(jacobian({root, x}, {x, other, later}) ==
        Rows{{6.0, 0.0, 0.0}, {1.0, 0.0, 0.0}});
  CHECK(hessian(root, {x, other}) == Rows{{2.0, 0.0}, {0.0, 0.0}});
  CHECK(hessian(2.0 * x, {x}) == Rows{{0.0}});
  CHECK(hvp(root, {other, x}, {5.0, 1.0}) == std::vector{0.0, 2.0});
  CHECK(hessian(root, {x, x}) == Rows(2, std::vector{2.0, 2.0}));
  CHECK(jacobian({graph.input(2.0)}, {x}) == Rows{{0.0}});
  // Through a branch that relu did not take there is no path.
  const Value closed = sqrt(relu(x - 3.0));
  CHECK(jacobian({closed}, {x}) == Rows{{0.0}});
  CHECK(jacobian({sqrt(x - 3.0)}, {x}) ==
        Rows{{std::numeric_limits<double>::infinity()}});
  CHECK(jacobian({}, {x}).empty());
  CHECK(jacobian({x}, {}) == Rows(1));
  CHECK(hessian(root, {}).empty());
  CHECK(hvp(root, {}, {}).empty());
}

TEST_CASE("derivatives refuse what has none, in their own name") {
  Graph graph, elsewhere;
  const Value x = graph.parameter(3.0, "x"), given = graph.input(2.0, "given");
  const Value far = elsewhere.parameter(1.0, "far");
  const Value root = (x * given).named("root");
  CHECK_THROWS_WITH_AS(jacobian({root}, {x, given}),
                       "jacobian: expected a parameter, or a node that depends "
                       "on one, got given, which is given: make it a parameter",
                       Error);
  CHECK_THROWS_WITH_AS(hessian(root, {x, far}),
                       "hessian: expected nodes of one graph, got root and, of "
                       "another, far",
                       Error);
  CHECK_THROWS_WITH_AS(hvp(root, {x}, {1.0, 2.0}),
                       "hvp: expected 1 numbers, got 2", Error);
  CHECK_THROWS_WITH_AS(hessian(Value(), {x}),
                       "hessian: expected a node, got an empty Value", Error);
  given.set(5.0);
  CHECK_THROWS_WITH_AS(hvp(root, {x}, {1.0}),
                       "hvp: expected forward() after a leaf was set, got root "
                       "computed before given was set",
                       Error);
}
