#include "source_weights.hpp"

namespace gradwalk::demos {

void draw_source_weights(const MLP& net, Random& random) {
  for (const Layer& layer : net.layers())
    for (const Neuron& neuron : layer.neurons())
      for (const Value weight : neuron.weights())
        weight.set(random.normal() * 0.5);
  for (const Layer& layer : net.layers())
    for (const Neuron& neuron : layer.neurons())
      neuron.bias().value().set(random.uniform() * 0.5);
}

}  // namespace gradwalk::demos
