#include <fmt/format.h>

#include <gradwalk/formula.hpp>

#include "parts/crossings.hpp"
#include "training/training_lesson.hpp"

namespace gradwalk::demos {

namespace {

/// How much of the cost's fall three fifths of the training did, if the rest
/// did little.
std::string said_of_fall(const std::vector<Progress>& reports) {
  const Progress& then = reports[(reports.size() - 1) * 3 / 5];
  const double fall = reports.front().cost - reports.back().cost;
  const double share = (reports.front().cost - then.cost) / fall;
  if (!(fall > 0.0 && share > 0.9 && share < 1.0)) return "";
  return fmt::format(
      "Of all that the cost has fallen, {:.1f}% came before epoch {}: from "
      "there its curve is flat. The nearer the minimum, the smaller are the "
      "gradients, and with them the steps; more epochs make the net only a "
      "little better.",
      100.0 * share, then.epoch);
}

class Or : public TrainingLesson {
 public:
  Or()
      : TrainingLesson(
            {.data = or_data(), .given = std::vector<double>{0.1, 0.6, 0.0}}) {}
  [[nodiscard]] std::string_view name() const override { return "or"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "one neuron learns the whole OR gate";
  }

 protected:
  void introduce(Story& story) override {
    story.title(plan().hidden.empty()
                    ? "or: one neuron learns from all four examples"
                    : "or: a net learns from all four examples");
    story.blank();
    story.say(fmt::format(
        "A straight line can separate the three 1s of the OR gate from its "
        "one 0, so they are linearly separable, and one neuron can find such "
        "a line. Each epoch goes once through all four examples, sums what {}",
        plan().is_full_batch()
            ? "they say about each weight, and takes one step, an iteration."
            : "a batch of them says about each weight, and takes a step for "
              "each batch, an iteration."));
    story.blank();
    story.say(fmt::format(
        "Neurons with the same inputs are a layer, layers behind each other a "
        "net. This one has {}.",
        plan().hidden.empty()
            ? "one layer of one neuron"
            : in_words(plan().hidden.size() + 1) + " layers"));
  }
  void conclude(Story& story, const MLP& net, const Results& results) override {
    if (const std::string fall = said_of_fall(results.reports); !fall.empty()) {
      story.say(fall);
      story.blank();
    }
    story.say(
        "The costs above, drawn over the epochs, are the learning curve.");
    story.blank();
    if (!is_own_net()) return;
    const Values& w = net.parameters();
    const double slope = -w[0].value() / w[1].value();
    const double intercept = -w[2].value() / w[1].value();
    const Crossings crossings(net, plan().loss, [this](double x1, double x2) {
      return inputs_at(x1, x2);
    });
    Json boundary = crossings.document();
    boundary["slope"] = slope;
    boundary["intercept_x2"] = intercept;
    boundary["intercept_x1"] = -w[2].value() / w[0].value();
    story.entry("decision_boundary", boundary);
    story.say(fmt::format(
        "The neuron answers ½ where z = 0: w1·x1 + w2·x2 + b = 0. That is its "
        "decision boundary, the line x2\u00A0=\u00A0{}·x1\u00A0+\u00A0{}: {} "
        "it the answer is 1.",
        story.number(slope),
        Formula(story.number(intercept)).within(Formula::Binding::product),
        w[1].value() > 0.0 ? "above" : "below"));
    story.blank();
    crossings.tell(story);
  }
};

}  // namespace

std::unique_ptr<Lesson> or_lesson() { return std::make_unique<Or>(); }

}  // namespace gradwalk::demos
