#pragma once

#include <gradwalk/nn/evaluation.hpp>

namespace gradwalk {

/// Inputs of the graph, without names.
[[nodiscard]] std::vector<Value> given(Graph& graph,
                                       std::span<const double> values);

/// What a net answers to each row of inputs, as `answers_of` makes it.
/// Shape: inputs are (examples × inputs), one or more that fit the net; the
/// answers (outputs × examples).
[[nodiscard]] std::vector<std::vector<double>> answers(
    const MLP& net, const std::vector<std::vector<double>>& inputs,
    const LossFunction& loss);

/// One example's pass through a net and its loss, planned to be run for many
/// examples. Its graph must outlive it.
class NetBatch {
 public:
  /// `tells_outputs`: whether `outputs` can be asked for.
  NetBatch(const MLP& net, const LossFunction& loss, Reduction reduction,
           bool tells_outputs = false, int threads = 1);

  /// The cost of examples that fit the net, in this order.
  double forward(const Examples& examples, std::span<const std::size_t> order);
  /// The same, and the parameters' gradients.
  double backward(const Examples& examples, std::span<const std::size_t> order);

  /// What the net answered in the last run, as `answers_of` makes it.
  /// Shape: (outputs × examples).
  [[nodiscard]] std::vector<std::vector<double>> outputs() const;

 private:
  [[nodiscard]] Batch planned(const MLP& net, const LossFunction& loss,
                              Reduction reduction, bool tells_outputs,
                              int threads);
  /// Where the numbers of each example are: inputs, then targets.
  [[nodiscard]] std::array<Batch::Rows, 2> rows(
      const Examples& examples, std::span<const std::size_t> order);

  std::vector<Value> outputs_;
  Batch batch_;
  std::vector<const double*> inputs_, targets_;
};

}  // namespace gradwalk
