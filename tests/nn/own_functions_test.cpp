#include <doctest/doctest.h>

#include <gradwalk/nn.hpp>

using namespace gradwalk;

namespace {

Value swish(Value z) { return z * sigmoid(z); }

}  // namespace

TEST_CASE("an activation is one of the list, a function, or one with a name") {
  Graph graph;
  const Value z = graph.parameter(0.7, "z");
  const MLP listed(graph, {1, 1, 1}, {.hidden = Activation::tanh});
  const MLP own(graph, {1, 1, 1},
                {.hidden = [](Value a) { return a * sigmoid(a); }});
  const MLP named(graph, {1, 1, 1}, {.hidden = {"swish", swish}});
  const MLP function(graph, {1, 1, 1}, {.hidden = swish});
  const auto hidden = [](const MLP& net) {
    return net.layers()[0].activation();
  };
  CHECK(hidden(listed).name() == "tanh");
  CHECK(hidden(own).name() == "own");
  CHECK(hidden(named).name() == "swish");
  CHECK(hidden(listed) == Activation::tanh);
  CHECK_FALSE(hidden(own) == Activation::identity);
  CHECK(own.layers()[1].activation() == Activation::sigmoid);
  CHECK(hidden(listed)(z).value() == tanh(z).value());
  for (const MLP* net : {&own, &named, &function})
    CHECK(hidden(*net)(z).value() == swish(z).value());
  const Neuron neuron(graph, "n", std::vector{1.0}, false, swish);
  CHECK(neuron({z}).a.value() == swish(z).value());
}

TEST_CASE("each layer may have an activation of its own") {
  Graph graph;
  const MLP net(
      graph, {2, 3, 4, 1},
      {.activations = {
           Activation::tanh, {"swish", swish}, Activation::identity}});
  CHECK(net.summary() ==
        "layer    neurons  inputs  activation  parameters\n"
        "layer1         3       2  tanh                 9\n"
        "layer2         4       3  swish               16\n"
        "layer3         1       4  identity             5\n"
        "                                              30\n");
  const MLP::Pass pass = net(graph.inputs({0.2, -0.7}));
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(pass[0].a[i].value() == tanh(pass[0].z[i]).value());
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(pass[1].a[i].value() == swish(pass[1].z[i]).value());
  CHECK(pass[2].a[0] == pass[2].z[0]);
  CHECK_THROWS_WITH_AS(
      MLP(graph, {2, 3, 1}, {.activations = {Activation::tanh}}),
      "MLP: expected 2 activations, one for each layer, got 1", Error);
}

TEST_CASE("an empty function is no activation") {
  CHECK_THROWS_WITH_AS(ActivationFunction("none", nullptr),
                       "ActivationFunction: expected a function, got none",
                       Error);
}
