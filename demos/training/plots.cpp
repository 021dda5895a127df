#include "plots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/labels.hpp>

#include "boundary.hpp"
#include "hidden_lines.hpp"
#include "moments.hpp"
#include "plan.hpp"

namespace gradwalk::demos {

namespace {

/// The range of some numbers, and some room on either side.
Range around(const Data& data, std::size_t feature) {
  double from = data.inputs.front()[feature], to = from;
  for (const std::vector<double>& row : data.inputs) {
    from = std::min(from, row[feature]);
    to = std::max(to, row[feature]);
  }
  const double room = 0.35 * (to > from ? to - from : 1.0);
  return {from - room, to + room};
}

int last_epoch(std::span<const Progress> reports) {
  return reports.empty() ? 0 : reports.back().epoch;
}

Field outputs_over(const MLP& net, Loss loss, const InputsAt& inputs_at,
                   Range x1, Range x2) {
  constexpr std::size_t count = 81;
  Field field{even(x1, count), even(x2, count), {}};
  for (const double y : field.y) {
    std::vector<double>& row = field.values.emplace_back();
    for (const double x : field.x)
      row.push_back(answer(net, loss, inputs_at(x, y)));
  }
  return field;
}

Panel still(Panel panel) {
  panel.place = Place::picture;
  return panel;
}

void add_held_out(Panel& panel, std::span<const Progress> reports) {
  if (reports.empty()) return;
  panel.series.front().name = "rows learned from";
  Series costs{"rows of the test", Mark::line, {}};
  for (const Progress& report : reports)
    costs.points.push_back({static_cast<double>(report.epoch), report.cost});
  panel.series.push_back(costs);
}

Figure figure_of_plane(const MLP& net, Loss loss, const Data& data,
                       std::span<const Progress> reports,
                       const InputsAt& inputs_at) {
  return {still(data_panel(data)), cost_panel(reports),
          still(boundary_panel(net, loss, data, inputs_at, false)),
          still(boundary_panel(net, loss, data, inputs_at, true))};
}

}  // namespace

std::vector<double> even(Range range, std::size_t count) {
  std::vector<double> points;
  for (std::size_t i = 0; i < count; ++i)
    points.push_back(range.from + (range.to - range.from) *
                                      static_cast<double>(i) /
                                      static_cast<double>(count - 1));
  return points;
}

Panel panel_over_epochs(const std::string& title, const std::string& y,
                        int epochs) {
  constexpr int few = 8;  // where gnuplot would number half epochs
  Panel panel{title, "epoch", y};
  panel.y_range = Range{0.0, unbounded};
  if (epochs <= few) panel.x_step = 1.0;
  return panel;
}

Panel cost_panel(std::span<const Progress> reports) {
  Panel panel =
      panel_over_epochs("Cost over the epochs", "cost", last_epoch(reports));
  Series& costs = panel.series.emplace_back(Series{"cost", Mark::line, {}});
  for (const Progress& report : reports)
    costs.points.push_back({static_cast<double>(report.epoch), report.cost});
  return panel;
}

Panel accuracy_panel(std::span<const Progress> reports) {
  Panel panel = panel_over_epochs("Accuracy over the epochs",
                                  "right answers in %", last_epoch(reports));
  Series& shares = panel.series.emplace_back(Series{"accuracy", {}, {}});
  for (const Progress& report : reports)
    shares.points.push_back(
        {static_cast<double>(report.epoch), 100.0 * report.accuracy});
  panel.y_range = Range{0.0, 105.0};
  return panel;
}

Panel data_panel(const Data& data) {
  Panel panel{"The examples", data.features[0], data.features[1]};
  Series zeros{"label 0", Mark::circles, {}};
  Series ones{"label 1", Mark::diamonds, {}};
  for (std::size_t i = 0; i < data.size(); ++i)
    (data.labels[i] > 0.5 ? ones : zeros)
        .points.push_back({data.inputs[i][0], data.inputs[i][1]});
  panel.series = {zeros, ones};
  panel.x_range = around(data, 0);
  panel.y_range = around(data, 1);
  return panel;
}

void add_border(Panel& panel, const std::string& name,
                const std::vector<double>& weights) {
  const double w1 = weights[0], w2 = weights[1], b = weights[2];
  const Range x = *panel.x_range, y = *panel.y_range;
  const auto y_at = [&](double at) { return -(w1 * at + b) / w2; };
  const auto x_at = [&](double at) { return -(w2 * at + b) / w1; };
  Series line{name, Mark::line, {}};
  for (const double end : {x.from, x.to})
    if (w2 != 0.0) line.points.push_back({end, y_at(end)});
  // Where it leaves the panel above or below, it ends there.
  for (std::size_t i = 0; i < line.points.size() && w1 != 0.0; ++i)
    if (const double inside = std::clamp(line.points[i].y, y.from, y.to);
        inside != line.points[i].y)
      line.points[i] = {x_at(inside), inside};
  if (w2 == 0.0 && w1 != 0.0)
    line.points = {{x_at(y.from), y.from}, {x_at(y.to), y.to}};
  if (!line.points.empty()) panel.series.push_back(line);
}

Panel boundary_panel(const MLP& net, Loss loss, const Data& data,
                     const InputsAt& inputs_at, bool shaded) {
  Panel panel = data_panel(data);
  panel.field =
      outputs_over(net, loss, inputs_at, *panel.x_range, *panel.y_range);
  panel.title = shaded ? "The output, from 0 to 1"
                : has_border(*panel.field)
                    ? "The decision boundary"
                    : "No boundary: the output never crosses ½";
  panel.shaded = shaded;
  return panel;
}

Figure training_figure(const Moments& moments, const TrainingPlan& plan,
                       const History& history, const InputsAt& inputs_at) {
  constexpr std::size_t few = 8;
  const Data& data = plan.data;
  const std::vector<Progress>& reports = history.trained;
  const MLP& net = moments.net();
  const bool is_plane = data.features.size() >= 2 &&
                        inputs_at(0.0, 0.0).size() == data.features.size();
  Figure figure{cost_panel(reports)};
  if (is_plane) {
    figure = figure_of_plane(net, moments.loss(), data, reports, inputs_at);
    if (has_hidden_lines(net))
      for (Panel& panel : hidden_line_panels(moments, data))
        figure.push_back(std::move(panel));
    for (Panel& panel : output_panels(moments, data, inputs_at))
      figure.push_back(std::move(panel));
  } else if (data.size() > few && plan.has_classes) {
    figure.push_back(accuracy_panel(reports));
  }
  for (Panel& panel : figure)
    if (panel.y == "cost") add_held_out(panel, history.held_out);
  if (const std::optional<Panel> weights = weights_panel(moments))
    figure.push_back(*weights);
  return figure;
}

std::vector<Point> sweep(Graph& graph, Value leaf, Value node, Range range) {
  const double kept = leaf.value();
  std::vector<Point> curve;
  for (const double x : even(range, 201)) {
    leaf.set(x);
    graph.forward();
    curve.push_back({x, node.value()});
  }
  leaf.set(kept);
  graph.forward();
  return curve;
}

std::vector<Point> tangent(Graph& graph, Value leaf, Value node, double reach) {
  graph.backward(node);
  const double rise = leaf.gradient() * reach;
  return {{leaf.value() - reach, node.value() - rise},
          {leaf.value() + reach, node.value() + rise}};
}

Panel slope_panel(Graph& graph, Value leaf, Value node, Range range) {
  const double reach = (range.to - range.from) / 5.0;
  const std::vector<Point> touching = tangent(graph, leaf, node, reach);
  const std::string name = fmt::format("slope ∂{}/∂{} = {}", node.name(),
                                       leaf.name(), number(leaf.gradient(), 4));
  return {fmt::format("{} as {} is changed", node.name(), leaf.name()),
          leaf.name(),
          node.name(),
          {{node.name(), Mark::line, sweep(graph, leaf, node, range)},
           {name, Mark::line, touching},
           {"here", Mark::diamonds, {{leaf.value(), node.value()}}}},
          {},
          false,
          range};
}

void share_y_range(std::span<Panel> panels) {
  Range all{unbounded, -unbounded};
  for (const Panel& panel : panels)
    for (const Series& series : panel.series)
      for (const Point point : series.points) {
        all.from = std::min(all.from, point.y);
        all.to = std::max(all.to, point.y);
      }
  const double room = 0.05 * (all.to - all.from);
  for (Panel& panel : panels)
    panel.y_range = Range{all.from - room, all.to + room};
}

}  // namespace gradwalk::demos
