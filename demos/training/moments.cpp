#include "moments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/graph.hpp>

namespace gradwalk::demos {

namespace {

std::vector<double> parameters_of(const MLP& net) {
  std::vector<double> values;
  for (const Value parameter : net.parameters())
    values.push_back(parameter.value());
  return values;
}

void set_parameters(const MLP& net, const std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    net.parameters()[i].set(values[i]);
}

/// Each neuron's a over the panel's plane, layer by layer, and the answers.
std::vector<Field> answers_over(const MLP& net, Loss loss,
                                const InputsAt& inputs_at, const Panel& plane) {
  constexpr std::size_t count = 21;
  const Field empty{even(*plane.x_range, count), even(*plane.y_range, count),
                    Matrix(count, std::vector<double>(count))};
  std::vector<Field> fields;
  for (std::size_t row = 0; row < count; ++row)
    for (std::size_t column = 0; column < count; ++column) {
      const Graph::Scope scope{net.graph()};
      std::size_t neuron = 0;
      MLP::Pass pass = net(inputs_at(empty.x[column], empty.y[row]));
      pass.back().a = answers_of(loss, pass.back().a);
      for (const Layer::Output& layer : pass)
        for (const Value a : layer.a) {
          if (neuron == fields.size()) fields.push_back(empty);
          fields[neuron++].values[row][column] = a.value();
        }
    }
  return fields;
}

/// Every second value each way: enough for a small picture.
Field halved(const Field& field) {
  Field half;
  for (std::size_t i = 0; i < field.x.size(); i += 2) {
    half.x.push_back(field.x[i]);
    half.y.push_back(field.y[i]);
    std::vector<double>& row = half.values.emplace_back();
    for (std::size_t k = 0; k < field.x.size(); k += 2)
      row.push_back(field.values[i][k]);
  }
  return half;
}

/// Between which an activation's values are a sigmoid.
std::optional<Range> bounds_of(const ActivationFunction& activation) {
  if (activation == Activation::sigmoid) return Range{0.0, 1.0};
  if (activation == Activation::tanh) return Range{-1.0, 1.0};
  return {};
}

/// Every neuron's panel over the plane of the data, without moments. The line
/// of a hidden one is where its z is 0.
Figure planes_of(const MLP& net, Loss loss, const Data& data) {
  Figure panels;
  for (const Layer& layer : net.layers())
    for (std::size_t n = 0; n < layer.neurons().size(); ++n) {
      Panel& panel = panels.emplace_back(data_panel(data));
      panel.place = Place::page;
      panel.bounds = bounds_of(layer.activation());
      panel.is_small = &layer != &net.layers().back();
      panel.title = panel.is_small
                        ? fmt::format("{} neuron{}", layer.name(), n + 1)
                        : "The output";
      if (!panel.is_small && meaning_of(loss) != OutputMeaning::value)
        panel.bounds = Range{0.0, 1.0};
      if (!panel.is_small) continue;
      panel.series.clear();
      const Graph::Scope scope{net.graph()};
      panel.level = layer.activation()(net.graph().input(0.0)).value();
    }
  return panels;
}

}  // namespace

Moments::Moments(const MLP& net, Loss loss, int epochs)
    : net_(net), loss_(loss) {
  constexpr double count = 16.0;
  for (double i = 0.0; i <= count; ++i)
    epochs_.push_back(static_cast<int>(epochs * (i / count) * (i / count)));
  reach(0);
}

void Moments::reach(int epoch) {
  if (std::binary_search(epochs_.begin(), epochs_.end(), epoch))
    kept_.push_back({epoch, parameters_of(net_)});
}

Figure output_panels(const Moments& moments, const Data& data,
                     const InputsAt& inputs_at) {
  constexpr std::size_t most = 17;  // neurons
  const MLP& net = moments.net();
  const std::vector<double> trained = parameters_of(net);
  Figure panels = planes_of(net, moments.loss(), data);
  for (const auto& [epoch, parameters] : moments.kept()) {
    set_parameters(net, parameters);
    const std::vector<Field> fields =
        answers_over(net, moments.loss(), inputs_at, panels[0]);
    for (std::size_t i = 0; i < panels.size(); ++i)
      panels[i].moments.push_back(
          {epoch, panels[i].is_small ? halved(fields[i]) : fields[i]});
  }
  set_parameters(net, trained);
  std::rotate(panels.begin(), panels.end() - 1, panels.end());
  if (panels.size() > most) panels.resize(1);
  return panels;
}

std::optional<Panel> weights_panel(const Moments& moments) {
  constexpr std::size_t most_neurons = 6, most_lines = 40;
  const MLP& net = moments.net();
  std::size_t neurons = 0;
  for (const Layer& layer : net.layers()) neurons += layer.neurons().size();
  const std::size_t lines = net.parameters().size();
  if (neurons > most_neurons || lines > most_lines) return {};
  Panel panel = panel_over_epochs("Weights and biases over the epochs", "value",
                                  moments.kept().back().epoch);
  panel.y_range.reset();
  panel.place = Place::page;
  for (std::size_t i = 0; i < lines; ++i) {
    const std::string name = net.parameters()[i].name();
    Series& series = panel.series.emplace_back(
        Series{neurons == 1 ? name.substr(name.rfind('.') + 1) : name,
               Mark::line,
               {}});
    for (const auto& [epoch, parameters] : moments.kept())
      series.points.push_back({static_cast<double>(epoch), parameters[i]});
  }
  return panel;
}

}  // namespace gradwalk::demos
