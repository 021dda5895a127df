#include "hidden_lines.hpp"

#include <fmt/format.h>

#include <cmath>

#include "moments.hpp"
#include "net_matrices.hpp"

namespace gradwalk::demos {

namespace {

/// The layer at one moment.
struct Hidden {
  Matrix weights;  ///< neurons × (w1, w2, b)
  Matrix answers;  ///< neurons × examples
};

Hidden hidden_of(const MLP& net, const Data& data) {
  const Layer& layer = net.layers().front();
  Hidden hidden;
  for (const Neuron& neuron : layer.neurons()) {
    std::vector<double>& row =
        hidden.weights.emplace_back(values_of(neuron.weights()));
    row.push_back(neuron.bias() ? neuron.bias()->value() : 0.0);
  }
  Matrix by_example;
  for (const std::vector<double>& inputs : data.inputs) {
    const Graph::Scope scope{net.graph()};
    by_example.push_back(values_of(net(inputs).front().a));
  }
  hidden.answers = transposed(by_example);
  return hidden;
}

Hidden hidden_before(const Moments& moments, const Data& data) {
  const MLP& net = moments.net();
  const std::vector<double> trained = values_of(net.parameters());
  net.parameters().set(moments.kept().front().parameters);
  const Hidden hidden = hidden_of(net, data);
  net.parameters().set(trained);
  return hidden;
}

/// `x2 = -0.5·x1 + 1`: where w1·x1 + w2·x2 + b is 0.
std::string line_of(const Story& story, const std::vector<double>& weights,
                    const std::vector<std::string>& x) {
  const double w1 = weights[0], w2 = weights[1], b = weights[2];
  // Adding 0 makes 0 of -0.
  if (w2 == 0.0)
    return w1 == 0.0 ? "none" : x[0] + " = " + story.number(-b / w1 + 0.0);
  const double rise = -b / w2;
  return fmt::format("{} = {}·{} {} {}", x[1], story.number(-w1 / w2 + 0.0),
                     x[0], rise < 0.0 ? "-" : "+",
                     story.number(std::abs(rise)));
}

std::vector<Line> line_rows(const Story& story, const Hidden& before,
                            const Hidden& after,
                            const std::vector<std::string>& features) {
  std::vector<Line> rows{names_of_columns({"neuron", "before", "after"})};
  for (std::size_t n = 0; n < before.weights.size(); ++n)
    rows.push_back({{fmt::format("{}", n + 1)},
                    {line_of(story, before.weights[n], features)},
                    {line_of(story, after.weights[n], features)}});
  return rows;
}

std::vector<Line> answer_rows(const Story& story, const Hidden& before,
                              const Hidden& after, const Data& data) {
  std::vector<Line> rows{names_of_columns({"neuron", ""})};
  for (const std::vector<double>& inputs : data.inputs)
    rows[0].push_back({story.row(inputs), Ink::name});
  for (std::size_t n = 0; n < before.answers.size(); ++n)
    for (const Hidden* hidden : {&before, &after}) {
      const bool is_first = hidden == &before;
      rows.push_back({{is_first ? fmt::format("{}", n + 1) : ""},
                      {is_first ? "before" : "after"}});
      for (const double answer : hidden->answers[n])
        rows.back().push_back({story.number(answer), Ink::forward});
    }
  rows.push_back({{"label"}, {""}});
  for (const double label : data.labels)
    rows.back().push_back({story.number(label)});
  return rows;
}

Panel panel_of(const std::string& title, const Hidden& hidden,
               const Data& data) {
  Panel panel = data_panel(data);
  panel.title = title;
  panel.place = Place::picture;
  for (std::size_t n = 0; n < hidden.weights.size(); ++n)
    add_border(panel, fmt::format("neuron {}", n + 1), hidden.weights[n]);
  return panel;
}

Json lines_document(const Hidden& hidden) {
  return {{"weights", hidden.weights}, {"answers", hidden.answers}};
}

}  // namespace

bool has_hidden_lines(const MLP& net) {
  constexpr std::size_t most = 6;
  return net.sizes().size() > 2 && net.sizes()[0] == 2 &&
         net.sizes()[1] <= most;
}

void tell_hidden_lines(Story& story, const Moments& moments, const Data& data,
                       const std::vector<std::size_t>& predictions) {
  const Hidden before = hidden_before(moments, data),
               after = hidden_of(moments.net(), data);
  const std::vector<std::string>& x = data.features;
  story.heading("What the hidden neurons have learned");
  story.say(fmt::format(
      "A neuron of the first layer parts the plane of {0} and {1} by a line, "
      "w1·{0} + w2·{1} + b = 0: there its z is 0, on one side it is above, on "
      "the other below. Before the training and after it:",
      x[0], x[1]));
  story.blank();
  story.wide_table(line_rows(story, before, after, x), 1);
  story.blank();
  story.say(fmt::format("What each answers to [{}  {}]:", x[0], x[1]));
  story.blank();
  story.wide_table(answer_rows(story, before, after, data), 2);
  story.blank();
  story.say(
      moments.net().layers().size() == 2
          ? fmt::format("These answers are all that the output neuron sees. "
                        "It draws its own border among them, not among {} and "
                        "{}, and is right for {} of {} examples.",
                        x[0], x[1],
                        std::lround(accuracy_of(predictions, data.examples()) *
                                    static_cast<double>(data.size())),
                        data.size())
          : "These answers are all that the next layer sees. Its neurons draw "
            "their borders among them.");
  story.blank();
  story.pause();
  story.entry("hidden", {{"before", lines_document(before)},
                         {"after", lines_document(after)}});
}

Figure hidden_line_panels(const Moments& moments, const Data& data) {
  return {panel_of("Lines of the hidden neurons, before",
                   hidden_before(moments, data), data),
          panel_of("Lines of the hidden neurons, after",
                   hidden_of(moments.net(), data), data)};
}

}  // namespace gradwalk::demos
