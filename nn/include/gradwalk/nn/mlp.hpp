#pragma once

#include <gradwalk/nn/initializer.hpp>
#include <gradwalk/nn/neuron.hpp>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
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
  /// Neuron by neuron: its weights, then its bias.
  [[nodiscard]] const Values& parameters() const { return parameters_; }
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
  Values parameters_;
};

/// A net's activations, its first weights, and its names.
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
  /// Before each name and a dot: `actor` makes `actor.layer1.neuron2.w3`, so
  /// that two nets of one graph can be told apart. They need not be.
  std::string prefix = {};
};

/// A multi-layer perceptron. Its parameters are `layer1.neuron2.w3`, …. A
/// graph may move, and its nets stay good. Errors, of all that takes a net: its
/// graph is gone, or it was moved from.
///
/// ```cpp
/// Graph graph;
/// const MLP net(graph, {2, 3, 1}, {.hidden = Activation::tanh});
/// const Value output = net({0.5, -1.0}).back().a[0];
/// output.backward();
/// fmt::print("{} parameters, {:.4f}, {:.4f}\n", net.parameters().size(),
///            output, net.parameter("layer2.neuron1.b").gradient());
/// ```
/// ```
/// 13 parameters, 0.1951, 0.1570
/// ```
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
  /// The same with numbers, which become inputs of the graph.
  [[nodiscard]] Pass operator()(std::span<const double> inputs) const;
  [[nodiscard]] Pass operator()(std::initializer_list<double> inputs) const {
    return (*this)(std::span(inputs.begin(), inputs.size()));
  }

  /// Where it is now: good until it moves again.
  [[nodiscard]] Graph& graph() const;
  [[nodiscard]] const std::vector<std::size_t>& sizes() const { return sizes_; }
  [[nodiscard]] std::span<const Layer> layers() const { return layers_; }

  /// Layer by layer, neuron by neuron: its weights, then its bias.
  [[nodiscard]] const Values& parameters() const { return parameters_; }

  /// The parameter of that name; looks through all.
  /// Errors: there is none.
  [[nodiscard]] Value parameter(std::string_view name) const;

  /// Those that `train` moves: all but the frozen ones, which have gradients
  /// all the same. An optimiser that remembers its steps is made anew when they
  /// change.
  [[nodiscard]] const Values& trainable() const { return trainable_; }

  /// Freezes parameters, `net.freeze(net.layers()[0].parameters())`, or frees
  /// them. Errors: one that is none of this net; nothing is changed then.
  void freeze(const ValuesView& parameters) {
    set_frozen("freeze", parameters, true);
  }
  void freeze(const Layer& layer) { freeze(layer.parameters()); }
  void unfreeze(const ValuesView& parameters) {
    set_frozen("unfreeze", parameters, false);
  }
  void unfreeze(const Layer& layer) { unfreeze(layer.parameters()); }

  /// Errors: it was moved from, or its parameters are gone.
  void require_live() const;

  /// Layers, shapes and numbers of parameters, as a table, and how many of them
  /// are frozen.
  [[nodiscard]] std::string summary() const;

 private:
  void require_inputs(std::size_t count) const;
  void set_frozen(std::string_view function, const ValuesView& parameters,
                  bool frozen);

  std::vector<std::size_t> sizes_;
  std::vector<Layer> layers_;
  Values parameters_, trainable_;
  std::vector<bool> frozen_;  ///< of each parameter
};

}  // namespace gradwalk
