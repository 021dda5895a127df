#include <doctest/doctest.h>

#include <gradwalk/graph.hpp>
#include <gradwalk/labels.hpp>

using namespace gradwalk;

TEST_CASE("numbers are written for a reader") {
  CHECK(number(0.125, 6) == "0.125");
  CHECK(number(0.46879062662624377, 6) == "0.468791");
  CHECK(number(0.46879062662624377, 17) == "0.46879062662624377");
  CHECK(number(0.1, 17) == "0.1");
  CHECK(number(-0.0, 6) == "0");
  CHECK(number(1e-9, 3) == "1e-09");
}

TEST_CASE("a node is called by its name, number, short formula or index") {
  Graph graph;
  const Value w = graph.parameter(2.0, "w"), x = graph.input(3.0, "x");
  const Value unnamed = graph.parameter(7.0);
  const Value product = w * x, shifted = product + 1.0;
  const Value z = (shifted * unnamed).named("z");
  const Value longer = product * product * product * product * z;
  const std::vector<Value> order = graph.topological_order(longer);
  const Labels labels(order);
  CHECK(labels[w].text() == "w");
  CHECK(labels[unnamed].text() == "n2");
  CHECK(labels[product].text() == "w·x");
  CHECK(labels[shifted].text() == "w·x + 1");
  CHECK(labels[z].text() == "z");
  CHECK(labels[longer.parents()[0]].text() == "n9");
  CHECK(labels[longer].text() == "n9·z");
  CHECK_THROWS_WITH_AS(
      labels[w + w],
      "Labels: expected a node that was labelled, got node 11 (add)", Error);
}

TEST_CASE("two nodes of one formula are told apart") {
  Graph graph;
  const Value x = graph.parameter(2.0, "x");
  const Value a = x * x, b = x * x, c = a * b;
  const Labels labels(topological_order(c));
  CHECK(labels[a].text() == "x·x");
  CHECK(labels[b].text() == "n2");
  Graph other;
  const Value same_index = other.parameter(1.0, "y");
  CHECK_THROWS_AS(labels[same_index], Error);
}
