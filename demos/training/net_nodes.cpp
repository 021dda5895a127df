#include "net_nodes.hpp"

#include <fmt/format.h>

#include "names.hpp"

namespace gradwalk::demos {

namespace {

NetNodes::Example example_of(const MLP& net, const MLP::Pass& pass,
                             Value loss) {
  const std::vector<Value> leaves = inputs_under(loss);
  const auto targets =
      leaves.begin() + static_cast<std::ptrdiff_t>(net.sizes().front());
  NetNodes::Example example{
      {leaves.begin(), targets},
      {targets, targets + static_cast<std::ptrdiff_t>(net.sizes().back())},
      {},
      {},
      loss};
  for (const Layer::Output& layer : pass) {
    example.z.push_back(layer.z);
    example.a.push_back(layer.a);
  }
  return example;
}

}  // namespace

NetNodes nodes_of(const MLP& net, const std::vector<std::string>& features,
                  const RecordedBatch& batch) {
  NetNodes nodes{features, {}, {}, batch.cost};
  for (const Layer& layer : net.layers()) {
    nodes.layers.emplace_back();
    for (const Neuron& neuron : layer.neurons())
      nodes.layers.back().push_back(
          {layer.neurons().size() == 1
               ? "a"
               : fmt::format("a{}", nodes.layers.back().size() + 1),
           {neuron.weights().begin(), neuron.weights().end()},
           neuron.bias()});
  }
  for (std::size_t e = 0; e < batch.passes.size(); ++e)
    nodes.examples.push_back(example_of(net, batch.passes[e], batch.losses[e]));
  return nodes;
}

}  // namespace gradwalk::demos
