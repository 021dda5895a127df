#include "training.hpp"

#include <fmt/format.h>

#include "training/countdown.hpp"
#include "training/interrupt.hpp"
#include "training/iteration.hpp"
#include "training/plots.hpp"

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

void tell(Countdown& countdown, const TrainingPlan& plan, const Step& step,
          const std::vector<Report>& reports) {
  const double part =
      static_cast<double>(step.done) / static_cast<double>(step.size);
  countdown.tell(
      fmt::format("epoch {} of {}: {} of {}, cost {}{}", step.epoch + 1,
                  plan.epochs, grouped(step.done), grouped(step.size),
                  fixed(step.cost, 4),
                  reports.empty() ? ""
                                  : fmt::format(", {:.2f}% right in the tests",
                                                reports.back().test_accuracy)),
      (step.epoch + part) / plan.epochs);
}

}  // namespace

Figure digits_figure(const DigitTraining& training) {
  const int epochs =
      training.reports.empty() ? 0 : training.reports.back().epoch;
  Panel cost = panel_over_epochs("Cost over the epochs", "cost", epochs);
  Panel right = panel_over_epochs("Right answers over the epochs",
                                  "right answers in %", epochs);
  cost.series = {{"digits learned from", Mark::line, {}}};
  right.series = {{"digits learned from", Mark::line, {}},
                  {"test digits", Mark::line, {}}};
  for (const Report& report : training.reports) {
    const auto epoch = static_cast<double>(report.epoch);
    cost.series[0].points.push_back({epoch, report.cost});
    right.series[0].points.push_back({epoch, report.train_accuracy});
    right.series[1].points.push_back({epoch, report.test_accuracy});
  }
  right.y_range = Range{0.0, 105.0};
  return {cost, right};
}

Json training_document(const DigitTraining& training) {
  Json document{{"iterations", training.iterations}};
  for (const Report& report : training.reports) {
    const std::string epoch = fmt::format("{}", report.epoch);
    document["costs"][epoch] = report.cost;
    document["train_accuracy"][epoch] = report.train_accuracy;
    document["test_accuracy"][epoch] = report.test_accuracy;
  }
  if (training.stopped)
    document["stopped"] = {{"epoch", training.stopped->epoch},
                           {"digits", training.stopped->done},
                           {"of", training.stopped->size}};
  return document;
}

double percent_right(const Matrix& outputs, const Examples& examples) {
  return 100.0 * accuracy_of(predictions_of(outputs), examples);
}

DigitTraining train_on_digits(const MLP& net, const TrainingPlan& plan,
                              Loss loss, const Examples& train,
                              const Examples& test, Random& random) {
  DigitTraining training;
  const Interrupt interrupt;
  Countdown countdown;

  TrainingOptions options = plan.options();
  options.loss = loss;
  options.shuffle = plan.batch == 0 ? nullptr : &random;
  const std::size_t batch = plan.batch == 0 ? train.size() : plan.batch;
  options.recorded = batch > most_listed ? 0 : listed_iterations;
  options.each_batch = [&](int, const RecordedBatch& recorded) {
    training.iterations.push_back(
        iteration_document(numbers_of(net, recorded)));
  };
  options.each_step = [&](const Step& step) {
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
  gradwalk::train(net, train, *plan.made_optimizer(), options);
  return training;
}

}  // namespace gradwalk::demos
