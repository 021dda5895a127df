#pragma once

#include <gradwalk/value.hpp>
#include <optional>
#include <string>
#include <vector>

namespace gradwalk::demos {

/// Which nodes of a graph are a net's, so that it can be drawn as a net. All
/// neurons of a layer have weights of the same names, but for what is before
/// the last dot.
struct NetNodes {
  struct Neuron {
    std::string name;  ///< of its answer
    std::vector<Value> weights;
    std::optional<Value> bias;
  };
  /// One example's pass. z and a are layers × neurons; a is z where there is
  /// no activation.
  struct Example {
    std::vector<Value> inputs, targets;
    std::vector<std::vector<Value>> z, a;
    std::optional<Value> loss;
  };
  std::vector<std::string> features;  ///< the inputs' names
  std::vector<std::vector<Neuron>> layers;
  std::vector<Example> examples;
  Value root;
};

}  // namespace gradwalk::demos
