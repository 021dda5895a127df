#pragma once

#include <gradwalk/batch.hpp>
#include <gradwalk/nn/loss.hpp>
#include <gradwalk/nn/mlp.hpp>
#include <vector>

namespace gradwalk {

/// Shape: inputs are (examples × features), targets (examples × outputs).
struct Examples {
  std::vector<std::vector<double>> inputs, targets;

  [[nodiscard]] std::size_t size() const { return inputs.size(); }
};

/// Everything below refuses what `train` refuses: a net whose output is not
/// what the loss takes, and, where the targets are looked at, targets that are
/// none for it.

/// A batch recorded through a net: what each example's pass left, and the
/// cost. Forgotten with the scope that it was recorded in.
struct RecordedBatch {
  std::vector<MLP::Pass> passes;  ///< one for each example
  std::vector<Value> losses;      ///< one for each example
  Value cost;
};

/// Records examples `first` … `first + count - 1`, taken in `order` where that
/// is not empty, and the cost. Inputs and targets become inputs of the graph.
[[nodiscard]] RecordedBatch record_batch(
    const MLP& net, const Examples& examples, const LossFunction& loss,
    Reduction reduction, std::size_t first, std::size_t count,
    std::span<const std::size_t> order = {});

/// The cost over all examples.
[[nodiscard]] double cost_of(const MLP& net, const Examples& examples,
                             const LossFunction& loss, Reduction reduction);

/// What the net answers to each example, as `answers_of` makes it.
/// Shape: (outputs × examples).
[[nodiscard]] std::vector<std::vector<double>> outputs_of(
    const MLP& net, const Examples& examples, const LossFunction& loss);

/// For each example: 1 if its one output is above ½, else 0; of several
/// outputs, the index of the highest.
[[nodiscard]] std::vector<std::size_t> predictions_of(
    const std::vector<std::vector<double>>& outputs);

/// The share of predictions that are the targets', from 0 to 1.
[[nodiscard]] double accuracy_of(std::span<const std::size_t> predictions,
                                 const Examples& examples);

/// How a net does.
struct Progress {
  int epoch;        ///< how many epochs it has been trained for
  double cost;      ///< over all examples
  double accuracy;  ///< the share of right predictions, from 0 to 1
};

/// The cost and the accuracy over all examples.
[[nodiscard]] Progress evaluate(const MLP& net, const Examples& examples,
                                const LossFunction& loss, Reduction reduction,
                                int epoch = 0);

}  // namespace gradwalk
