#include <doctest/doctest.h>

#include <gradwalk/engine.hpp>

using namespace gradwalk;

TEST_CASE("outer_group keeps the first parts of a name") {
  CHECK(outer_group("layer1.neuron2", 0) == "");
  CHECK(outer_group("layer1.neuron2", 1) == "layer1");
  CHECK(outer_group("layer1.neuron2", 2) == "layer1.neuron2");
  CHECK(outer_group("layer1.neuron2", 3) == "layer1.neuron2");
  CHECK(outer_group("", 1) == "");
}

TEST_CASE("a node without a name belongs where all that use it belong") {
  Graph graph;
  const Value x = graph.input(1.0, "x");
  const Value w1 = graph.parameter(1.0, "layer1.neuron1.w");
  const Value w2 = graph.parameter(1.0, "layer1.neuron2.w");
  const Value shared = x + 1.0;
  const Value product = w1 * shared;
  const Value z1 = (product + 2.0).named("layer1.neuron1.z");
  const Value z2 = (w2 * shared).named("layer1.neuron2.z");
  const Value y = (z1 + z2).named("y");
  const Groups groups(topological_order(y));
  CHECK(groups[w1] == "layer1.neuron1");
  CHECK(groups[product] == "layer1.neuron1");
  CHECK(groups[product].size() == groups[z1.parents()[1]].size());
  CHECK(groups[shared] == "layer1");
  CHECK(groups[x] == "");
  CHECK(groups[y] == "");
}

TEST_CASE("a net is summarised by its layers or its neurons") {
  Graph graph;
  Value h = graph.input(2.0, "x");
  for (int layer = 1; layer <= 2; ++layer) {
    const std::string name = fmt::format("layer{}.neuron1.", layer);
    const Value w = graph.parameter(0.5, name + "w");
    h = (w * h).named(name + "z");
  }
  std::vector<std::string> lines;
  for (const GroupSummary& summary : summarise(h, 1))
    lines.push_back(fmt::format("{}", summary));
  CHECK(lines == std::vector<std::string>{
                     "no group: 1 nodes, values 2 … 2",
                     "layer1: 2 nodes, values 0.5 … 1, 1 parameters, |∂| –",
                     "layer2: 2 nodes, values 0.5 … 0.5, 1 parameters, |∂| –"});
  h.backward();
  const std::vector<GroupSummary> neurons = summarise(h, 2);
  CHECK(neurons[1].group == "layer1.neuron1");
  CHECK(neurons[1].gradient == 1.0);
}
