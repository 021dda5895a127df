#pragma once

#include <gradwalk/nn/initializer.hpp>
#include <gradwalk/nn/neuron.hpp>
#include <string>
#include <vector>

namespace gradwalk {

/// In which order a layer's weights are drawn.
enum class DrawOrder {
  by_neuron,  ///< W is (outputs × inputs), filled row by row
  by_input,   ///< W is (inputs × outputs), filled row by row
};

/// A layer of neurons over the same inputs.
class Layer {
 public:
  /// Errors: no neurons.
  Layer(std::string name, std::vector<Neuron> neurons);

  /// What one example's pass recorded: first every z, then every a.
  struct Output {
    std::vector<Value> z, a;
  };
  [[nodiscard]] Output operator()(const ValuesView& inputs) const;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::span<const Neuron> neurons() const { return neurons_; }
  [[nodiscard]] std::size_t inputs() const {
    return neurons_.front().weights().size();
  }
  [[nodiscard]] bool has_bias() const {
    return neurons_.front().bias().has_value();
  }
  [[nodiscard]] const ActivationFunction& activation() const {
    return neurons_.front().activation();
  }

 private:
  std::string name_;
  std::vector<Neuron> neurons_;
};

struct MLPOptions {
  ActivationFunction hidden = Activation::sigmoid;
  /// `identity` for a loss that takes scores: a cross-entropy.
  ActivationFunction output = Activation::sigmoid;
  /// In place of both, where there are any: one for each layer of neurons.
  std::vector<ActivationFunction> activations = {};
  Initializer initializer = Initializer::xavier;
  DrawOrder order = DrawOrder::by_neuron;
  bool bias = true;
  Nodes nodes = Nodes::neurons;
  std::uint32_t seed = 48;
};

/// A multi-layer perceptron. Its parameters are `layer1.neuron2.w3`, …. A
/// graph may move, and its nets stay good. Errors, of all that takes a net: its
/// graph is gone, or it was moved from.
class MLP {
 public:
  /// Shape: sizes are inputs, hidden layers …, outputs; at least two, none 0.
  /// Errors: other sizes; another number of activations than of layers.
  MLP(Graph& graph, std::vector<std::size_t> sizes,
      const MLPOptions& options = {});
  /// The same, with weights drawn from a stream that has begun.
  MLP(Graph& graph, std::vector<std::size_t> sizes, const MLPOptions& options,
      Random& random);

  /// One example's pass: the z and a of every layer.
  using Pass = std::vector<Layer::Output>;
  [[nodiscard]] Pass operator()(const ValuesView& inputs) const;

  /// Where it is now: good until it moves again.
  [[nodiscard]] Graph& graph() const;
  [[nodiscard]] const std::vector<std::size_t>& sizes() const { return sizes_; }
  [[nodiscard]] std::span<const Layer> layers() const { return layers_; }

  /// Layer by layer, neuron by neuron: its weights, then its bias.
  [[nodiscard]] const Values& parameters() const { return parameters_; }

  /// Errors: it was moved from, or its parameters are gone.
  void require_live() const;

  /// Layers, shapes and numbers of parameters, as a table.
  [[nodiscard]] std::string summary() const;

 private:
  std::vector<std::size_t> sizes_;
  std::vector<Layer> layers_;
  Values parameters_;
};

}  // namespace gradwalk
