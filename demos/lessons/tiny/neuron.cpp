#include "neuron.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace gradwalk::demos {

namespace {

NeuronOf<Value> recorded_in(Graph& graph, const OrExample& example) {
  const Value x1 = graph.input(example.x1), x2 = graph.input(example.x2);
  const Value y = graph.input(example.y);
  const Value w1 = graph.parameter(0.1), w2 = graph.parameter(0.6);
  const Value b = graph.parameter(0.0), c = graph.input(0.5);
  NeuronOf<Value> neuron{x1, x2, y, w1, w2, b, c};
  for (std::size_t i = 0; i < neuron_names.size(); ++i)
    neuron.nodes()[i].named(neuron_names[i]);
  return neuron;
}

NeuronOf<tiny::Number> recorded_in_tiny(const OrExample& example) {
  using tiny::node;
  return {node(example.x1), node(example.x2), node(example.y), node(0.1),
          node(0.6),        node(0.0),        node(0.5)};
}

}  // namespace

SmallGraph small_graph(const OrExample& example, int passes) {
  using enum Operator;
  SmallGraph graph;
  graph.leaves = {example.x1, example.x2, example.y, 0.1, 0.6, 0.0, 0.5};
  graph.steps = {{multiply, 3, 0},  {multiply, 4, 1},  {add, 7, 8},
                 {add, 9, 5},       {sigmoid, 10, 10}, {subtract, 11, 2},
                 {multiply, 6, 12}, {multiply, 12, 13}};
  graph.passes = passes;
  return graph;
}

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

Twins::Twins(const OrExample& example)
    : ours(recorded_in(graph, example)), theirs(recorded_in_tiny(example)) {
  ours.loss.backward();
  const auto nodes = theirs.nodes();
  for (const tiny::Node* node : tiny::backward(theirs.loss)) {
    const auto at = std::find_if(nodes.begin(), nodes.end(),
                                 [&](auto& one) { return one.get() == node; });
    tiny_order.emplace_back(neuron_names[std::size_t(at - nodes.begin())]);
  }
  auto recorded = ours.nodes();
  std::sort(recorded.begin(), recorded.end(),
            [](Value v, Value w) { return v.index() < w.index(); });
  for (const Value node : recorded) gradwalk_order.push_back(node.name());
}

int Twins::parents_behind(const std::vector<std::string>& order) const {
  const auto place = [&](Value node) {
    return std::find(order.begin(), order.end(), node.name());
  };
  int behind = 0;
  for (const Value node : ours.nodes())
    for (const Value parent : node.parents())
      behind += place(parent) >= place(node);
  return behind;
}

int Twins::equal_values() const {
  int equal = 0;
  for (std::size_t i = 0; i < neuron_names.size(); ++i)
    equal += same_bits(theirs.nodes()[i]->value, ours.nodes()[i].value());
  return equal;
}

int Twins::equal_gradients() const {
  int equal = 0;
  for (std::size_t i = 0; i < neuron_names.size(); ++i)
    if (ours.nodes()[i].needs_gradient())
      equal +=
          same_bits(theirs.nodes()[i]->gradient, ours.nodes()[i].gradient());
  return equal;
}

int Twins::gradients() const {
  const auto nodes = ours.nodes();
  return int(std::count_if(nodes.begin(), nodes.end(),
                           [](Value node) { return node.needs_gradient(); }));
}

std::size_t Twins::tiny_edges() const {
  std::size_t edges = 0;
  for (const tiny::Number& node : theirs.nodes()) edges += node->parents.size();
  return edges;
}

}  // namespace gradwalk::demos
