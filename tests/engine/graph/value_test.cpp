#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <gradwalk/engine.hpp>
#include <limits>
#include <type_traits>

using namespace gradwalk;

static_assert(sizeof(Value) == 16);
static_assert(std::is_trivially_copyable_v<Value>);

TEST_CASE("the neuron of the walkthrough has the walkthrough's numbers") {
  Graph graph;
  Value x1 = graph.input(0.0, "x1"), x2 = graph.input(0.0, "x2"),
        y = graph.input(0.0, "y");
  Value w1 = graph.parameter(0.1, "w1"), w2 = graph.parameter(0.6, "w2"),
        b = graph.parameter(0.0, "b");
  Value z = (w1 * x1 + w2 * x2 + b).named("z");
  Value y_hat = sigmoid(z).named("y_hat");
  Value loss = (0.5 * square(y - y_hat)).named("loss");
  loss.backward();
  CHECK(y_hat.value() == 0.5);
  CHECK(loss.value() == 0.125);
  CHECK(w1.gradient() == 0.0);
  CHECK(w2.gradient() == 0.0);
  CHECK(b.gradient() == 0.125);
  CHECK_FALSE(x1.has_gradient());
}

TEST_CASE("x * x lists x as a parent twice and adds both gradients") {
  Graph graph;
  const Value x = graph.parameter(3.0);
  const Value y = x * x;
  CHECK(y.parents() == std::vector{x, x});
  CHECK(y.local_gradients() == std::vector{3.0, 3.0});
  y.backward();
  CHECK(x.gradient() == 6.0);
}

TEST_CASE("a sum of x, x and x lists it three times") {
  Graph graph;
  const Value x = graph.parameter(3.0);
  const Value y = sum(std::vector{x, x, x});
  CHECK(y.parents() == std::vector{x, x, x});
  y.backward();
  CHECK(x.gradient() == 3.0);
}

TEST_CASE("operators take the number on either side, in the order written") {
  Graph graph;
  const Value x = graph.parameter(4.0);
  struct Row {
    Value node;
    double value, gradient;
  };
  const std::vector<Row> rows{
      {x + 1, 5, 1},
      {1 + x, 5, 1},
      {x - 1, 3, 1},
      {1 - x, -3, -1},
      {x * 2, 8, 2},
      {2 * x, 8, 2},
      {x / 2, 2, 0.5},
      {2 / x, 0.5, -0.125},
      {pow(x, 2), 16, 8},
      {min(x, 9), 4, 1},
      {max(9, x), 9, 0},
      {-x, -4, -1},
      {squared_error(x, 1), 4.5, 3},
      {pow(2, x), 16, 16 * std::log(2.0)},
  };
  for (const auto& [node, value, gradient] : rows) {
    CHECK(node.value() == value);
    node.backward();
    CHECK(x.gradient() == gradient);
  }
}

TEST_CASE("compound assignment moves the handle to the new node") {
  Graph graph;
  const Value x = graph.parameter(3.0);
  Value y = x;
  y += x;
  y *= 2;
  y -= 1;
  y /= 2.0;
  CHECK(y.value() == 5.5);
  y.backward();
  CHECK(x.gradient() == 2.0);
  CHECK(x.value() == 3.0);
}

TEST_CASE("pow has a gradient for its exponent") {
  Graph graph;
  const Value a = graph.parameter(2.0), b = graph.parameter(3.0);
  pow(a, b).backward();
  CHECK(a.gradient() == 12.0);
  CHECK(b.gradient() == 8.0 * std::log(2.0));
}

TEST_CASE("lists of operands may be written in place") {
  Graph graph;
  const Value x = graph.parameter(2.0), y = graph.parameter(4.0);
  CHECK(sum({x, y}).value() == 6.0);
  CHECK(mean({x, y}).value() == 3.0);
  CHECK(log_sum_exp({x, x}).value() == 2.0 + std::log(2.0));
  CHECK(linear(std::array{x}, std::array{y}, 0.5).value() == 8.5);
}

TEST_CASE("softmax gives probabilities and their quotient-rule gradients") {
  Graph graph;
  const std::vector z{graph.parameter(1.0), graph.parameter(2.0),
                      graph.parameter(1000.0)};
  const std::vector<Value> p = softmax(z);
  REQUIRE(p.size() == 3);
  CHECK(p[2].value() == 1.0);
  const std::vector s{z[0], z[1]};
  const std::vector<Value> q = softmax(s);
  const double q0 = q[0].value();
  CHECK(q0 + q[1].value() == doctest::Approx(1.0).scale(0).epsilon(1e-15));
  q[0].backward();
  // p(1 - p) by way of p - p², in two roundings more.
  CHECK(z[0].gradient() ==
        doctest::Approx(q0 * (1 - q0)).scale(0).epsilon(1e-15));
  CHECK(z[1].gradient() ==
        doctest::Approx(-q0 * (1 - q0)).scale(0).epsilon(1e-15));
}

TEST_CASE("a bare number is an input without a name") {
  Graph graph;
  const Value x = graph.parameter(2.0, "x");
  const Value y = 3.0 * x;
  const Value three = y.parents()[0];
  CHECK(three.value() == 3.0);
  CHECK(three.operation().name == "input");
  CHECK(three.name().empty());
  CHECK_FALSE(three.needs_gradient());
}

TEST_CASE("no gradient flows into inputs or into what depends on them alone") {
  Graph graph;
  const Value x1 = graph.input(2.0), x2 = graph.input(5.0);
  const Value w = graph.parameter(3.0);
  const Value x3 = x1 * x2;
  const Value y = linear(std::vector{w, w}, std::vector{x3, x1}, w);
  y.backward();
  CHECK_FALSE(x3.needs_gradient());
  CHECK(y.needs_gradient());
  CHECK_FALSE(x1.has_gradient());
  CHECK_FALSE(x3.has_gradient());
  CHECK(w.gradient() == 13.0);
}

TEST_CASE("0 × inf is nan, and flows") {
  Graph graph;
  const Value x = graph.parameter(0.0), w = graph.parameter(2.0);
  const Value y = 0.0 * sqrt(w * x);
  y.backward();
  CHECK(y.parents()[1].local_gradients()[0] ==
        std::numeric_limits<double>::infinity());
  CHECK(std::isnan(x.gradient()));
  CHECK(std::isnan(w.gradient()));
}

TEST_CASE("beyond a branch not taken nothing flows, whatever stands there") {
  Graph graph;
  const Value x = graph.parameter(-1.0), w = graph.parameter(2.0);
  // Above the closed branch, and below it.
  for (const Value y : {sqrt(relu(x)), log(relu(x)), relu(x) / 0.0,
                        min(exp(800.0 * w), 1.0), max(log(0.0 * w), x)}) {
    y.backward();
    CHECK(w.gradient() == 0.0);
    CHECK(x.gradient() == (y.operation().name == "max" ? 1.0 : 0.0));
  }
}

TEST_CASE("softmax's probabilities are the operation's, bit for bit") {
  for (const std::size_t count : {1u, 2u, 16u, 41u}) {
    Graph graph;
    std::vector<Value> z;
    for (std::size_t i = 0; i < count; ++i)
      z.push_back(graph.parameter(std::sin(3.0 * static_cast<double>(i))));
    std::vector<double> values;
    for (const Value p : softmax(z)) {
      std::vector<double> x;
      for (const Value parent : p.parents()) x.push_back(parent.value());
      CHECK(p.value() == p.operation().value(x));
      values.push_back(p.value());
    }
    CHECK(values.size() == count);
  }
}

TEST_CASE("handles can be made first and filled later") {
  Graph graph;
  std::array<Value, 3> cells;
  for (Value& cell : cells) cell = graph.parameter(1.0);
  CHECK(sum(cells).value() == 3.0);
}

TEST_CASE("two handles are equal when they are the same node") {
  Graph graph;
  const Value x = graph.parameter(1.0), y = graph.parameter(1.0);
  const Value again = x;
  CHECK(same_node(again, x));
  CHECK_FALSE(same_node(x, y));
}

TEST_CASE("a value prints with its name") {
  Graph graph;
  CHECK(fmt::format("{}", graph.parameter(0.1, "w1")) == "w1 = 0.1");
  CHECK(fmt::format("{}", graph.parameter(-2.0)) == "-2");
  CHECK(fmt::format("{:.3f}", graph.parameter(1.0, "b")) == "b = 1.000");
  CHECK(fmt::format("{}", Value()) == "(empty)");
}

TEST_CASE("nodes of any two graphs are refused, however alike the graphs") {
  // More than the tapes that were used before: new ones are all alike.
  std::vector<Graph> graphs(300);
  std::vector<Value> nodes;
  for (Graph& graph : graphs) nodes.push_back(graph.parameter(1.0, "x"));
  for (std::size_t i = 1; i < nodes.size(); ++i)
    CHECK_THROWS_WITH_AS(
        nodes[i - 1] + nodes[i],
        "add: expected nodes of one graph, got x and, of another, x", Error);
}

TEST_CASE("std's functions beside the library's leave these as they are") {
  using namespace std;
  Graph graph;
  const Value x = graph.parameter(0.5), y = graph.parameter(2.0);
  CHECK(pow(x, 2.0).value() == 0.25);
  CHECK(pow(2, y).value() == 4.0);
  CHECK(hypot(0.0, y).value() == 2.0);
  CHECK(fmod(y, 1.5).value() == 0.5);
  CHECK(max(x, y).value() == 2.0);
  CHECK(round(x).value() == 0.0);
  CHECK(isfinite(exp(x)));
}
