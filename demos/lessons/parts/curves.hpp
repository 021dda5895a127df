#pragma once

#include <gradwalk/graph.hpp>
#include <vector>

/// What the learning-rate lesson walks down on.
namespace gradwalk::demos {

/// One example and one neuron; the first walkthrough's unless others are
/// chosen.
struct OrNumbers {
  double x1 = 0.0, x2 = 0.0, y = 0.0;
  double w1 = 0.1, w2 = 0.6, b = 0.0;
};

/// The or-gate's neuron and its first example. Both inputs are 0, so b alone
/// learns, and the loss is ½σ(b)².
struct BiasNeuron {
  Graph graph;
  Value b, loss;

  explicit BiasNeuron(const OrNumbers& from = {});
};

/// The parabola with its lowest point at loss 0 that has the neuron's loss
/// and gradient at b = 0.
struct Parabola {
  Graph graph;
  Value b, loss;

  Parabola();
};

/// A neuron without activation on the four examples of OR, from the weights
/// 0.1 and 0.6.
struct LinearNeuron {
  Graph graph;
  std::vector<Value> parameters;  ///< w1, w2, b
  Value cost;

  LinearNeuron();
};

}  // namespace gradwalk::demos
