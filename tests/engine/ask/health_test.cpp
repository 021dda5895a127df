#include <doctest/doctest.h>

#include <gradwalk/engine.hpp>

using namespace gradwalk;

TEST_CASE("first_non_finite names the node where nan or inf began") {
  Graph graph;
  const Value x = graph.parameter(-1.0, "x");
  const Value y = log(x).named("y"), z = (y * 2.0 + x).named("z");
  const auto found = first_non_finite(z);
  REQUIRE(found);
  CHECK(same_node(found->node, y));
  CHECK_FALSE(found->in_gradient);
  CHECK(fmt::format("{}", *found) == "y = log(-1) = nan");
}

TEST_CASE("an infinite leaf is where it began") {
  Graph graph;
  const Value x = graph.input(1e308 * 10, "x"), w = graph.parameter(1.0, "w");
  const auto found = first_non_finite(w - x);
  REQUIRE(found);
  CHECK(fmt::format("{}", *found) == "x = what it was given = inf");
}

TEST_CASE("where values are finite, the first gradient that is not is named") {
  Graph graph;
  const Value x = graph.parameter(0.0, "x");
  const Value root_x = sqrt(x).named("r"), y = 3.0 * root_x;
  const auto found = first_non_finite(y);
  REQUIRE(found);
  CHECK(same_node(found->node, x));
  CHECK(found->in_gradient);
  CHECK(fmt::format("{}", *found) ==
        "the gradient of x = 3 × inf, passed by r = inf");
}

TEST_CASE("a sound graph has nothing to report") {
  Graph graph;
  const Value x = graph.parameter(0.5, "x");
  CHECK_FALSE(first_non_finite(tanh(x)));
  CHECK(gradient_health(tanh(x)).empty());
}

TEST_CASE("first_non_finite names the edge where 0 met inf") {
  Graph graph;
  const Value t = graph.parameter(0.0, "t");
  const Value q = sqrt(t).named("q"), y = square(q).named("y");
  CHECK(fmt::format("{}", *first_non_finite(y)) ==
        "the gradient of t = 0 × inf, passed by q = nan");
  const Value x = graph.parameter(-1.0);
  CHECK(fmt::format("{}", *first_non_finite(sqrt(relu(x).named("r")))) ==
        "the gradient of r = 1 × inf, passed by sqrt(r) = inf");
}

TEST_CASE("saturated and dead nodes are named in words") {
  Graph graph;
  const Value x = graph.parameter(20.0, "x");
  const Value s = sigmoid(x).named("s"), r = relu(-x).named("r");
  CHECK(gradient_health(s + r + tanh(x).named("t")) ==
        std::vector<std::string>{
            "s is saturated: this sigmoid passes on only 2.06e-09 of what it "
            "receives",
            "r is dead here: the relu's operand is -20, so it passes nothing "
            "on",
            "t is saturated: this tanh passes on only 1.7e-17 of what it "
            "receives"});
}

TEST_CASE("saturated is what passes on less than a thousandth") {
  // σ' is 0.001 at 6.9058, tanh' at 4.1467.
  for (const double sign : {1.0, -1.0}) {
    Graph graph;
    const Value open = graph.parameter(sign * 6.90),
                shut = graph.parameter(sign * 6.91),
                wide = graph.parameter(sign * 4.14),
                narrow = graph.parameter(sign * 4.15);
    CHECK(gradient_health(sigmoid(open)).empty());
    CHECK(gradient_health(sigmoid(shut)).size() == 1);
    CHECK(gradient_health(tanh(wide)).empty());
    CHECK(gradient_health(tanh(narrow)).size() == 1);
  }
}

TEST_CASE("layers are compared by the root mean square of their gradients") {
  // Of layer1 four gradients of 1, or of 1 and 0 by turns: the mean square is 1
  // and a half, of layer2's one gradient it is far larger.
  const auto health = [](std::vector<double> gradients, double last) {
    Graph graph;
    std::vector<Value> terms;
    for (const double gradient : gradients)
      terms.push_back(gradient *
                      graph.parameter(1.0, fmt::format("layer1.neuron1.w{}",
                                                       terms.size() + 1)));
    terms.push_back(last * graph.parameter(1.0, "layer2.neuron1.w1"));
    return gradient_health(sum(terms));
  };
  CHECK(health({1.0, 1.0, 1.0, 1.0}, 999.0).empty());
  CHECK(health({1.0, 1.0, 1.0, 1.0}, 1001.0) ==
        std::vector<std::string>{
            "the gradients of layer1 vanish: 0.000999 of those of layer2"});
  CHECK(health({1.0, 0.0, -1.0, 0.0}, 706.0).empty());
  CHECK(health({1.0, 0.0, -1.0, 0.0}, 708.0).size() == 1);
  CHECK(health({999.0}, 1.0).empty());
  CHECK(health({1001.0}, 1.0).size() == 1);
}

TEST_CASE("vanishing and exploding gradients are told by layer") {
  for (const double weight : {0.001, 1000.0}) {
    Graph graph;
    Value h = graph.input(1.0, "x");
    for (int layer = 1; layer <= 3; ++layer) {
      const Value w =
          graph.parameter(weight, fmt::format("layer{}.neuron1.w1", layer));
      h = h * w;
    }
    // ∂h/∂w is weight² in every layer: no layer vanishes beside another.
    CHECK(gradient_health(h).empty());
  }
  Graph graph;
  Value a = graph.parameter(1.0, "layer1.neuron1.w1");
  Value b = graph.parameter(1e-4, "layer2.neuron1.w1");
  CHECK(gradient_health(a * b) ==
        std::vector<std::string>{
            "the gradients of layer1 vanish: 0.0001 of those of layer2"});
  b.set(1e4);
  graph.forward();
  CHECK(gradient_health(a * b) ==
        std::vector<std::string>{
            "the gradients of layer1 explode: 1e+04 times those of layer2"});
}
