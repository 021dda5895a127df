#include "mnist_training.hpp"

#include <fmt/format.h>

#include <numeric>

#include "frame/countdown.hpp"
#include "frame/interrupt.hpp"
#include "frame/iteration.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::size_t most_listed = 64;  ///< examples of a listed iteration
constexpr std::size_t listed_iterations = 2;

/// 60,000
std::string grouped(std::size_t count) {
  std::string text = fmt::format("{}", count);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

/// The order that `train` draws for its first epoch, and its batches.
class FirstEpoch {
 public:
  FirstEpoch(std::size_t size, const Plan& plan, Random random)
      : order_(size),
        batch_(plan.batch == 0 ? size : std::min(plan.batch, size)) {
    std::iota(order_.begin(), order_.end(), 0u);
    if (plan.batch != 0) random.shuffle(std::span(order_));
  }

  /// The batch that begins at `first`, unless there is none or it is large.
  void list(const MLP& net, const Examples& examples, Loss loss,
            Reduction reduction, std::size_t first, Json& iterations) const {
    if (batch_ > most_listed || first >= order_.size()) return;
    const Graph::Scope scope{net.graph()};
    const auto batch =
        record_batch(net, examples, loss, reduction, first,
                     std::min(batch_, order_.size() - first), order_);
    batch.cost.backward();
    iterations.push_back(iteration_document(numbers_of(net, batch)));
  }

 private:
  std::vector<std::size_t> order_;
  std::size_t batch_;
};

void tell(Countdown& countdown, const Plan& plan, const Step& step,
          const std::vector<Report>& reports) {
  const double part =
      static_cast<double>(step.done) / static_cast<double>(step.size);
  countdown.tell(
      fmt::format("epoch {} of {}: {} of {}, cost {:.4f}{}", step.epoch + 1,
                  plan.epochs, grouped(step.done), grouped(step.size),
                  step.cost,
                  reports.empty() ? ""
                                  : fmt::format(", {:.2f}% right in the tests",
                                                reports.back().test_accuracy)),
      (step.epoch + part) / plan.epochs);
}

}  // namespace

double percent_right(const Matrix& outputs, const Examples& examples) {
  return 100.0 * accuracy_of(predictions_of(outputs), examples);
}

DigitTraining train_on_digits(const MLP& net, const Plan& plan, Loss loss,
                              const Examples& train, const Examples& test,
                              Random& random) {
  DigitTraining training;
  const FirstEpoch first(train.size(), plan, random);
  const Interrupt interrupt;
  Countdown countdown;
  if (plan.epochs > 0)
    first.list(net, train, loss, plan.reduction, 0, training.iterations);

  TrainingOptions options;
  options.epochs = plan.epochs;
  options.batch = plan.batch;
  options.loss = loss;
  options.reduction = plan.reduction;
  options.shuffle = plan.batch == 0 ? nullptr : &random;
  options.every = plan.every;
  options.each_step = [&](const Step& step) {
    if (step.epoch == 0 && training.iterations.size() < listed_iterations)
      first.list(net, train, loss, plan.reduction, step.done,
                 training.iterations);
    tell(countdown, plan, step, training.reports);
    if (interrupt.asked()) training.stopped = step;
    return !interrupt.asked();
  };
  options.each_report = [&](const Progress& now) {
    training.reports.push_back(
        {now.epoch, now.cost, 100.0 * now.accuracy,
         percent_right(outputs_of(net, test, loss), test)});
    return true;
  };
  GradientDescent descent(plan.rate);
  gradwalk::train(net, train, descent, options);
  return training;
}

}  // namespace gradwalk::demos
