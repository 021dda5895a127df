#include <doctest/doctest.h>

#include <gradwalk/nn.hpp>
#include <string>
#include <vector>

using namespace gradwalk;

namespace {

std::vector<std::string> names(const Values& nodes) {
  std::vector<std::string> found;
  for (const Value node : nodes) found.push_back(node.name());
  return found;
}

std::vector<Value> given(Graph& graph, const std::vector<double>& values) {
  std::vector<Value> nodes;
  for (const double value : values) nodes.push_back(graph.input(value));
  return nodes;
}

}  // namespace

TEST_CASE("parameters come layer by layer, weights before the bias") {
  Graph graph;
  const MLP net(graph, {2, 2, 1});
  CHECK(names(net.parameters()) ==
        std::vector<std::string>{
            "layer1.neuron1.w1", "layer1.neuron1.w2", "layer1.neuron1.b",
            "layer1.neuron2.w1", "layer1.neuron2.w2", "layer1.neuron2.b",
            "layer2.neuron1.w1", "layer2.neuron1.w2", "layer2.neuron1.b"});
  const MLP bare(graph, {2, 1}, {.bias = false});
  CHECK(names(bare.parameters()) ==
        std::vector<std::string>{"layer1.neuron1.w1", "layer1.neuron1.w2"});
  CHECK_FALSE(bare.layers()[0].has_bias());
}

TEST_CASE("a net has the shapes that it was asked for") {
  Graph graph;
  const MLP net(graph, {3, 5, 4, 2});
  CHECK(&net.graph() == &graph);
  CHECK(net.sizes() == std::vector<std::size_t>{3, 5, 4, 2});
  REQUIRE(net.layers().size() == 3);
  for (std::size_t l = 0; l < 3; ++l) {
    CHECK(net.layers()[l].name() == "layer" + std::to_string(l + 1));
    CHECK(net.layers()[l].inputs() == net.sizes()[l]);
    CHECK(net.layers()[l].neurons().size() == net.sizes()[l + 1]);
  }
  CHECK(net.parameters().size() == 4 * 5 + 6 * 4 + 5 * 2);
  const MLP::Pass pass = net(given(graph, {1.0, 2.0, 3.0}));
  REQUIRE(pass.size() == 3);
  for (std::size_t l = 0; l < 3; ++l) {
    CHECK(pass[l].z.size() == net.sizes()[l + 1]);
    CHECK(pass[l].a.size() == net.sizes()[l + 1]);
  }
}

TEST_CASE("weights are drawn, and biases begin at 0") {
  Graph graph;
  const MLP net(graph, {4, 3, 2});
  Random random(48);
  for (const Layer& layer : net.layers())
    for (const Neuron& neuron : layer.neurons()) {
      for (const Value weight : neuron.weights())
        CHECK(weight.value() ==
              initial_weight(Initializer::xavier, random, layer.inputs()));
      CHECK(neuron.bias().value().value() == 0.0);
    }
}

TEST_CASE("draw order fills W by rows, or its transpose by rows") {
  Graph graph;
  const MLP by_neuron(graph, {3, 2}, {.order = DrawOrder::by_neuron});
  const MLP by_input(graph, {3, 2}, {.order = DrawOrder::by_input});
  Random random(48);
  std::vector<double> drawn(6);
  for (double& weight : drawn)
    weight = initial_weight(Initializer::xavier, random, 3);
  for (std::size_t n = 0; n < 2; ++n)
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(by_neuron.layers()[0].neurons()[n].weights()[i].value() ==
            drawn[n * 3 + i]);
      CHECK(by_input.layers()[0].neurons()[n].weights()[i].value() ==
            drawn[i * 2 + n]);
    }
}

TEST_CASE("nets may draw from one stream, one after the other") {
  Graph graph;
  Random random(48), same(48);
  const MLP first(graph, {2, 1}, {}, random), second(graph, {2, 1}, {}, random);
  for (const MLP* net : {&first, &second})
    for (std::size_t i = 0; i < 2; ++i)
      CHECK(net->parameters()[i].value() ==
            initial_weight(Initializer::xavier, same, 2));
}

TEST_CASE("a summary has a line for each layer, and the sum") {
  Graph graph;
  const MLP net(graph, {784, 32, 16, 10},
                {.hidden = Activation::relu, .output = Activation::identity});
  CHECK(net.summary() ==
        "layer    neurons  inputs  activation  parameters\n"
        "layer1        32     784  relu             25120\n"
        "layer2        16      32  relu               528\n"
        "layer3        10      16  identity           170\n"
        "                                           25818\n");
}

TEST_CASE("wrong sizes and wrong inputs are refused") {
  Graph graph;
  const auto make = [&](std::vector<std::size_t> sizes) {
    return MLP(graph, std::move(sizes));
  };
  CHECK_THROWS_WITH_AS(make({2}),
                       "MLP: expected two or more sizes, none of them 0, got 2",
                       Error);
  CHECK_THROWS_WITH_AS(
      make({2, 0, 1}),
      "MLP: expected two or more sizes, none of them 0, got 2,0,1", Error);
  CHECK_THROWS_WITH_AS(
      make({}), "MLP: expected two or more sizes, none of them 0, got none",
      Error);
  CHECK(graph.size() == 0);
  const MLP net = make({2, 1});
  CHECK_THROWS_WITH_AS(net(given(graph, {1.0})),
                       "MLP: expected 2 inputs, got 1", Error);
  const Neuron neuron(graph, "n", std::vector{1.0, 2.0}, true,
                      Activation::sigmoid, Nodes::operations);
  CHECK_THROWS_WITH_AS(neuron(given(graph, {1.0})),
                       "Neuron: expected 2 inputs for 2 weights, got 1", Error);
}

TEST_CASE("one node a neuron or one an operation: the same numbers") {
  for (const bool bias : {false, true}) {
    Graph graph;
    const MLPOptions coarse{.bias = bias};
    MLPOptions fine = coarse;
    fine.nodes = Nodes::operations;
    const MLP neurons(graph, {3, 4, 2}, coarse);
    const MLP operations(graph, {3, 4, 2}, fine);
    const std::vector<Value> x = given(graph, {0.3, -1.2, 2.0});
    const Value one = sum(neurons(x).back().a);
    const Value other = sum(operations(x).back().a);
    CHECK(one.value() == other.value());
    std::vector<double> gradients;
    one.backward();
    for (const Value w : neurons.parameters())
      gradients.push_back(w.gradient());
    other.backward();
    for (std::size_t i = 0; i < gradients.size(); ++i)
      CHECK(operations.parameters()[i].gradient() == gradients[i]);
  }
}

TEST_CASE("one node an operation records each product and each sum") {
  Graph graph;
  const MLP net(graph, {3, 1}, {.nodes = Nodes::operations});
  const std::vector<Value> x = given(graph, {1.0, 2.0, 3.0});
  const std::size_t before = graph.size();
  static_cast<void>(net(x));
  CHECK(graph.size() == before + 3 + 3 + 1);
}

TEST_CASE("a net's answers are a list that outlives its pass") {
  for (const Activation activation : activations()) {
    INFO(name_of(activation));
    Graph graph;
    const MLP net(graph, {2, 3}, {.output = activation});
    const Values x = graph.inputs(std::vector{1.0, 2.0});
    const Values answers = net(x).back().a;
    const MLP::Pass again = net(x);  // where the first pass stood
    const std::vector<Value>& a = again.back().a;
    CHECK(answers.size() == a.size());
    for (std::size_t i = 0; i < a.size(); ++i)
      CHECK(answers[i].value() == a[i].value());
    CHECK(sum(answers).value() == sum(a).value());
  }
}

TEST_CASE("the engine's activations are its functions of their names") {
  for (const auto& [activation, name] :
       {std::pair{Activation::sigmoid, "sigmoid"},
        {Activation::tanh, "tanh"},
        {Activation::relu, "relu"},
        {Activation::leaky_relu, "leaky_relu"},
        {Activation::softplus, "softplus"},
        {Activation::sin, "sin"},
        {Activation::cos, "cos"}}) {
    Graph graph;
    const Value z = graph.parameter(-0.7, "z");
    CHECK(name_of(activation) == std::string_view(name));
    CHECK(activate(activation, z).operation().name == std::string_view(name));
  }
  Graph graph;
  const Value z = graph.parameter(-0.7, "z");
  CHECK(name_of(Activation::identity) == "identity");
  CHECK(same_node(activate(Activation::identity, z), z));
}
