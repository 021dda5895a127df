#include "distances.hpp"

#include <fmt/format.h>

#include <gradwalk/formula.hpp>
#include <gradwalk/labels.hpp>

#include "training/net_matrices.hpp"

namespace gradwalk::demos {

namespace {

/// `0.6·x2 + 0.2`
std::string written(const Distances::Straight& line, const auto& number) {
  return fmt::format("{}·x2 + {}", number(line.w2),
                     Formula(number(line.b)).within(Formula::Binding::product));
}

}  // namespace

Distances::Distances(Start start) : data(rows_of(or_data(), 0, 2)) {
  SharedNeuron neuron = neuron_on(data, start);
  std::vector<Value> distances, errors;
  for (std::size_t i = 0; i < data.size(); ++i) {
    distances.push_back(neuron.labels[i] - neuron.z[i]);
    errors.push_back(squared_error(neuron.labels[i], neuron.z[i]));
  }
  const Value cost = mean(errors);
  for (Straight& line : lines) {
    line = {neuron.w2.value(),    neuron.b.value(),  values_of(neuron.z),
            values_of(distances), values_of(errors), cost.value()};
    cost.backward();
    Values(neuron.parameters()).update([](double p, double gradient) {
      return p - gradient;
    });
    neuron.graph.forward();
  }
}

void Distances::tell(Story& story) const {
  const auto number = [&](double value) { return story.number(value); };
  story.heading("What is made small: distances to a line");
  story.say(
      "For a moment leave out the sigmoid, and compare y with z. In both "
      "examples x1 is 0, so z = w2·x2 + b is a straight line over x2. y - z is "
      "the vertical distance from the line to an example, and the squared "
      "error pulls the line towards it. The cost pulls towards both at once; "
      "here is what one step of rate 1 does:");
  story.blank();
  std::vector<Line> rows{
      names_of_columns({"line", "x2", "y", "z", "y - z", "½·(y - z)²"})};
  for (const Straight& line : lines)
    for (std::size_t i = 0; i < data.size(); ++i) {
      rows.push_back({{i == 0 ? written(line, number) : ""},
                      {number(data.inputs[i][1])},
                      {number(data.labels[i])}});
      for (const double value : {line.z[i], line.distance[i], line.squared[i]})
        rows.back().push_back({number(value), Ink::forward});
    }
  story.table(rows);
  story.blank();
  story.say(fmt::format(
      "The mean of the last column, the cost, has gone from {} to {}. With the "
      "sigmoid "
      "it is the same game, only that the line is bent before it is compared.",
      number(lines[0].cost), number(lines[1].cost)));
  story.pause();
}

Json Distances::document() const {
  Json document = Json::array();
  for (const Straight& line : lines)
    document.push_back({{"w2", line.w2},
                        {"b", line.b},
                        {"z", line.z},
                        {"distances", line.distance},
                        {"squared_errors", line.squared},
                        {"cost", line.cost}});
  return document;
}

Panel Distances::panel() const {
  Panel panel{"Distances from the line to the examples", "x2, at x1 = 0",
              "y, z"};
  for (const Straight& line : lines) {
    const auto at = [&](double x2) { return Point{x2, line.w2 * x2 + line.b}; };
    panel.series.push_back(
        {"z = " + written(line, [](double x) { return number(x, 4); }),
         Mark::line,
         {at(-0.2), at(1.2)}});
    for (std::size_t i = 0; i < data.size(); ++i) {
      const double x2 = data.inputs[i][1];
      panel.series.push_back({"", Mark::line, {at(x2), {x2, data.labels[i]}}});
    }
  }
  Series& examples =
      panel.series.emplace_back(Series{"the examples", Mark::diamonds, {}});
  for (std::size_t i = 0; i < data.size(); ++i)
    examples.points.push_back({data.inputs[i][1], data.labels[i]});
  return panel;
}

}  // namespace gradwalk::demos
