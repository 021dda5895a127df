#pragma once

#include <gradwalk/nn/training.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data.hpp"
#include "story/matrix.hpp"

namespace gradwalk::demos {

/// How many examples are told one by one.
inline constexpr std::size_t most_examples = 8;

/// How the learning rate falls while a net is trained.
struct NamedSchedule {
  std::string_view name;
  Schedule (*over)(int epochs);  ///< of the whole training, 1 or more
};
[[nodiscard]] inline std::string_view name_of(const NamedSchedule& schedule) {
  return schedule.name;
}
[[nodiscard]] std::span<const NamedSchedule> schedules();

/// What a training lesson sets out with; options change it.
struct TrainingPlan {
  Data data{};
  std::vector<std::size_t> hidden{};  ///< neurons of each hidden layer
  MLPOptions net{};
  /// W and b of a net without hidden layers, where the source gives them; not
  /// used once the seed, the initialiser or the layers are chosen.
  std::optional<std::vector<double>> given{};
  /// In place of them: every weight, with biases of 0, whatever the layers.
  std::optional<double> equal{};
  /// In place of all these: neuron by neuron, its weights and its bias.
  std::optional<std::vector<double>> chosen{};
  double rate = 1.0;
  int epochs = 5000;
  int every = 100;
  NamedOptimizer optimizer = optimizers().front();
  std::optional<double> decay{};  ///< L2; else the optimiser's own
  NamedSchedule schedule = schedules().front();
  Loss loss = Loss::squared_error;
  std::size_t batch = 0;  ///< examples a step; 0: all of them
  Reduction reduction = Reduction::mean;
  bool one_by_one = false;      ///< TrainingOptions::one_by_one
  Examples held_out{};          ///< what the cost is told of too, untrained
  bool shuffles = false;        ///< a new order of the batches in each epoch
  bool has_classes = true;      ///< else no answer is right or wrong
  std::string beside_source{};  ///< what its costs beside the source's show
  bool is_source = true;        ///< no option has changed the numbers

  [[nodiscard]] std::vector<std::size_t> sizes() const;
  /// Examples before each step.
  [[nodiscard]] std::size_t step_size() const {
    return is_full_batch() ? data.size() : batch;
  }
  [[nodiscard]] std::unique_ptr<Optimizer> made_optimizer() const;
  /// Gives a net the weights that are given …
  void set_given(const MLP& into) const;
  /// … or chosen. Errors: there are more or fewer than the net has.
  void set_chosen(const MLP& into) const;
  /// What `train` needs to know of it.
  [[nodiscard]] TrainingOptions options() const;
  /// Whether a step is w - rate × gradient, and no more.
  [[nodiscard]] bool is_plain_descent() const {
    return optimizer.name == optimizers().front().name &&
           decay.value_or(0.0) == 0.0;
  }
  /// The rate, with the optimiser, the decay and the schedule where they are
  /// not descent's, none and constant; `rate` is how the story shows it.
  [[nodiscard]] std::string rate_text(const std::string& rate) const;
  [[nodiscard]] bool is_full_batch() const {
    return batch == 0 || batch >= data.size();
  }
};

/// Refuses --hidden if the net would have more parameters than a lesson can
/// hold and show.
void require_parameters(const std::vector<std::size_t>& sizes,
                        std::size_t most = 2'000'000);

/// `1 epoch`, `20 epochs`.
[[nodiscard]] std::string counted_epochs(int epochs);

/// One layer in a step of training, in matrices. W is (outputs × inputs), b is
/// (outputs × 1), the rest (neurons × examples).
struct LayerNumbers {
  Matrix z, a, da, local, dz, dw, db;  ///< local: ∂a/∂z
};
struct IterationNumbers {
  std::vector<LayerNumbers> layers;
  double cost = 0.0;
};

/// A batch after its backward pass, before the step.
struct Iteration {
  int number;  ///< from 1
  const MLP& net;
  const TrainingPlan& plan;
  const RecordedBatch& batch;
  const IterationNumbers& numbers;
};

/// A training that has ended.
struct Trained {
  const MLP& net;
  const TrainingPlan& plan;
  const std::vector<Progress>& reports;
  const std::vector<Progress>& held_out;  ///< none, or one beside each
  bool is_stopped = false;                ///< Interrupt ended it
};

}  // namespace gradwalk::demos
