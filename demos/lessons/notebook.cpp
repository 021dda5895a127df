#include <fmt/format.h>

#include <gradwalk/nn/optimizer.hpp>

#include "frame/boundary.hpp"
#include "frame/iteration.hpp"
#include "frame/training_lesson.hpp"
#include "lessons.hpp"

/// The third source's lessons: its notebook's net, and the two moons.
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
  OneStep(const MLP& net, const Plan& plan, double rate)
      : OneStep(net, plan.data.examples(), plan.reduction, rate) {}

  Matrix outputs_before, outputs_after;
  double error_before, error_after;
  Json weights;

 private:
  OneStep(const MLP& net, const Examples& examples, Reduction reduction,
          double rate) {
    std::vector<double> kept;
    for (const Value w : net.parameters()) kept.push_back(w.value());
    outputs_before = outputs_of(net, examples, Loss::squared_error);
    error_before = cost_of(net, examples, Loss::squared_error, Reduction::mean);
    GradientDescent descent(rate);
    train(net, examples, descent, {.epochs = 1, .reduction = reduction});
    outputs_after = outputs_of(net, examples, Loss::squared_error);
    error_after = cost_of(net, examples, Loss::squared_error, Reduction::mean);
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
  void introduce(Page& page) override {
    page.title("notebook: one net, shape by shape");
    page.blank();
    page.say(
        "Three examples of four features, three hidden neurons, one output, "
        "no bias. The notebook keeps its examples as rows and turns them: X "
        "of (3 × 4) becomes (4 × 3), a column for each example. Its weights "
        "are (inputs × outputs); here a row is a neuron, (outputs × inputs), "
        "as in the other lessons.");
  }

  void begin(Page& page, const MLP& net, Json& document) override {
    constexpr double small_rate = 0.01;
    const OneStep step(net, plan(), small_rate);
    document["one_step"] = {{"learning_rate", small_rate},
                            {"outputs_before", step.outputs_before},
                            {"mean_error_before", step.error_before},
                            {"weights", step.weights},
                            {"outputs_after", step.outputs_after},
                            {"mean_error_after", step.error_after}};
    page.heading("One small step, learning rate 0.01");
    page.say(
        "What the next headings work out in full, a step by the gradients, "
        "changes this much when it is small. The mean error is the mean of "
        "½(y - output)², which the notebook names and never computes:");
    page.blank();
    show_matrix(page, "outputs before", step.outputs_before, Ink::forward);
    show_matrix(page, "outputs after", step.outputs_after, Ink::forward);
    page.line({{"mean error "},
               {page.number(step.error_before), Ink::forward},
               {" → "},
               {page.number(step.error_after), Ink::forward}});
    page.blank();
    page.say("Now from the same first weights, in full.");
    page.pause();
  }

  void conclude(Page& page, const MLP&, Json& document) override {
    const bool summed = plan().reduction == Reduction::sum;
    const auto examples = static_cast<double>(plan().data.size());
    for (const auto& [epoch, cost] : document["costs"].items())
      document["mean_error"][epoch] =
          cost.get<double>() / (summed ? examples : 1.0);
    page.say(
        "The notebook sums each gradient over the examples; --reduction mean "
        "averages instead, which with all three in a batch is the same as a "
        "learning rate three times smaller.");
  }
};

class Moons : public TrainingLesson {
 public:
  Moons()
      : TrainingLesson({.data = {.features = {"x1", "x2"}},
                        .hidden = {10},
                        .net = {.seed = 42},
                        .rate = 0.1,
                        .epochs = 10000,
                        .reduction = Reduction::sum}) {}
  [[nodiscard]] std::string_view name() const override { return "moons"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "two half moons, 200 points, a curved boundary";
  }

 protected:
  void prepare(Plan& plan, Random& random) override {
    plan.data = moons_data(200, 0.1, random);
  }

  void introduce(Page& page) override {
    page.title("moons: two half moons that reach into each other");
    page.blank();
    page.say(
        "200 points, half of them on each of two half circles, with some "
        "noise. No straight line parts them; ten hidden neurons draw a curve. "
        "Long trainings of this kind are chaotic: the accuracy can be relied "
        "on, the last digits of a cost can not.");
  }

  void conclude(Page& page, const MLP& net, Json& document) override {
    const Data& data = plan().data;
    Json wrong = Json::array();
    for (std::size_t i = 0; i < data.size(); ++i)
      if ((answer(net, data.inputs[i]) > 0.5) != (data.labels[i] > 0.5))
        wrong.push_back(data.inputs[i]);
    document["mistakes"] = wrong;
    page.say(
        fmt::format("{} of {} points lie on the wrong side of the curve "
                    "where the output is ½.",
                    wrong.size(), data.size()));
  }
};

}  // namespace

std::unique_ptr<Lesson> notebook() { return std::make_unique<Notebook>(); }
std::unique_ptr<Lesson> moons() { return std::make_unique<Moons>(); }

}  // namespace gradwalk::demos
