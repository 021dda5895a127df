#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/nn/evaluation.hpp>
#include <gradwalk/nn/optimizer.hpp>

#include "notebook/input_use.hpp"
#include "story/matrix.hpp"
#include "training/iteration.hpp"
#include "training/training_lesson.hpp"

namespace gradwalk::demos {

namespace {

/// The notebook's nets: weights in [0, 1), drawn input by input, no bias, and
/// gradients summed over the examples.
MLPOptions notebook_options() {
  return {.initializer = Initializer::uniform,
          .order = DrawOrder::by_input,
          .bias = false,
          .seed = 42};
}

/// One step of descent from the net's first weights, and what it changes; the
/// weights are put back.
class OneStep {
 public:
  OneStep(const MLP& net, const TrainingPlan& plan, double rate)
      : OneStep(net, plan.data.examples(), plan.loss, plan.reduction, rate) {}

  Matrix outputs_before, outputs_after;
  double error_before, error_after;
  Json weights;

 private:
  OneStep(const MLP& net, const Examples& examples, Loss loss,
          Reduction reduction, double rate) {
    std::vector<double> kept;
    for (const Value w : net.parameters()) kept.push_back(w.value());
    outputs_before = outputs_of(net, examples, loss);
    error_before = cost_of(net, examples, loss, Reduction::mean);
    GradientDescent descent(rate);
    train(net, examples, descent,
          {.epochs = 1, .loss = loss, .reduction = reduction});
    outputs_after = outputs_of(net, examples, loss);
    error_after = cost_of(net, examples, loss, Reduction::mean);
    weights = weights_document(net);
    for (std::size_t i = 0; i < kept.size(); ++i)
      net.parameters()[i].set(kept[i]);
  }
};

class Notebook : public TrainingLesson {
 public:
  Notebook()
      : TrainingLesson({.data = notebook_data(),
                        .hidden = {3},
                        .net = notebook_options(),
                        .rate = 0.1,
                        .epochs = 1000,
                        .reduction = Reduction::sum}) {}
  [[nodiscard]] std::string_view name() const override { return "notebook"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "4-3-1 step by step, every shape and partial";
  }

 protected:
  void introduce(Story& story) override {
    story.title("notebook: one net, shape by shape");
    story.blank();
    story.say(fmt::format(
        "Three examples of four features, {} hidden neuron{}{}, one output, "
        "no bias. The notebook keeps its examples as rows and turns them: X "
        "of (3 × 4) becomes (4 × 3), a column for each example. Its weights "
        "are (inputs × outputs); here a row is a neuron, (outputs × inputs), "
        "as in the other lessons.",
        in_words(plan().hidden.empty() ? 0 : plan().hidden.front()),
        plan().hidden == std::vector<std::size_t>{1} ? "" : "s",
        plan().hidden.size() > 1 ? " in the first of its layers" : ""));
  }

  void begin(Story& story, const MLP& net) override {
    constexpr double small_rate = 0.01;
    const OneStep step(net, plan(), small_rate);
    story.entry("one_step", {{"learning_rate", small_rate},
                             {"outputs_before", step.outputs_before},
                             {"mean_error_before", step.error_before},
                             {"weights", step.weights},
                             {"outputs_after", step.outputs_after},
                             {"mean_error_after", step.error_after}});
    story.heading("One small step, learning rate 0.01");
    story.say(fmt::format(
        "First, what one small step by the gradients changes; how these are "
        "found stands below. The mean error is the mean of {}:",
        plan().loss == Loss::squared_error ? "½(y - output)²" : "the losses"));
    story.blank();
    story.matrix("outputs before", step.outputs_before, Ink::forward);
    story.matrix("outputs after", step.outputs_after, Ink::forward);
    story.line({{"mean error "},
                {story.number(step.error_before), Ink::forward},
                {" → "},
                {story.number(step.error_after), Ink::forward}});
    story.of_sources("The notebook names its error and never computes it.");
    story.pause();
    tell_partials(story, net);
    before_ = InputUse(net, plan().data);
    story.blank();
    story.say("Now from the same first weights, in full.");
    story.pause();
  }

  /// The gradient of the last weights as the notebook multiplies it.
  void tell_partials(Story& story, const MLP& net) const {
    const Graph::Scope scope(net.graph());
    const RecordedBatch batch =
        record_batch(net, plan().data.examples(), plan().loss, plan().reduction,
                     0, plan().data.size());
    batch.cost.backward();
    const IterationNumbers numbers = demos::numbers_of(net, batch);
    const LayerNumbers& last = numbers.layers.back();
    const std::size_t l = numbers.layers.size() - 1;
    const Matrix third =
        l == 0 ? turned(plan().data.inputs) : numbers.layers[l - 1].a;
    const std::string z = numbered("Z", l, net), a = numbered("A", l, net),
                      w = numbered("W", l, net);
    story.heading("The last weights: three partials, and their shapes");
    story.matrix("Y", {plan().data.labels});
    story.matrix("∂cost/∂" + a, last.da, Ink::backward);
    story.matrix(fmt::format("∂{}/∂{}", a, z), last.local);
    story.matrix(fmt::format("∂{}/∂{}", z, w), third);
    story.matrix("∂cost/∂" + w, last.dw, Ink::backward);
    story.blank();
    story.say(fmt::format(
        "The third partial is {}: what came before. The first two are "
        "multiplied number by number, and the result times the third turned "
        "gives the gradient. In the notebook, where weights are turned, {}, {} "
        "and {} give {}.",
        l == 0 ? "X" : numbered("A", l - 1, net), shape_of(last.da),
        shape_of(last.local), shape_of(third), shape_of(turned(last.dw))));
    story.entry("partials", {{"Y", plan().data.labels},
                             {"dA", last.da},
                             {"local", last.local},
                             {"dZ_dW", third},
                             {"dW", last.dw}});
  }

  static Matrix turned(const Matrix& matrix) {
    Matrix result(matrix.front().size());
    for (const std::vector<double>& row : matrix)
      for (std::size_t c = 0; c < row.size(); ++c) result[c].push_back(row[c]);
    return result;
  }

  void tell_use(Story& story, const MLP& net) const {
    const InputUse after(net, plan().data);
    story.entry("input_use",
                {{"before", before_.document()}, {"after", after.document()}});
    std::vector<Line> rows{names_of_columns(
        {"input", "Σ|w| before", "after", "Σ|∂output/∂x| before", "after"})};
    for (std::size_t i = 0; i < after.weights.size(); ++i)
      rows.push_back({{plan().data.features[i]},
                      {story.number(before_.weights[i])},
                      {story.number(after.weights[i]), Ink::forward},
                      {story.number(before_.slopes[i])},
                      {story.number(after.slopes[i]), Ink::backward}});
    const auto most_of = [&](const std::vector<double>& numbers) {
      return plan().data.features[static_cast<std::size_t>(
          std::ranges::max_element(numbers) - numbers.begin())];
    };
    story.say(
        "The notebook says that only the first column is useful. What does "
        "the net make of each input? Its absolute weights, added up, and how "
        "much the output moves with it, added up over the examples:");
    story.blank();
    story.table(rows);
    story.blank();
    story.say(fmt::format(
        "Now its weights are largest for {}, and the output moves most with "
        "{}.",
        most_of(after.weights), most_of(after.slopes)));
    story.blank();
  }

  void conclude(Story& story, const MLP& net, const Results& results) override {
    tell_use(story, net);
    const bool summed = plan().reduction == Reduction::sum;
    const auto examples = static_cast<double>(plan().data.size());
    Json errors = Json::object();
    for (const Progress& report : results.reports)
      errors.append(fmt::format("{}", report.epoch),
                    report.cost / (summed ? examples : 1.0));
    story.entry("mean_error", errors);
    if (!summed)
      story.say("The notebook sums each gradient; here they are averaged.");
    else if (plan().is_plain_descent() && plan().is_full_batch())
      story.say(
          "The notebook sums each gradient over the examples; --reduction mean "
          "averages instead, which with all three in a batch is the same as a "
          "learning rate three times smaller.");
  }

 private:
  InputUse before_;  ///< the training
};

}  // namespace

std::unique_ptr<Lesson> notebook_lesson() {
  return std::make_unique<Notebook>();
}

}  // namespace gradwalk::demos
