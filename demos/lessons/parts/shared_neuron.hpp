#pragma once

#include <gradwalk/graph.hpp>
#include <vector>

#include "training/data.hpp"

namespace gradwalk::demos {

/// One neuron with a sigmoid, asked about every example of a table: as many
/// z, y_hat and loss nodes as there are examples, over the same two weights
/// and bias, and the cost, the mean of the losses.
struct SharedNeuron {
  Graph graph;
  Value w1, w2, b;
  std::vector<std::vector<Value>> inputs;  ///< examples × 2
  std::vector<Value> labels, z, y_hat, losses;
  Value cost;

  SharedNeuron(const Data& data, double weight1, double weight2, double bias);

  [[nodiscard]] std::vector<Value> parameters() const { return {w1, w2, b}; }
};

}  // namespace gradwalk::demos
