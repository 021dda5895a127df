#pragma once

#include <functional>
#include <gradwalk/nn/evaluation.hpp>
#include <gradwalk/nn/optimizer.hpp>
#include <gradwalk/nn/schedule.hpp>
#include <limits>

namespace gradwalk {

/// A step that was taken.
struct Step {
  int epoch;         ///< how many epochs are complete before this step's
  std::size_t done;  ///< examples of the epoch up to this step, of `size`
  std::size_t size;
  double cost;  ///< over the step's examples, before the step
};

/// How a net did at each report: Progress over the examples that it is trained
/// on, and over those held out.
struct History {
  std::vector<Progress> trained, held_out;
};

/// How long a net is trained, on what at a time, and who is told of it.
struct TrainingOptions {
  int epochs = 5000;
  std::size_t batch = 0;  ///< examples a step; 0: all of them
  LossFunction loss = Loss::squared_error;
  Reduction reduction = Reduction::mean;
  Schedule schedule = constant_rate();
  /// Gradients of a longer norm are clipped to it: `Gradients::clip`.
  double clip_norm = std::numeric_limits<double>::infinity();
  Random* shuffle = nullptr;  ///< draws a new order for each epoch

  /// Record each batch, example by example, rather than plan one example and
  /// run it for all (Batch): slower, and the same numbers but for the order
  /// in which sums are added.
  bool one_by_one = false;
  int threads = 1;  ///< of a Batch

  /// Go on though the cost, a gradient or a parameter is nan or inf, rather
  /// than stop.
  bool past_nan = false;

  /// Told the first `recorded` batches, after the backward pass and before the
  /// step. They are recorded example by example; the step is a Batch's as the
  /// others are, unless all are `one_by_one`.
  std::function<void(int epoch, const RecordedBatch& batch)> each_batch = {};
  std::size_t recorded = std::numeric_limits<std::size_t>::max();

  /// Told each step after it; stops the training by returning false.
  std::function<bool(const Step& step)> each_step = {};

  /// Told how the net does on all examples before each `every`th epoch and
  /// after the last; stops the training by returning false.
  std::function<bool(const Progress& progress)> each_report = {};
  int every = 100;

  /// Each report is added to it; nothing, if it is null.
  History* history = nullptr;

  /// Examples that are not trained on.
  const Examples* held_out = nullptr;

  /// Stops after so many reports in a row in which the cost was not below its
  /// lowest, that of the examples held out where there are any; and whatever
  /// ends the training, but an Error, the net has the parameters of the lowest.
  /// 0: does neither.
  int patience = 0;
};

/// Thrown where training meets nan or inf: says after how many epochs, in which
/// example, and at which node it began; or which parameter a step made so. The
/// net keeps what it has learned: its parameters are finite, those before the
/// step, or, if steps had already made one nan or inf, those before the epoch.
class TrainingStopped : public Error {
 public:
  TrainingStopped(int epochs, std::string_view got);
  /// How many were run to their end.
  [[nodiscard]] int epochs() const { return epochs_; }

 private:
  int epochs_;
};

/// Trains the net; returns the number of epochs that were run to their end.
/// Errors: no examples, or inputs and targets that do not fit the net or the
/// loss, also those held out; fewer epochs than 0, or a cost every 0 of them;
/// a patience below 0; a net that is frozen as a whole; TrainingStopped.
///
/// What fits a loss: a cross-entropy and `softmax_squared_error` take scores,
/// so that the net's output is `identity`, not the default. The targets of
/// `binary_cross_entropy` are from 0 to 1; with several outputs they do not
/// exclude each other, in one example at least. Those of the softmax losses
/// are two or more, none below 0, with the sum 1 (to within 1e-6 for each).
///
/// ```cpp
/// Graph graph;
/// const MLP net(graph, {2, 4, 1}, {.output = Activation::identity});
/// const Examples table{{{0, 0}, {0, 1}, {1, 0}, {1, 1}},
///                      {{0}, {1}, {1}, {0}}};
/// TrainingOptions options{.loss = Loss::binary_cross_entropy, .every = 10};
/// options.each_report = [](const Progress& now) { return now.cost > 0.01; };
/// Adam adam(0.1);
/// const int epochs = train(net, table, adam, options);
/// fmt::print("{} epochs\n", epochs);  // prints 180 epochs
/// ```
int train(const MLP& net, const Examples& examples, Optimizer& optimizer,
          const TrainingOptions& options);

}  // namespace gradwalk
