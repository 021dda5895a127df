#pragma once

#include <functional>
#include <gradwalk/nn/loss.hpp>
#include <gradwalk/nn/mlp.hpp>
#include <gradwalk/nn/optimizer.hpp>
#include <vector>

namespace gradwalk {

/// Shape: inputs are (examples × features), targets (examples × outputs).
struct Examples {
  std::vector<std::vector<double>> inputs, targets;

  [[nodiscard]] std::size_t size() const { return inputs.size(); }
};

/// How the losses of a batch become its cost.
enum class Reduction { mean, sum };

/// A batch recorded through a net: what each example's pass left, and the
/// cost. Forgotten with the scope that it was recorded in.
struct Batch {
  std::vector<MLP::Pass> passes;  ///< one for each example
  std::vector<Value> losses;      ///< one for each example
  Value cost;
};

/// Records examples `first` … `first + count - 1`, taken in `order` where that
/// is not empty, and the cost. Inputs and targets become inputs of the graph.
[[nodiscard]] Batch record_batch(const MLP& net, const Examples& examples,
                                 Loss loss, Reduction reduction,
                                 std::size_t first, std::size_t count,
                                 std::span<const std::size_t> order = {});

/// The cost over all examples, recorded and forgotten.
[[nodiscard]] double cost_of(const MLP& net, const Examples& examples,
                             Loss loss, Reduction reduction);

/// Shape: (outputs × examples). The cross-entropies' outputs are
/// probabilities.
[[nodiscard]] std::vector<std::vector<double>> outputs_of(
    const MLP& net, const Examples& examples, Loss loss);

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

/// Records all examples, and forgets them.
[[nodiscard]] Progress evaluate(const MLP& net, const Examples& examples,
                                Loss loss, Reduction reduction, int epoch = 0);

/// A step that was taken.
struct Step {
  int epoch;         ///< how many epochs are complete before this step's
  std::size_t done;  ///< examples of the epoch up to this step, of `size`
  std::size_t size;
  double cost;  ///< over the step's examples, before the step
};

struct TrainingOptions {
  int epochs = 5000;
  std::size_t batch = 0;  ///< examples a step; 0: all of them
  Loss loss = Loss::squared_error;
  Reduction reduction = Reduction::mean;
  Schedule schedule = constant_rate();
  Random* shuffle = nullptr;  ///< draws a new order for each epoch

  /// Told each batch after its backward pass and before the step.
  std::function<void(int epoch, const Batch& batch)> each_batch = {};

  /// Told each step after it; stops the training by returning false.
  std::function<bool(const Step& step)> each_step = {};

  /// Told how the net does on all examples before each `every`th epoch and
  /// after the last; stops the training by returning false.
  std::function<bool(const Progress& progress)> each_report = {};
  int every = 100;
};

/// Trains the net; returns the number of epochs that were run to their end.
/// Errors: no examples, or inputs and targets that do not fit the net; fewer
/// epochs than 0, or a cost every 0 of them.
int train(const MLP& net, const Examples& examples, Optimizer& optimizer,
          const TrainingOptions& options);

}  // namespace gradwalk
