#include <fmt/format.h>

#include <algorithm>

#include "parts/curvature.hpp"
#include "parts/curves.hpp"
#include "parts/descent.hpp"
#include "parts/figures.hpp"
#include "parts/rates.hpp"
#include "story/lesson.hpp"

namespace gradwalk::demos {

namespace {

Json document_of_descents(const std::vector<Descent>& descents) {
  Json document = Json::object();
  for (const Descent& descent : descents) {
    Json steps = Json::array();
    for (const Standing& at : descent.listed)
      steps.push_back({at.steps, at.b, at.loss, at.gradient});
    Json& entry = document[key(descent.rate)];
    entry["steps"] = steps;
    entry["first_below_1e-3"] =
        descent.first_below ? Json(*descent.first_below) : Json();
  }
  return document;
}

class LearningRate : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override {
    return "learning-rate";
  }
  [[nodiscard]] std::string_view teaches() const override {
    return "how far to step: too slow, just right, too far";
  }

  void declare(Options& options) override {
    options.number("--rate", rate_, "one learning rate more");
  }

  void tell(Story& story) override {
    story.title("learning-rate: how far to step");
    story.entry("lesson", name());
    story.entry("sigmoid", show_sigmoid(story));
    BiasNeuron neuron;
    const Json first = show_first_step(story, neuron);
    story.entry("true_loss", show_true_curve(story, neuron));
    Parabola parabola;
    story.entry("parabola", show_parabola(story, parabola));
    story.entry("cost_after", show_long_runs(story, rate_));
    story.entry("linear_neuron", show_linear_neuron(story, rate_));
    story.entries(first);
    story.figure([this] { return learning_rate_figure(rate_); });
  }

 private:
  template <class Curve>
  [[nodiscard]] std::vector<Descent> descents(Curve& curve) const {
    std::vector<Descent> all;
    for (const double rate : with_one_more({0.5, 1.0, 5.0, 50.0, 5e-10}, rate_))
      all.push_back(descend(curve.graph, curve.b, curve.loss, rate));
    return all;
  }

  static Json show_sigmoid(Story& story) {
    story.heading("The curve between the bias and the answer");
    story.line({{"y_hat = sigmoid(z) = 1/(1 + exp(-z))"}});
    story.blank();
    Json document = Json::object();
    std::vector<Line> rows{names_of_columns({"z", "sigmoid(z)", "its slope"})};
    for (int at = -6; at <= 6; ++at) {
      Graph graph;
      const Value z = graph.parameter(at);
      const Value y_hat = sigmoid(z);
      y_hat.backward();
      document[fmt::format("{}", at)] = y_hat.value();
      rows.push_back({{story.number(z.value())},
                      {story.number(y_hat.value()), Ink::forward},
                      {story.number(z.gradient()), Ink::backward}});
    }
    story.table(rows);
    story.blank();
    story.say(
        "It is steepest in the middle, and flat at both ends: there a neuron "
        "hardly learns, which is called saturation.");
    story.of_sources(
        "The walkthrough's text has it at about 1 once z is above 2. At 2 it "
        "is 0.88; at 6 it is within 0.003 of 1.");
    story.pause();
    return document;
  }

  Json show_first_step(Story& story, BiasNeuron& neuron) const {
    story.heading("One step");
    story.line({{"b ← b - rate × ∂loss/∂b"}});
    story.blank();
    story.say(
        "The or-gate's neuron sees x1 = 0, x2 = 0, with the label y = 0. No "
        "gradient gets past the inputs to w1 and w2: b alone moves.");
    story.blank();
    const Walk walk(neuron.loss);
    story.forward(walk);
    story.blank();
    story.backward(walk);
    story.drawing(1, neuron.loss);
    story.blank();
    story.say(
        fmt::format("A step with the learning rate {}:", story.number(rate_)));
    story.blank();
    story.update({&neuron.b, 1}, rate_);
    story.blank();
    story.say(
        "The gradient says which way, and how steep it is here. How far to go "
        "is ours to choose: the learning rate is a hyper-parameter, a number "
        "that is chosen and not learned.");
    story.pause();
    return document_of(walk);
  }

  Json show_true_curve(Story& story, BiasNeuron& neuron) const {
    story.heading("The neuron's own curve: ½·sigmoid(b)²");
    const std::vector<Descent> all = descents(neuron);
    show_descents(story, all);
    story.say(
        "The larger the rate, the sooner the loss is small: 50 gets there in "
        "one step, and 5e-10 has hardly moved after a thousand. As b falls, "
        "the slope and with it each step gets smaller. The loss of this one "
        "example only rises with b, so that no step is too far.");
    story.of_sources(
        "The walkthrough's text has 50 diverge. On its own neuron it cannot: a "
        "squared error of a sigmoid is never more than ½. And it draws a U.");
    story.pause();
    return document_of_descents(all);
  }

  Json show_parabola(Story& story, Parabola& parabola) const {
    story.heading("A curve with two sides: (b + 2)²/32");
    story.say(fmt::format(
        "At b = 0 this has the same loss, {}, and the same gradient, {}. But "
        "it has a lowest point, b = -2, and rises again behind it:",
        story.number(parabola.loss.value()),
        story.number(parabola.b.gradient())));
    story.blank();
    const double curvature =
        hessian(parabola.graph, parabola.loss, std::vector{parabola.b})[0][0];
    const std::vector<Descent> all = descents(parabola);
    show_descents(story, all);
    story.say(fmt::format(
        "The gradient is {0}·(b + 2), so each step multiplies the distance "
        "b + 2 by 1 - {0}·rate. Beyond rate 2/{0} = {1} that is below -1: each "
        "step lands farther up on the other side, as 50 does.",
        story.number(curvature), story.number(2.0 / curvature)));
    story.pause();
    return document_of_descents(all);
  }

  static std::string verdict(const Descent& descent) {
    if (descent.first_below)
      return fmt::format("step {}", *descent.first_below);
    return descent.diverges ? "never: it diverges"
                            : fmt::format("not in {}", Descent::most);
  }

  /// The first steps of b, and then the loss along the way.
  static void show_descents(Story& story,
                            const std::vector<Descent>& descents) {
    std::vector<Line> bs{names_of_columns({"rate", "b, step by step"})};
    std::vector<Line> rows{names_of_columns(
        {"rate", "1 step", "10", "100", "1000",
         fmt::format("first below {}", story.number(Descent::low))})};
    for (const Descent& descent : descents) {
      std::string walked;
      for (std::size_t i = 0; i < descent.listed.size() && i < 5; ++i)
        walked += (i == 0 ? "" : " → ") + story.number(descent.listed[i].b);
      bs.push_back({{story.number(descent.rate)}, {walked, Ink::forward}});
      Line losses{{story.number(descent.rate)}};
      for (const int steps : {1, 10, 100, 1000}) {
        const auto at = std::find_if(
            descent.listed.begin(), descent.listed.end(),
            [&](const Standing& standing) { return standing.steps == steps; });
        losses.push_back(
            {at == descent.listed.end() ? "too large" : story.number(at->loss),
             Ink::forward});
      }
      losses.push_back({verdict(descent)});
      rows.push_back(losses);
    }
    story.table(bs);
    story.blank();
    story.pause();
    story.say("The loss after so many steps:");
    story.blank();
    story.table(rows);
    story.blank();
  }

  double rate_ = 1.0;
};

}  // namespace

std::unique_ptr<Lesson> learning_rate_lesson() {
  return std::make_unique<LearningRate>();
}

}  // namespace gradwalk::demos
