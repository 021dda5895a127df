#pragma once

#include <gradwalk/graph.hpp>
#include <gradwalk/nn/activation.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gradwalk {

/// What becomes a node when a neuron is recorded.
enum class Nodes {
  neurons,     ///< z = w1·x1 + … + b is one node
  operations,  ///< every product and every sum is one
};

/// A neuron: z = w·x + b, a = activation(z).
class Neuron {
 public:
  /// What one example's pass through a neuron recorded.
  struct Output {
    Value z, a;
  };

  /// Its weights are parameters of `graph`, named `name.w1` …, and `name.b` if
  /// it has a bias, which begins at 0.
  Neuron(Graph& graph, const std::string& name, std::span<const double> weights,
         bool has_bias, ActivationFunction activation,
         Nodes nodes = Nodes::neurons);

  [[nodiscard]] Output operator()(const ValuesView& inputs) const;

  /// z alone; `activated` goes on from it.
  [[nodiscard]] Value z(const ValuesView& inputs) const;
  [[nodiscard]] Value activated(Value z) const;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const Values& weights() const { return weights_; }
  [[nodiscard]] std::optional<Value> bias() const { return bias_; }
  [[nodiscard]] const ActivationFunction& activation() const {
    return activation_;
  }

 private:
  std::string name_;
  Values weights_;
  std::optional<Value> bias_;
  ActivationFunction activation_;
  Nodes nodes_;
};

}  // namespace gradwalk
