#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/labels.hpp>
#include <gradwalk/nn/training.hpp>
#include <numeric>
#include <optional>

#include "finite.hpp"
#include "first_not_finite.hpp"
#include "fit.hpp"
#include "net_batch.hpp"
#include "reports.hpp"

namespace gradwalk {

namespace {

void require_counts(const TrainingOptions& options) {
  if (options.epochs < 0)
    throw Error("train", "0 epochs or more", fmt::format("{}", options.epochs));
  if (options.every < 1)
    throw Error("train", "a cost every 1 epoch or more",
                fmt::format("{}", options.every));
  if (options.patience < 0)
    throw Error("train", "a patience of 0 reports or more",
                fmt::format("{}", options.patience));
  if (options.threads < 1)
    throw Error("train", "1 thread or more",
                fmt::format("{}", options.threads));
}

constexpr int told_digits = 6;

std::string counted(int epochs) {
  return fmt::format("{} epoch{}", epochs, epochs == 1 ? "" : "s");
}

/// A training that goes on.
class Training {
 public:
  Training(const MLP& net, const Examples& examples, Optimizer& optimizer,
           const TrainingOptions& options)
      : net_(net),
        examples_(examples),
        optimizer_(optimizer),
        options_(options),
        reports_(net, examples, options),
        order_(examples.size()) {
    std::iota(order_.begin(), order_.end(), 0u);
  }

  /// The number of epochs that were run to their end.
  int run() {
    const int whole = run_epochs();
    reports_.set_best();
    return whole;
  }

 private:
  int run_epochs() {
    for (int epoch = 0;; ++epoch) {
      if (!reports_.go_on(epoch) || epoch == options_.epochs) return epoch;
      if (!options_.past_nan) keep_parameters();
      const std::optional<int> whole = run_epoch(epoch);
      if (!options_.past_nan)
        require_finite_parameters(whole.value_or(epoch + 1));
      if (whole) return *whole;
    }
  }

  /// A step after each batch. If it was stopped, the number of epochs that
  /// were run to their end.
  std::optional<int> run_epoch(int epoch) {
    if (options_.shuffle != nullptr)
      options_.shuffle->shuffle(std::span(order_));
    const std::size_t size = order_.size();
    const std::size_t most =
        options_.batch == 0 ? size : std::min(options_.batch, size);
    const double scale = options_.schedule ? options_.schedule(epoch) : 1.0;
    for (std::size_t first = 0; first < size; first += most) {
      const std::size_t count = std::min(most, size - first);
      const double cost = backward(epoch, first, count);
      if (!options_.past_nan)
        require_finite(epoch, cost, std::span(order_).subspan(first, count));
      step(scale);
      const std::size_t done = first + count;
      if (options_.each_step && !options_.each_step({epoch, done, size, cost}))
        return epoch + (done == size);
    }
    return std::nullopt;
  }

  void step(double scale) {
    if (options_.clip_norm == std::numeric_limits<double>::infinity())
      return optimizer_.step(net_.trainable(), scale);
    Gradients gradients(net_.trainable());
    gradients.add();
    gradients.clip(options_.clip_norm);
    optimizer_.step(gradients, scale);
  }

  /// The parameters are a run: where their values stand, and the gradients of
  /// a pass that has reached them.
  [[nodiscard]] std::span<const double> parameter_values() const {
    return beside(detail::live("train", first_parameter()).values.data());
  }
  [[nodiscard]] std::span<const double> parameter_gradients() const {
    return beside(detail::live("train", first_parameter()).gradients.data());
  }
  [[nodiscard]] Value first_parameter() const {
    return net_.parameters().front();
  }
  [[nodiscard]] std::span<const double> beside(const double* numbers) const {
    return {numbers + detail::Access::index(first_parameter()),
            net_.parameters().size()};
  }
  void keep_parameters() {
    const std::span<const double> values = parameter_values();
    kept_.assign(values.begin(), values.end());
  }

  /// Those of before this epoch come back where one of them is not finite.
  void require_finite_parameters(int whole) {
    const std::span<const double> values = parameter_values();
    if (all_finite(values)) return;
    const std::string found = first_of(values);
    net_.parameters().set(kept_);
    throw TrainingStopped(whole,
                          fmt::format("{} after {}", found, counted(whole)));
  }

  /// Of these numbers, one for each parameter, the first that is not finite:
  /// `layer1.neuron1.w2 = nan`.
  [[nodiscard]] std::string first_of(std::span<const double> numbers) const {
    std::size_t i = 0;
    while (std::isfinite(numbers[i])) ++i;
    return fmt::format("{} = {}", net_.parameters()[i].name(),
                       number(numbers[i], told_digits));
  }

  /// The cost of some examples, and its gradients, before the step.
  void require_finite(int epoch, double cost,
                      std::span<const std::size_t> examples) {
    if (!std::isfinite(cost))
      stop(epoch, examples, NotFinite::loss,
           "the cost " + number(cost, told_digits));
    if (!all_finite(parameter_gradients()))
      stop(epoch, examples, NotFinite::gradient,
           "the gradient of " + first_of(parameter_gradients()));
  }

  [[noreturn]] void stop(int epoch, std::span<const std::size_t> examples,
                         NotFinite what, const std::string& got) {
    const std::optional<std::string> found =
        first_not_finite(net_, examples_, options_.loss, examples, what);
    if (!all_finite(parameter_values())) net_.parameters().set(kept_);
    const std::string where =
        found ? "first " + *found
              : fmt::format("though each {} is finite",
                            what == NotFinite::loss ? "loss" : "example's");
    throw TrainingStopped(
        epoch, fmt::format("{} after {}, {}", got, counted(epoch), where));
  }

  /// The cost of some examples of the order, and its gradients.
  double backward(int epoch, std::size_t first, std::size_t count) {
    const bool is_told = options_.each_batch && told_ < options_.recorded;
    double cost = 0.0;
    if (is_told || options_.one_by_one) cost = record(epoch, first, count);
    if (options_.one_by_one) return cost;
    if (!batch_)
      batch_.emplace(net_, options_.loss, options_.reduction, false,
                     options_.threads);
    return batch_->backward(examples_, std::span(order_).subspan(first, count));
  }

  /// The same example by example, for who wants to see it.
  double record(int epoch, std::size_t first, std::size_t count) {
    const Graph::Scope scope{net_.graph()};
    const RecordedBatch batch =
        record_batch(net_, examples_, options_.loss, options_.reduction, first,
                     count, order_);
    batch.cost.backward();
    if (options_.each_batch && told_ < options_.recorded) {
      options_.each_batch(epoch, batch);
      ++told_;
    }
    return batch.cost.value();
  }

  const MLP& net_;
  const Examples& examples_;
  Optimizer& optimizer_;
  const TrainingOptions& options_;
  Reports reports_;
  std::vector<std::size_t> order_;
  std::optional<NetBatch> batch_;
  std::vector<double> kept_;  ///< the parameters before this epoch
  std::size_t told_ = 0;      ///< batches
};

}  // namespace

TrainingStopped::TrainingStopped(int epochs, std::string_view got)
    : Error("train", "finite numbers", got), epochs_(epochs) {}

int train(const MLP& net, const Examples& examples, Optimizer& optimizer,
          const TrainingOptions& options) {
  require_counts(options);
  require_fit(net, options.loss, examples);
  require_no_classes(options.loss, examples);
  if (options.held_out != nullptr)
    require_fit(net, options.loss, *options.held_out);
  if (net.trainable().empty())
    throw Error("train", "a parameter that is not frozen", "none");
  return Training(net, examples, optimizer, options).run();
}

}  // namespace gradwalk
