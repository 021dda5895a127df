#pragma once

#include <gradwalk/graph.hpp>
#include <string>
#include <vector>

#include "parts/curves.hpp"

namespace gradwalk::demos {

/// Whether these are the walkthrough's own numbers.
[[nodiscard]] bool is_source(const OrNumbers& numbers);

/// Adds to what asks for the lesson the label that OR has for the inputs of
/// these texts; where one is not among them, it is that of `own`.
void add_or_label(std::vector<std::string>& texts, const OrNumbers& own);

/// One neuron and the loss of one example, recorded as the walkthrough draws
/// it: a linear node, a sigmoid node, a loss node.
struct OrNeuron {
  Graph graph;
  Value x1, x2, y, w1, w2, b, z, y_hat, loss;

  OrNeuron(const OrNumbers& from, bool with_bias, bool one_node_an_operation);

  [[nodiscard]] std::vector<Value> inputs() const { return {x1, x2, y}; }
  [[nodiscard]] std::vector<Value> parameters() const {
    return b.is_empty() ? std::vector{w1, w2} : std::vector{w1, w2, b};
  }
  /// The walkthrough's.
  [[nodiscard]] bool has_own_weights() const;
  [[nodiscard]] OrNumbers numbers() const;

 private:
  [[nodiscard]] Value by_operations(bool with_bias) const;
  [[nodiscard]] Value by_neuron(bool with_bias) const;
};

/// What a pass leaves behind, to hold beside the next.
struct OrAnswer {
  OrNumbers numbers;
  double z, y_hat, loss;
  explicit OrAnswer(const OrNeuron& neuron)
      : numbers(neuron.numbers()),
        z(neuron.z.value()),
        y_hat(neuron.y_hat.value()),
        loss(neuron.loss.value()) {}
};

}  // namespace gradwalk::demos
