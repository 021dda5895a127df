#include "input_use.hpp"

#include <cmath>
#include <gradwalk/graph.hpp>

namespace gradwalk::demos {

InputUse::InputUse(const MLP& net, const Data& data)
    : weights(net.sizes().front()), slopes(net.sizes().front()) {
  for (const Neuron& neuron : net.layers().front().neurons())
    for (std::size_t i = 0; i < weights.size(); ++i)
      weights[i] += std::abs(neuron.weights()[i].value());
  for (const std::vector<double>& example : data.inputs) {
    const Graph::Scope scope(net.graph());
    const Values inputs = net.graph().parameters(example);
    net(inputs).back().a.front().backward();
    for (std::size_t i = 0; i < slopes.size(); ++i)
      slopes[i] += std::abs(inputs[i].gradient());
  }
}

Json InputUse::document() const {
  return {{"weights", weights}, {"slopes", slopes}};
}

}  // namespace gradwalk::demos
