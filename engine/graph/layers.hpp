#pragma once

#include <cstdint>
#include <gradwalk/graph/nodes.hpp>
#include <span>
#include <vector>

/// What a graph that is replayed is sped up by: weighted sums that were
/// recorded operation by operation, z = z + w·x, are run as the loops that they
/// came from. Every number is stored as before, and is the same.
namespace gradwalk::detail {

/// Where the first term's operand stands, and how far on the next term's and
/// the next neuron's are.
struct Stride {
  Index first;
  std::int64_t term, neuron;

  [[nodiscard]] std::size_t at(std::size_t neuron_, std::size_t term_) const {
    return first + static_cast<std::size_t>(
                       neuron * static_cast<std::int64_t>(neuron_) +
                       term * static_cast<std::int64_t>(term_));
  }
};

/// Neurons recorded one after the other over the same inputs: for each term a
/// product and a sum. A neuron's first sum adds to `start`: a bias, say. No
/// other node uses what is within a neuron.
struct Layer {
  Index first;  ///< node: the first product
  Index terms, neurons = 1;
  Stride weights, inputs, start;
  bool inputs_given;  ///< no gradient is asked for there

  [[nodiscard]] std::size_t size() const { return 2ul * terms; }
  [[nodiscard]] std::size_t end() const { return first + neurons * size(); }
};

/// All that there are, in the order of recording.
[[nodiscard]] std::vector<Layer> find_layers(const Nodes& nodes);

/// Calls nodes(begin, end) for what of the nodes from `first` to `last` is not
/// in a layer, and whole(layer) for the layers: in the order of recording.
void each_part(std::span<const Layer> layers, std::size_t first,
               std::size_t last, auto nodes, auto whole) {
  for (const Layer& layer : layers) {
    nodes(first, std::size_t{layer.first});
    whole(layer);
    first = layer.end();
  }
  nodes(first, last);
}
/// The same in reverse; a layer that is there in part is not taken whole.
void each_part_down(std::span<const Layer> layers, std::size_t first,
                    std::size_t last, auto nodes, auto whole) {
  for (std::size_t l = layers.size(); l-- > 0;) {
    const Layer& layer = layers[l];
    if (layer.end() > last || layer.first < first) continue;
    nodes(layer.end(), last);
    whole(layer);
    last = layer.first;
  }
  nodes(first, last);
}

/// What `forward` and a sweep do for each of its nodes.
void compute(const Layer& layer, double* values);
void pass_on(const Layer& layer, const double* values, double* gradients);

}  // namespace gradwalk::detail
