#include "averages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace gradwalk::demos {

namespace {

/// How the examples disagree about b, if they do.
std::string said_of_signs(const OneByOne& slow) {
  const auto rises = std::ranges::count_if(
      slow.examples, [](const Gradients& one) { return one[2] > 0.0; });
  const auto falls = std::ranges::count_if(
      slow.examples, [](const Gradients& one) { return one[2] < 0.0; });
  if (rises == 0 || falls == 0) return "";
  return fmt::format(
      "They do not agree: by {} of them b should become smaller, by {} "
      "larger. In the sum these partly cancel; what is left is what they want "
      "together. (--plot draws the share of each, its gradient/m, as an "
      "arrow, one behind the other.)",
      in_words(static_cast<std::size_t>(rises)),
      in_words(static_cast<std::size_t>(falls)));
}

}  // namespace

void tell_one_by_one(Story& story, const OneByOne& slow) {
  story.heading("The slow way: one example after another");
  story.say(fmt::format(
      "All of OR has m = {} examples. Record the graph of one, go backward "
      "from its loss, note the gradients; then the next. Add them up, and "
      "at the end divide by m:",
      slow.examples.size()));
  story.blank();
  std::vector<Line> rows{
      names_of_columns({"example", "∂loss/∂w1", "∂loss/∂w2", "∂loss/∂b"})};
  const auto add = [&](std::string what, const Gradients& gradients) {
    rows.push_back({{std::move(what)}});
    for (const double gradient : gradients)
      rows.back().push_back({story.number(gradient), Ink::backward});
  };
  for (std::size_t i = 0; i < slow.examples.size(); ++i)
    add(fmt::format("{}", i + 1), slow.examples[i]);
  add("sum", slow.total);
  add("sum/m", slow.average);
  story.table(rows);
  if (const std::string signs = said_of_signs(slow); !signs.empty()) {
    story.blank();
    story.say(signs);
  }
  story.pause();
}

Panel arrows_panel(const OneByOne& slow) {
  Panel panel{"Each example's share of the average", "∂cost/∂w2", "∂cost/∂b"};
  const Point end{slow.average[1], slow.average[2]};
  panel.series.push_back({"average", Mark::arrows, {{0.0, 0.0}, end}});
  double reach = 0.0;
  Point at{0.0, 0.0};
  const auto m = static_cast<double>(slow.examples.size());
  for (const Gradients& one : slow.examples) {
    const Point next{at.x + one[1] / m, at.y + one[2] / m};
    panel.series.push_back({fmt::format("example {}", panel.series.size()),
                            Mark::arrows,
                            {at, next}});
    at = next;
    reach = std::max({reach, 1.4 * std::abs(at.x), 1.4 * std::abs(at.y)});
  }
  panel.x_range = panel.y_range = Range{-reach, reach};
  return panel;
}

Json tell_wrong_label(Story& story, Start start) {
  const auto turned = [](Data data) {
    data.labels.back() = 1.0 - data.labels.back();
    return data;
  };
  const Data last = rows_of(or_data(), 3, 1);
  const double right = OneByOne(last, start).average[0];
  const double wrong = OneByOne(turned(last), start).average[0];
  story.heading("Why the average? One label that is wrong");
  story.say(fmt::format(
      "Data have mistakes. Say the last example's label was noted wrong, 0 for "
      "1. Then its own ∂loss/∂w1 is {} in place of {}. Take OR's examples over "
      "and over, and turn this one label of all m:",
      story.number(wrong), story.number(right)));
  story.blank();
  std::vector<Line> rows{names_of_columns(
      {"m", "cost", "one label wrong", "∂cost/∂w1", "one label wrong"})};
  Json document = Json::array();
  for (const std::size_t m : {4ul, 40ul, 400ul}) {
    const Data data = rows_of(or_data(), 0, m);
    const SharedNeuron clean = neuron_on(data, start);
    const SharedNeuron noisy = neuron_on(turned(data), start);
    rows.push_back({{fmt::format("{}", m)}});
    for (const Value node : {clean.cost, noisy.cost})
      rows.back().push_back({story.number(node.value()), Ink::forward});
    for (const Value node : {clean.w1, noisy.w1})
      rows.back().push_back({story.number(node.gradient()), Ink::backward});
    document.push_back({{"m", m},
                        {"cost", clean.cost.value()},
                        {"wrong_cost", noisy.cost.value()},
                        {"dw1", clean.w1.gradient()},
                        {"wrong_dw1", noisy.w1.gradient()}});
  }
  story.table(rows);
  story.blank();
  story.say(
      "The wrong label has a share of 1/m: of ten times the examples it moves "
      "the average ten times less. So an average over many examples is a less "
      "noisy gradient than that of one, and the costs of a training fall more "
      "smoothly.");
  story.pause();
  return document;
}

}  // namespace gradwalk::demos
