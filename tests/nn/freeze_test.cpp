#include <doctest/doctest.h>

#include <gradwalk/nn.hpp>
#include <initializer_list>
#include <string>
#include <vector>

#include "numbers_of.hpp"

using namespace gradwalk;

namespace {

const Examples xor_gate{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}, {{0}, {1}, {1}, {0}}};

}  // namespace

TEST_CASE("a layer has its parameters, and a net finds one by its name") {
  Graph graph;
  const MLP net(graph, {2, 3, 1});
  const Layer& second = net.layers()[1];
  CHECK(net.layers()[0].parameters().size() == 9);
  REQUIRE(second.parameters().size() == 4);
  CHECK(second.parameters().is_run());
  CHECK(same_node(second.parameters()[0], second.neurons()[0].weights()[0]));
  CHECK(same_node(second.parameters()[3], *second.neurons()[0].bias()));
  CHECK(same_node(net.parameter("layer1.neuron2.w2"),
                  net.layers()[0].neurons()[1].weights()[1]));
  CHECK(same_node(net.parameter("layer2.neuron1.b"), net.parameters().back()));
  CHECK_THROWS_WITH_AS(net.parameter("layer3.neuron1.b"),
                       "parameter: expected a name as from layer1.neuron1.w1 "
                       "to layer2.neuron1.b, got layer3.neuron1.b",
                       Error);
}

TEST_CASE("a prefix tells two nets of one graph apart") {
  Graph graph;
  const MLP actor(graph, {1, 2, 1}, {.prefix = "actor"});
  const MLP critic(graph, {1, 1}, {.prefix = "critic"});
  CHECK(actor.layers()[1].name() == "actor.layer2");
  CHECK(same_node(actor.parameter("actor.layer1.neuron2.w1"),
                  actor.parameters()[2]));
  CHECK(critic.parameters()[1].name() == "critic.layer1.neuron1.b");
  CHECK(outer_group("actor.layer1.neuron2", 1) == "actor");
  // Without one the names are the same, and the nodes are not.
  const MLP one(graph, {1, 1}), same(graph, {1, 1});
  CHECK_FALSE(same_node(one.parameter("layer1.neuron1.b"),
                        same.parameter("layer1.neuron1.b")));
}

TEST_CASE("training leaves frozen parameters, which have gradients") {
  for (const bool one_by_one : {false, true}) {
    Graph graph;
    MLP net(graph, {2, 3, 1});
    net.freeze(net.layers()[0]);
    net.freeze({net.parameter("layer2.neuron1.b")});
    CHECK(net.trainable().size() == 3);
    CHECK(same_node(net.trainable()[0], net.parameter("layer2.neuron1.w1")));
    const std::vector<double> before = numbers_of(net.parameters());
    Adam adam;
    train(net, xor_gate, adam, {.epochs = 3, .one_by_one = one_by_one});
    for (std::size_t i = 0; i < before.size(); ++i) {
      INFO(net.parameters()[i].name());
      const bool is_moved = i >= 9 && i < 12;
      CHECK((net.parameters()[i].value() != before[i]) == is_moved);
    }
    CHECK(net.parameter("layer1.neuron1.b").gradient() != 0.0);
  }
}

TEST_CASE("what is freed moves again, as if it had never been frozen") {
  Graph graph, other;
  MLP net(graph, {2, 3, 1});
  const MLP same(other, {2, 3, 1});
  net.freeze(net.parameters());
  net.unfreeze(net.layers()[0]);
  net.unfreeze(net.layers()[1].parameters());
  CHECK(net.trainable().is_run());
  for (const MLP* one : std::initializer_list<const MLP*>{&net, &same}) {
    GradientDescent descent(1.0);
    train(*one, xor_gate, descent, {.epochs = 3});
  }
  CHECK(numbers_of(net.parameters()) == numbers_of(same.parameters()));
}

TEST_CASE("a summary says how many parameters are frozen") {
  Graph graph;
  MLP net(graph, {2, 3, 1});
  net.freeze(net.layers()[1]);
  CHECK(net.summary() ==
        "layer    neurons  inputs  activation  parameters\n"
        "layer1         3       2  sigmoid              9\n"
        "layer2         1       3  sigmoid              4\n"
        "                                              13\n"
        "                                        4 frozen\n");
}

TEST_CASE("what is none of the net's is not frozen, nor is a net as a whole") {
  Graph graph, elsewhere;
  MLP net(graph, {2, 1});
  const Value x = graph.input(1.0, "x"), far = elsewhere.parameter(1.0, "far");
  CHECK_THROWS_WITH_AS(net.freeze({net.parameters()[0], x}),
                       "freeze: expected parameters of this net, got x", Error);
  CHECK_THROWS_WITH_AS(net.unfreeze({far}),
                       "unfreeze: expected nodes of one graph, got "
                       "layer1.neuron1.w1 and, of another, far",
                       Error);
  CHECK(net.trainable().size() == 3);
  net.freeze(net.layers()[0]);
  GradientDescent descent(0.1);
  CHECK_THROWS_WITH_AS(
      train(net, {{{1, 2}}, {{1}}}, descent, {.epochs = 1}),
      "train: expected a parameter that is not frozen, got none", Error);
}
