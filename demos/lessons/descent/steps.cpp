#include "steps.hpp"

#include <fmt/format.h>

#include <cmath>

#include "training/net_matrices.hpp"

namespace gradwalk::demos {

namespace {

constexpr double decay = 0.9, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;

/// One number for each of w1, w2 and b, under a name.
struct NamedRow {
  std::string name;
  std::vector<double> numbers;
  Ink ink = Ink::plain;
};

/// A full-batch step: what stood before it, the gradient, what stands after.
struct Taken {
  std::vector<double> before, gradient, after;
};

/// The neuron, and steps on all examples at once.
class Walker {
 public:
  explicit Walker(const Setting& setting)
      : net_(first_neuron(graph_)), examples_(setting.examples()) {}

  Taken step(Optimizer& optimizer) {
    const Graph::Scope scope{graph_};
    Taken taken{values_of(net_.parameters()), {}, {}};
    record_batch(net_, examples_, Loss::squared_error, Reduction::mean, 0,
                 examples_.size())
        .cost.backward();
    taken.gradient = gradients_of(net_.parameters());
    optimizer.step(net_.parameters());
    taken.after = values_of(net_.parameters());
    return taken;
  }

 private:
  Graph graph_;
  MLP net_;
  Examples examples_;
};

Json show_step(Story& story, int number, const std::vector<NamedRow>& all) {
  Json document = Json::object();
  std::vector<Line> rows{names_of_columns({fmt::format("step {}", number)})};
  for (const char* name : parameter_names) rows[0].push_back({name, Ink::name});
  for (const NamedRow& row : all) {
    rows.push_back({{row.name}});
    for (const double one : row.numbers)
      rows.back().push_back({story.number(one), row.ink});
    document[row.name] = row.numbers;
  }
  if (number > 1) story.blank();
  story.table(rows);
  return document;
}

/// f of each number.
template <class F>
std::vector<double> mapped(std::vector<double> numbers, F f) {
  for (double& number : numbers) number = f(number);
  return numbers;
}

}  // namespace

Json show_momentum(Story& story, const Setting& setting) {
  story.heading("Momentum, step by step");
  story.line({{fmt::format("velocity ← {}·velocity + gradient",
                           story.number(decay))}});
  story.line({{"w ← w - rate·velocity"}});
  story.blank();
  story.say(fmt::format(
      "Gradients of one direction add up, as when a ball rolls down: while the "
      "gradient stays the same, the velocity grows to {} times as much. "
      "Gradients that change their sign cancel out. Here on all examples:",
      story.number(std::round(1.0 / (1.0 - decay)))));
  story.blank();
  Walker walker(setting);
  Momentum momentum(setting.rate, decay);
  Json document = Json::array();
  for (const int number : {1, 2}) {
    const Taken taken = walker.step(momentum);
    document.push_back(show_step(story, number,
                                 {{"before", taken.before, Ink::forward},
                                  {"gradient", taken.gradient, Ink::backward},
                                  {"velocity", momentum.state().memory[0]},
                                  {"after", taken.after, Ink::forward}}));
    story.pause();
  }
  return document;
}

Json show_adam(Story& story, const Setting& setting) {
  story.heading("Adam, step by step");
  story.line({{fmt::format("m ← {}·m + {:.3g}·gradient", beta1, 1.0 - beta1)}});
  story.line(
      {{fmt::format("s ← {}·s + {:.3g}·gradient²", beta2, 1.0 - beta2)}});
  story.line({{fmt::format("M = m/(1 - {}^step), S = s/(1 - {}^step)", beta1,
                           beta2)}});
  story.line({{fmt::format("w ← w - rate·M/(√S + {})", epsilon)}});
  story.blank();
  Adam adam(0.1 * setting.rate, beta1, beta2, epsilon);
  story.say(fmt::format(
      "m is a mean of the last gradients and s of their squares; both begin at "
      "0, and M and S make up for that. √S is the size of a usual gradient, so "
      "M/√S is near 1 or -1 where gradients agree, whatever their size, and "
      "near 0 where they do not. A step is never much longer than the rate. So "
      "Adam's rate is another: here a tenth of the others', {}.",
      story.number(adam.rate())));
  story.blank();
  Walker walker(setting);
  Json document = Json::array();
  for (const int number : {1, 2}) {
    const Taken taken = walker.step(adam);
    const auto corrected = [&](std::size_t list, double beta) {
      return mapped(adam.state().memory[list], [&](double moment) {
        return moment / (1.0 - std::pow(beta, number));
      });
    };
    document.push_back(show_step(
        story, number,
        {{"before", taken.before, Ink::forward},
         {"gradient", taken.gradient, Ink::backward},
         {"m", adam.state().memory[0]},
         {"s", adam.state().memory[1]},
         {"M", corrected(0, beta1)},
         {"√S",
          mapped(corrected(1, beta2), [](double s) { return std::sqrt(s); })},
         {"after", taken.after, Ink::forward}}));
    story.pause();
  }
  return document;
}

}  // namespace gradwalk::demos
