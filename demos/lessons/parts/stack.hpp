#pragma once

#include <gradwalk/graph.hpp>
#include <gradwalk/nn/random.hpp>
#include <vector>

#include "story/net_nodes.hpp"

namespace gradwalk::demos {

/// Two inputs, three hidden neurons, one output, and no activation; the one
/// neuron, `single`, that does the same; and the stack with sigmoids, `bent`.
/// The inputs are parameters, so that gradients flow into them as well.
struct Stack {
  static constexpr std::size_t inputs = 2;
  static constexpr std::size_t neurons = 3;  ///< that are hidden

  Graph graph;
  std::vector<Value> x;
  std::vector<std::vector<Value>> hidden_weights;  ///< neurons × inputs
  std::vector<Value> hidden_biases, output_weights;
  Value output_bias;
  std::vector<Value> hidden;
  Value out;

  std::vector<Value> single_weights;
  Value single_bias, single;
  Value bent;

  explicit Stack(Random random);

  /// Puts an example in, and computes everything again.
  void see(const std::vector<double>& example);

  /// What is drawn of `out` as a net.
  [[nodiscard]] NetNodes net() const;

 private:
  void draw(Random random);
  void record_stack();
  void record_single();
  void record_bent();
};

}  // namespace gradwalk::demos
