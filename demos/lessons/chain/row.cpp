#include "row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "training/net_matrices.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::array compared{Activation::sigmoid, Activation::tanh,
                              Activation::relu};

/// For each activation.
std::vector<std::vector<double>> passed_back(const RowSize& size,
                                             double weight) {
  std::vector<std::vector<double>> all;
  for (const Activation activation : compared)
    all.push_back(Row(size, activation, weight).passed_back());
  return all;
}

/// A number under each activation's name.
template <class Number> Json by_activation(Number number) {
  Json document = Json::object();
  for (std::size_t k = 0; k < compared.size(); ++k)
    document[std::string(name_of(compared[k]))] = number(k);
  return document;
}

Line names_of_activations(const std::string& first) {
  std::vector<std::string> names{first};
  for (const Activation activation : compared)
    names.emplace_back(name_of(activation));
  return names_of_columns(names);
}

/// The neurons that a table names, from the last to the first.
std::vector<std::size_t> listed(std::size_t neurons) {
  constexpr std::size_t most = 12;
  const std::size_t apart = (neurons + most - 1) / most;
  std::vector<std::size_t> all;
  for (std::size_t at = neurons; at > 1; at -= std::min(apart, at - 1))
    all.push_back(at);
  all.push_back(1);
  return all;
}

Json show_vanishing(Story& story, const RowSize& size) {
  story.heading(fmt::format("A longer row: {} neurons", size.neurons));
  story.say(fmt::format(
      "Now every weight is 1 and every bias 0, so that only the activation "
      "makes a difference. How much does a{0}, the last answer, change with "
      "the z of each neuron? That is ∂a{0}/∂z. Beside sigmoid stand two other "
      "activations: tanh, a sigmoid that goes from -1 to 1 and is steeper, and "
      "relu, which is z above 0, and 0 below:",
      size.neurons));
  story.blank();
  const std::vector<std::vector<double>> passed = passed_back(size, 1.0);
  std::vector<Line> rows{names_of_activations("neuron")};
  for (const std::size_t at : listed(size.neurons)) {
    rows.push_back({{fmt::format("{}", at)}});
    for (const std::vector<double>& column : passed)
      rows.back().push_back({story.number(column[at - 1]), Ink::backward});
  }
  story.table(rows);
  story.blank();
  story.say(
      fmt::format("Each sigmoid multiplies by 0.25 or less, so that only {} is "
                  "left for the first neuron. Its weight hardly learns. This "
                  "is a vanishing gradient.{}",
                  story.number(passed[0][0]),
                  passed[2][0] == 1.0
                      ? " The slope of relu above 0 is 1: it keeps all, one "
                        "reason why deep nets use it."
                      : ""));
  story.pause();
  return by_activation([&](std::size_t k) { return passed[k]; });
}

/// What other weights did to the first neuron's gradient.
void discuss_weights(Story& story, const RowSize& size, double smallest,
                     double largest) {
  const Row sigmoids(size, Activation::sigmoid, largest);
  const Value z = sigmoids.z.back();
  const double slope = sigmoids.passed_back().back();
  if (slope < 0.01) {
    story.say(fmt::format(
        "Large weights make z large, and there sigmoid and tanh are flat. At "
        "weight {} the last sigmoid has z = {} and the slope {}: it is "
        "saturated, and lets next to nothing through.",
        story.number(largest), story.number(z.value()), story.number(slope)));
    story.blank();
  }
  const double grown = Row(size, Activation::relu, largest).passed_back()[0];
  if (grown > 1.0)
    story.say(
        fmt::format("Relu is never flat above 0: there the weights multiply up "
                    "to {}, and the gradient explodes.",
                    story.number(grown)));
  const Row relus(size, Activation::relu, smallest);
  if (relus.passed_back()[0] != 0.0) return;
  const auto dead = std::find_if(relus.z.begin(), relus.z.end(),
                                 [](Value at) { return !(at.value() > 0.0); });
  if (grown > 1.0) story.blank();
  story.say(fmt::format(
      "At weight {} the relu of neuron {} has z = {}. Its answer is 0 and its "
      "slope is 0, so no gradient reaches its weight, and no step changes it. "
      "If z is not above 0 for any example, the neuron never learns again: it "
      "is a dead relu.",
      story.number(smallest), dead - relus.z.begin() + 1,
      story.number(dead->value() + 0.0)));
}

Json show_weights(Story& story, const RowSize& size) {
  constexpr std::array weights{-1.0, 0.5, 1.0, 2.0, 4.0, 10.0};
  story.heading("Would other weights help?");
  story.say(
      fmt::format("What reaches the first neuron, ∂a{}/∂z1, if all weights "
                  "are not 1 but",
                  size.neurons));
  story.blank();
  Json document = Json::array();
  std::vector<Line> rows{names_of_activations("weight")};
  for (const double weight : weights) {
    const std::vector<std::vector<double>> passed = passed_back(size, weight);
    rows.push_back({{story.number(weight)}});
    for (const std::vector<double>& column : passed)
      rows.back().push_back({story.number(column[0]), Ink::backward});
    Json entry{{"weight", weight}};
    entry.update(by_activation([&](std::size_t k) { return passed[k][0]; }));
    document.push_back(entry);
  }
  story.table(rows);
  story.blank();
  discuss_weights(story, size, weights.front(), weights.back());
  story.pause();
  return document;
}

}  // namespace

Row::Row(const RowSize& size, Activation activation, double weight) {
  Value a = graph.parameter(size.x);
  for (std::size_t i = 0; i < size.neurons; ++i) {
    z.push_back(weight * a);
    a = activate(activation, z.back());
  }
  a.backward();
}

std::vector<double> Row::passed_back() const { return gradients_of(z); }

Json show_rows(Story& story, const RowSize& size) {
  const Json by_neuron = show_vanishing(story, size);
  return {{"by_neuron", by_neuron}, {"by_weight", show_weights(story, size)}};
}

Panel rows_panel(const RowSize& size) {
  Panel panel{"What is left of the gradient", "neuron",
              fmt::format("log10 of ∂a{}/∂z", size.neurons)};
  for (const Activation activation : compared) {
    Series& series = panel.series.emplace_back(
        Series{std::string(name_of(activation)), Mark::line, {}});
    const std::vector<double> passed = Row(size, activation, 1.0).passed_back();
    for (std::size_t i = 0; i < passed.size(); ++i)
      series.points.push_back(
          {static_cast<double>(i + 1), std::log10(passed[i])});
  }
  panel.y_range = Range{-unbounded, 0.5};
  return panel;
}

}  // namespace gradwalk::demos
