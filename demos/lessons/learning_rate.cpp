#include <fmt/format.h>

#include <algorithm>

#include "curvature.hpp"
#include "curves.hpp"
#include "descent.hpp"
#include "figures.hpp"
#include "frame/options.hpp"
#include "frame/walk.hpp"
#include "lessons.hpp"
#include "rates.hpp"

namespace gradwalk::demos {

namespace {

Json document_of(const std::vector<Descent>& descents) {
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

  void declare(CLI::App& options) override {
    add_number(options, "--rate", rate_, "one learning rate more");
  }

  Outcome run(Page& page) override {
    page.title("learning-rate: how far to step");
    Json document{{"lesson", name()}};
    document["sigmoid"] = show_sigmoid(page);
    BiasNeuron neuron;
    const Json first = show_first_step(page, neuron);
    const std::string drawing = drawing_of(page, neuron.loss);
    document["true_loss"] = show_true_curve(page, neuron);
    Parabola parabola;
    document["parabola"] = show_parabola(page, parabola);
    document["linear_neuron"] = show_linear_neuron(page, rate_);
    document["cost_after"] = show_long_runs(page, rate_);
    document.update(first);
    return {document, drawing,
            page.style().figure ? learning_rate_figure(rate_) : Figure{}};
  }

 private:
  template <class Curve>
  [[nodiscard]] std::vector<Descent> descents(Curve& curve) const {
    std::vector<Descent> all;
    for (const double rate : with_one_more({0.5, 1.0, 5.0, 50.0, 5e-10}, rate_))
      all.push_back(descend(curve.graph, curve.b, curve.loss, rate));
    return all;
  }

  static Json show_sigmoid(Page& page) {
    page.heading("The curve between the bias and the answer");
    page.line({{"y_hat = sigmoid(z) = 1/(1 + exp(-z))"}});
    page.blank();
    Json document = Json::object();
    std::vector<Line> rows{{{"z"}, {"sigmoid(z)"}, {"its slope"}}};
    for (int at = -6; at <= 6; ++at) {
      Graph graph;
      const Value z = graph.parameter(at);
      const Value y_hat = sigmoid(z);
      y_hat.backward();
      document[fmt::format("{}", at)] = y_hat.value();
      rows.push_back({{page.number(z.value())},
                      {page.number(y_hat.value()), Ink::forward},
                      {page.number(z.gradient()), Ink::backward}});
    }
    page.table(rows);
    page.blank();
    page.say(
        "It is steepest in the middle, and flat at both ends. (The "
        "walkthrough's text has it at about 1 once z is above 2. At 2 it is "
        "0.88; at 6 it is within 0.003 of 1.)");
    page.pause();
    return document;
  }

  Json show_first_step(Page& page, BiasNeuron& neuron) const {
    page.heading("One step");
    page.line({{"b ← b - rate × ∂loss/∂b"}});
    page.blank();
    page.say(
        "The or-gate's neuron sees x1 = 0, x2 = 0, with the label y = 0. No "
        "gradient gets past the inputs to w1 and w2: b alone moves.");
    page.blank();
    show_forward(page, neuron.loss);
    page.blank();
    show_backward(page, neuron.loss);
    page.blank();
    Json first = pass(neuron.loss);
    page.say(
        fmt::format("A step with the learning rate {}:", page.number(rate_)));
    page.blank();
    show_update(page, {neuron.b}, rate_);
    page.blank();
    page.say(
        "The gradient says which way, and how steep it is here. How far to go "
        "is ours to choose: that is the learning rate.");
    page.pause();
    return first;
  }

  Json show_true_curve(Page& page, BiasNeuron& neuron) const {
    page.heading("The neuron's own curve: ½·sigmoid(b)²");
    const std::vector<Descent> all = descents(neuron);
    show_descents(page, all);
    page.say(
        "The larger the rate, the sooner the loss is small: 50 gets there in "
        "one step, and 5e-10 has hardly moved after a thousand. As b falls, "
        "the slope and with it each step gets smaller. "
        "(The walkthrough's text has 50 diverge. On its own neuron it cannot: "
        "a squared error of a sigmoid is never more than ½. And it draws a U; "
        "the loss of this one example only rises with b, so that no step is "
        "too far.)");
    page.pause();
    return document_of(all);
  }

  Json show_parabola(Page& page, Parabola& parabola) const {
    page.heading("A curve with two sides: (b + 2)²/32");
    page.say(fmt::format(
        "At b = 0 this has the same loss, {}, and the same gradient, {}. But "
        "it has a lowest point, b = -2, and rises again behind it:",
        page.number(parabola.loss.value()),
        page.number(parabola.b.gradient())));
    page.blank();
    const double curvature =
        hessian(parabola.graph, parabola.loss, std::vector{parabola.b})[0][0];
    const std::vector<Descent> all = descents(parabola);
    show_descents(page, all);
    page.say(fmt::format(
        "The gradient is {0}·(b + 2), so each step multiplies the distance "
        "b + 2 by 1 - {0}·rate. Beyond rate 2/{0} = {1} that is below -1: each "
        "step lands farther up on the other side, as 50 does.",
        page.number(curvature), page.number(2.0 / curvature)));
    page.pause();
    return document_of(all);
  }

  static std::string verdict(const Descent& descent) {
    if (descent.first_below)
      return fmt::format("step {}", *descent.first_below);
    return descent.diverges ? "never: it diverges"
                            : fmt::format("not in {}", Descent::most);
  }

  /// The first steps of b, and then the loss along the way.
  static void show_descents(Page& page, const std::vector<Descent>& descents) {
    std::vector<Line> bs{{{"rate"}, {"b, step by step"}}};
    std::vector<Line> rows{
        {{"rate"},
         {"1 step"},
         {"10"},
         {"100"},
         {"1000"},
         {fmt::format("first below {}", page.number(Descent::low))}}};
    for (const Descent& descent : descents) {
      std::string walked;
      for (std::size_t i = 0; i < descent.listed.size() && i < 5; ++i)
        walked += (i == 0 ? "" : " → ") + page.number(descent.listed[i].b);
      bs.push_back({{page.number(descent.rate)}, {walked, Ink::forward}});
      Line losses{{page.number(descent.rate)}};
      for (const int steps : {1, 10, 100, 1000}) {
        const auto at = std::find_if(
            descent.listed.begin(), descent.listed.end(),
            [&](const Standing& standing) { return standing.steps == steps; });
        losses.push_back(
            {at == descent.listed.end() ? "too large" : page.number(at->loss),
             Ink::forward});
      }
      losses.push_back({verdict(descent)});
      rows.push_back(losses);
    }
    page.table(bs);
    page.blank();
    page.pause();
    page.say("The loss after so many steps:");
    page.blank();
    page.table(rows);
    page.blank();
  }

  double rate_ = 1.0;
};

}  // namespace

std::unique_ptr<Lesson> learning_rate() {
  return std::make_unique<LearningRate>();
}

}  // namespace gradwalk::demos
