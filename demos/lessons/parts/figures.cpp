#include "figures.hpp"

#include <fmt/format.h>

#include <gradwalk/gradient_node.hpp>
#include <gradwalk/labels.hpp>
#include <gradwalk/nn/optimizer.hpp>
#include <numeric>

#include "curvature.hpp"
#include "curves.hpp"
#include "descent.hpp"
#include "rates.hpp"
#include "training/plots.hpp"

namespace gradwalk::demos {

namespace {

/// The loss of either label over every answer that there can be, and its slope
/// at ½.
Panel loss_panel() {
  Graph graph;
  const Value y_hat = graph.parameter(0.5, "y_hat");
  const Value loss = squared_error(0.0, y_hat).named("loss");
  const Value other = squared_error(1.0, y_hat);
  const Range all{0.0, 1.0};
  Panel panel = slope_panel(graph, y_hat, loss, all);
  panel.title = "The loss of an answer";
  panel.series[0].name = "if y = 0";
  panel.series.push_back(
      {"if y = 1", Mark::line, sweep(graph, y_hat, other, all)});
  return panel;
}

/// Each rate's first steps, twice: on the curve, and below it, where small ones
/// can be told apart.
void add_steps(Panel& panel, double rate, std::vector<Point> steps) {
  constexpr std::size_t most = 8;
  if (steps.size() > most) steps.resize(most);
  const std::size_t before = panel.series.size() / 2;
  const double lane = 0.5 * *panel.y_step * static_cast<double>(before + 1);
  std::vector<Point> below;
  for (const Point step : steps) below.push_back({step.x, -lane});
  panel.series.push_back(
      {fmt::format("rate {}", number(rate, 4)), Mark::arrows, below});
  panel.series.push_back({"", Mark::trace, steps});
}

Panel sigmoid_panel() {
  Graph graph;
  const Value z = graph.parameter(0.0, "z");
  const Value y_hat = sigmoid(z).named("sigmoid(z)");
  Series marks{"z = 0, 2, 6", Mark::diamonds, {}};
  for (const double at : {0.0, 2.0, 6.0}) {
    z.set(at);
    graph.forward();
    marks.points.push_back({at, y_hat.value()});
  }
  return {"The sigmoid",
          "z",
          "sigmoid(z)",
          {{"1/(1 + exp(-z))", Mark::line, sweep(graph, z, y_hat, {-8.0, 8.0})},
           marks}};
}

/// A curve with room for the steps below it.
Panel steps_panel(const std::string& title, const std::string& x,
                  const std::string& y, std::vector<Point> curve, Range over,
                  double y_step) {
  Panel panel{title, x, y, {{"", Mark::line, std::move(curve)}}};
  panel.x_range = over;
  panel.y_range = Range{-3.7 * y_step, 6.0 * y_step};
  panel.y_step = y_step;
  return panel;
}

/// A loss over b, and each rate's first steps on it.
template <class Curve>
Panel descent_panel(const std::string& title, Range over, double y_step,
                    double one_more_rate) {
  Curve curve;
  Panel panel =
      steps_panel(title, "b", "loss",
                  sweep(curve.graph, curve.b, curve.loss, over), over, y_step);
  for (const double rate :
       with_one_more({0.5, 1.0, 5.0, 50.0, 5e-10}, one_more_rate)) {
    std::vector<Point> steps;
    for (const Standing& at :
         descend(curve.graph, curve.b, curve.loss, rate).listed)
      steps.push_back({at.b, at.loss});
    add_steps(panel, rate, steps);
  }
  return panel;
}

/// The linear neuron's cost along the direction in which it curves most.
/// What a step does in this direction depends on nothing but where it stands
/// in this direction, so that its steps stay on this curve.
class SteepestSlice {
 public:
  [[nodiscard]] Point at(double t) {
    set(t);
    return {t, neuron_.cost.value()};
  }

  [[nodiscard]] std::vector<Point> steps(double rate) {
    GradientDescent descent(rate);
    std::vector<Point> points{at(0.0)};
    for (int step = 0; step < 8; ++step) {
      set(points.back().x);
      neuron_.graph.backward(neuron_.cost);
      descent.step(neuron_.parameters, 1.0);
      double t = 0.0;
      for (std::size_t i = 0; i < start_.size(); ++i)
        t += direction_[i] * (neuron_.parameters[i].value() - start_[i]);
      points.push_back(at(t));
    }
    return points;
  }

 private:
  void set(double t) {
    for (std::size_t i = 0; i < start_.size(); ++i)
      neuron_.parameters[i].set(start_[i] + t * direction_[i]);
    neuron_.graph.forward();
  }

  LinearNeuron neuron_;
  std::vector<double> start_{neuron_.parameters[0].value(),
                             neuron_.parameters[1].value(),
                             neuron_.parameters[2].value()};
  std::vector<double> direction_{
      PowerIteration(hessian(neuron_.graph, neuron_.cost, neuron_.parameters))
          .direction};
};

Panel linear_panel(double one_more_rate) {
  SteepestSlice slice;
  std::vector<Point> curve;
  for (int i = -15; i <= 35; ++i) curve.push_back(slice.at(0.04 * i));
  Panel panel =
      steps_panel("A linear neuron on OR", "way along the steepest direction",
                  "cost", curve, {-0.6, 1.4}, 0.1);
  for (const double rate :
       with_one_more({0.1, 0.5, 1.0, 1.2, 5.0}, one_more_rate))
    add_steps(panel, rate, slice.steps(rate));
  return panel;
}

}  // namespace

Figure or_gate_figure(const OrNumbers& before, const OrNumbers& after) {
  Panel lines = data_panel(or_data());
  lines.title = "Where the answer is ½";
  add_border(lines, "without bias", {before.w1, before.w2, 0.0});
  add_border(lines, fmt::format("b = {}", number(after.b, 4)),
             {after.w1, after.w2, after.b});
  BiasNeuron neuron(before);
  Panel step = slope_panel(neuron.graph, neuron.b, neuron.loss,
                           {before.b - 1.0, before.b + 1.0});
  const Point from{before.b, neuron.loss.value()};
  neuron.b.set(after.b);
  neuron.graph.forward();
  const bool b_alone = before.w1 != after.w1 || before.w2 != after.w2;
  step.series.back() = {b_alone ? "the step of b alone" : "the step",
                        Mark::arrows,
                        {from, {after.b, neuron.loss.value()}}};
  return {sigmoid_panel(), loss_panel(), lines, step};
}

Panel sigmoid_slope_panel() {
  Graph graph;
  const Value z = graph.parameter(0.0, "z");
  const Value slope = gradient_node(sigmoid(z).named("a"), z);
  return {"What a sigmoid passes on: a·(1 - a)",
          "z",
          "∂a/∂z",
          {{"∂a/∂z", Mark::line, sweep(graph, z, slope, {-8.0, 8.0})}}};
}

Figure cost_figure(const SharedNeuron& neuron) {
  Graph graph;
  const Value y_hat =
      graph.parameter(neuron.y_hat[0].value(), "y_hat of example 1");
  const Value loss = squared_error(neuron.labels[0].value(), y_hat);
  const Value cost = mean({loss, graph.input(neuron.losses[1].value())});
  const auto curve = [&](const char* name, Value node) {
    return Series{name, Mark::line, sweep(graph, y_hat, node, {0.0, 1.0})};
  };
  return {{"One loss, and the cost of two",
           y_hat.name(),
           "loss, cost",
           {curve("loss", loss), curve("cost", cost)}},
          {"Their derivatives",
           y_hat.name(),
           "derivative",
           {curve("∂loss/∂y_hat", gradient_node(loss, y_hat)),
            curve("∂cost/∂y_hat", gradient_node(cost, y_hat))}}};
}

Figure learning_rate_figure(double one_more_rate) {
  return {sigmoid_panel(),
          descent_panel<BiasNeuron>("The neuron's own loss: ½·sigmoid(b)²",
                                    {-8.0, 2.0}, 0.05, one_more_rate),
          descent_panel<Parabola>("A parabola: (b + 2)²/32", {-8.0, 5.0}, 0.25,
                                  one_more_rate),
          linear_panel(one_more_rate)};
}

}  // namespace gradwalk::demos
