#include <doctest/doctest.h>

#include <gradwalk/engine.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace gradwalk;

TEST_CASE("an empty Value is refused wherever it is used") {
  Graph graph;
  const Value x = graph.parameter(1.0, "x"), nothing;
  CHECK_THROWS_WITH_AS(nothing.value(),
                       "value: expected a node, got an empty Value", Error);
  CHECK_THROWS_WITH_AS(x + nothing, "add: expected a node, got an empty Value",
                       Error);
  CHECK_THROWS_WITH_AS(nothing + x, "add: expected a node, got an empty Value",
                       Error);
  CHECK_THROWS_WITH_AS(nothing * nothing,
                       "multiply: expected a node, got an empty Value", Error);
  CHECK_THROWS_WITH_AS(nothing - 1.0,
                       "subtract: expected a node, got an empty Value", Error);
  CHECK_THROWS_WITH_AS(sum(std::vector{x, nothing}),
                       "sum: expected a node, got an empty Value", Error);
  CHECK_THROWS_WITH_AS(nothing.set(1.0),
                       "set: expected a node, got an empty Value", Error);
  CHECK_THROWS_WITH_AS(nothing.backward(),
                       "backward: expected a node, got an empty Value", Error);
  CHECK(graph.size() == 1);
}

TEST_CASE("a handle to a forgotten node is refused, by its name") {
  Graph graph;
  const Value x = graph.parameter(1.0, "x");
  Value named, unnamed;
  {
    const Graph::Scope scope{graph};
    named = (x + 1.0).named("z");
    unnamed = x * 2.0;
  }
  CHECK_THROWS_WITH_AS(
      named.value(),
      "value: expected a node that still exists, got z of a scope that has "
      "ended",
      Error);
  CHECK_THROWS_WITH_AS(
      exp(unnamed),
      "exp: expected a node that still exists, got node 4 of a scope that has "
      "ended",
      Error);
  {
    const Graph::Scope scope{graph};
    const Value other = (x + 1.0).named("other");
    CHECK_THROWS_WITH_AS(
        x * named,
        "multiply: expected a node that still exists, got node 2 of a scope "
        "that has ended",
        Error);
    CHECK(other.value() == 2.0);
  }
}

TEST_CASE("a handle that outlives its graph is refused") {
  Value x;
  {
    Graph graph;
    x = graph.parameter(1.0, "x");
  }
  const auto message =
      "gradient: expected a node that still exists, got x of a graph that is "
      "gone";
  CHECK_THROWS_WITH_AS(x.gradient(), message, Error);
  Graph next;
  const Value y = next.parameter(2.0, "y");
  CHECK_THROWS_AS(x.value(), Error);
  CHECK_THROWS_AS(x + y, Error);
  CHECK(y.value() == 2.0);
}

TEST_CASE("a handle of another graph is refused, both named") {
  Graph graph, other;
  const Value x = graph.parameter(1.0, "x"), w = other.parameter(2.0, "w");
  CHECK_THROWS_WITH_AS(
      x * w, "multiply: expected nodes of one graph, got x and, of another, w",
      Error);
  CHECK_THROWS_WITH_AS(
      dot(std::vector{x}, std::vector{w}),
      "dot: expected nodes of one graph, got x and, of another, w", Error);
  CHECK_THROWS_WITH_AS(
      graph.backward(w * w),
      "backward: expected a node of this graph, got node 1 (multiply) of "
      "another",
      Error);
  CHECK_THROWS_WITH_AS(
      graph.topological_order(w),
      "topological_order: expected a node of this graph, got w of another",
      Error);
}

TEST_CASE("a graph that was moved from is refused, its handles are not") {
  Graph graph;
  const Value x = graph.parameter(2.0, "x");
  Graph moved = std::move(graph);
  CHECK(x.value() == 2.0);
  square(x).backward();
  CHECK(x.gradient() == 4.0);
  CHECK_THROWS_WITH_AS(graph.input(1.0),
                       "input: expected a graph, got one that was moved from",
                       Error);
  CHECK_THROWS_WITH_AS(graph.size(),
                       "size: expected a graph, got one that was moved from",
                       Error);
  graph = Graph();
  CHECK(graph.size() == 0);
}

TEST_CASE("only leaves can be set") {
  Graph graph;
  const Value x = graph.input(1.0), z = (x + 1.0).named("z");
  CHECK_THROWS_WITH_AS(z.set(3.0),
                       "set: expected an input or a parameter, got z", Error);
}

TEST_CASE("what is given has no gradient, and says so") {
  Graph graph;
  const Value x = graph.input(2.0, "x"), three = graph.input(3.0);
  const Value w = graph.parameter(5.0, "w"), z = (x * three).named("z");
  const Value y = (w * z * x).named("y");
  const auto refuses = [&](Value node, const std::string& got) {
    const std::string expected =
        ": expected a parameter, or a node that depends on one, got " + got;
    CHECK_FALSE(node.has_gradient());
    CHECK_THROWS_WITH_AS(node.gradient(), ("gradient" + expected).c_str(),
                         Error);
    const std::size_t size = graph.size();
    CHECK_THROWS_WITH_AS(gradient_node(y, node),
                         ("gradient_node" + expected).c_str(), Error);
    CHECK_THROWS_WITH_AS(gradient_nodes(y, std::vector{w, node}),
                         ("gradient_node" + expected).c_str(), Error);
    CHECK(graph.size() == size);
  };
  const auto all_refuse = [&] {
    refuses(x, "x, which is given: make it a parameter");
    refuses(three, "node 1 (input), which is given: make it a parameter");
    refuses(z, "z, which is given: make an input under it a parameter");
  };
  all_refuse();
  CHECK(w.gradient() == 0.0);
  CHECK_FALSE(w.has_gradient());
  y.backward();
  all_refuse();
  CHECK(w.gradient() == 12.0);
  CHECK(w.has_gradient());
  CHECK(y.has_gradient());
  CHECK(gradient_node(y, w).value() == 12.0);
}

TEST_CASE("of what is given the root alone has a gradient") {
  Graph graph;
  const Value x = graph.input(2.0, "x"), z = x * x;
  z.backward();
  CHECK(z.has_gradient());
  CHECK(z.gradient() == 1.0);
  CHECK(gradient_node(z, z).value() == 1.0);
  CHECK_FALSE(x.has_gradient());
  CHECK_THROWS_AS(x.gradient(), Error);
  x.backward();
  CHECK(x.gradient() == 1.0);
  CHECK_FALSE(z.has_gradient());
  CHECK_THROWS_AS(z.gradient(), Error);
}

TEST_CASE("lists of operands are checked before anything is recorded") {
  Graph graph;
  const Value x = graph.parameter(1.0);
  const std::vector<Value> none, one{x}, two{x, x};
  CHECK_THROWS_WITH_AS(sum(none),
                       "sum: expected at least one operand, got none", Error);
  CHECK_THROWS_WITH_AS(dot(none, none),
                       "dot: expected at least one operand, got none", Error);
  CHECK_THROWS_WITH_AS(dot(one, two),
                       "dot: expected 1 elements on both sides, got 2", Error);
  CHECK_THROWS_WITH_AS(linear(two, one, x),
                       "linear: expected 2 inputs for 2 weights, got 1", Error);
  CHECK_THROWS_WITH_AS(linear(none, none, x),
                       "linear: expected at least one weight, got none", Error);
  CHECK(softmax(none).empty());
  CHECK(graph.size() == 1);
}

TEST_CASE("a score that is not there, and too few of them, are told apart") {
  Graph graph;
  const Value a = graph.parameter(1.0, "a"), b = graph.parameter(2.0, "b");
  CHECK_THROWS_WITH(negative_log_softmax({a, b}, 2),
                    "negative_log_softmax: expected a score below 2, got 2");
  CHECK_THROWS_WITH(
      negative_log_softmax({a}),
      "negative_log_softmax: expected at least 2 operands, got 1");
  CHECK_THROWS_WITH(
      negative_log_softmax({}),
      "negative_log_softmax: expected at least one operand, got none");
  CHECK_THROWS_WITH(sum({}), "sum: expected at least one operand, got none");
  CHECK_THROWS_WITH(max({}), "max: expected at least one operand, got none");
  CHECK_THROWS_WITH(min({a, b, Value()}),
                    "min: expected a node, got an empty Value");
  CHECK(graph.size() == 2);
}

TEST_CASE("a refused call records nothing") {
  Graph graph, other;
  const Value a = graph.parameter(1.0), foreign = other.parameter(1.0);
  const std::vector one{a}, two{a, a}, theirs{foreign};
  CHECK_THROWS_AS(linear(one, two, 0.5), Error);
  CHECK_THROWS_AS(linear(one, theirs, 0.5), Error);
  CHECK_THROWS_AS(a + foreign, Error);
  CHECK_THROWS_AS(dot(one, theirs), Error);
  CHECK(graph.size() == 1);
  CHECK(other.size() == 1);
}
