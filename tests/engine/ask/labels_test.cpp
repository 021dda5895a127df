#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/engine.hpp>
#include <string>
#include <utility>
#include <vector>

using namespace gradwalk;

TEST_CASE("numbers are written for a reader") {
  CHECK(number(0.125, 6) == "0.125");
  CHECK(number(0.46879062662624377, 6) == "0.468791");
  CHECK(number(0.46879062662624377, 17) == "0.46879062662624377");
  CHECK(number(0.1, 17) == "0.1");
  CHECK(number(-0.0, 6) == "0");
  const Digits three = Digits::decimals(3);
  CHECK(number(0.46879062662624377, three) == "0.469");
  CHECK(number(2.0, three) == "2.000");
  CHECK(number(-0.0004, three) == "0.000");
  CHECK(number(-0.0006, three) == "-0.001");
  CHECK(number(-12.5, Digits::decimals(0)) == "-12");
  CHECK(number(1e300, three) == "1e+300");
  CHECK(number(-INFINITY, three) == "-inf");
  CHECK(number(NAN, three) == "nan");
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
  CHECK(labels[longer.parents()[0]].text() == "product9");
  CHECK(labels[longer].text() == "product9·z");
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
  CHECK(labels[b].text() == "product2");
  Graph other;
  const Value same_index = other.parameter(1.0, "y");
  CHECK_THROWS_AS(labels[same_index], Error);
}

TEST_CASE("a node is called by its operation where that is no longer") {
  Graph graph;
  const Value z = graph.parameter(2.0, "z"), y = graph.input(0.0, "y");
  const std::pair<Value, std::string> rows[] = {
      {sigmoid(z), "σ(z)"},
      {relu(z), "relu(z)"},
      {softplus(z), "softplus(z)"},
      {swish(z), "swish(z)"},
      {gelu(z), "gelu(z)"},
      {leaky_relu(z, 0.1), "leaky_relu(z, 0.1)"},
      {clamp(z, 0.0, y), "clamp(z, 0, y)"},
      {log_sum_exp(std::vector{z, y}), "log_sum_exp(z, y)"},
      {softmax(std::vector{z, y})[0], "softmax(z, y)"},
      {mean(std::vector{z, y}), "(z + y)/2"},
      {squared_error(y, z), "0.5·(y - z)²"},
      {tanh(z), "tanh(z)"},
      {abs(z), "|z|"},
      {max(z, y), "max(z, y)"},
      {normal_cdf(z), "normal_cdf(z)"},
      {pow(sigmoid(z) - y, 2.0), "(σ(z) - y)²"},
  };
  for (const auto& [node, text] : rows)
    CHECK(Labels(topological_order(node))[node].text() == text);
}
