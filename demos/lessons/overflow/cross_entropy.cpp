#include "cross_entropy.hpp"

#include <fmt/format.h>

#include <gradwalk/graph.hpp>
#include <gradwalk/nn/loss.hpp>

#include "training/plots.hpp"

namespace gradwalk::demos {

Json show_cross_entropy(Story& story, Value loss) {
  story.heading("How wrong is it? Cross-entropy");
  story.say(
      "The label says which class is right: here the first. As probabilities "
      "that is y = [1  0  0], 1 at the label and 0 elsewhere, which is "
      "called one-hot. Cross-entropy is -Σ y·log(p). The zeros leave -log of "
      "the label's probability: 0 if that is 1, and large if it is small. "
      "It is one operation, which subtracts the largest score, too.");
  story.blank();
  loss.backward();
  const Walk walk(loss);
  story.forward(walk);
  story.blank();
  story.backward(walk);
  story.blank();
  story.say(
      "Each score's gradient is p - y: of the label's, its probability - 1; "
      "of the others, their probabilities. It is never large.");
  story.pause();
  return document_of(walk);
}

Json show_underflow(Story& story) {
  story.heading("The other end: numbers too small");
  story.say(
      "A probability can be too small for a double: it is said to underflow, "
      "and becomes 0. Then -log(0) is inf. The loss of the lower of two "
      "scores, by softmax and log, and in one operation:");
  story.blank();
  Graph graph;
  Json document = Json::array();
  std::vector<Line> rows{names_of_columns(
      {"scores", "softmax of the first", "-log of it", "in one"})};
  for (const double higher : {10.0, 100.0, 1000.0}) {
    const std::vector<Value> z{graph.input(0.0), graph.input(higher)};
    const Value p = softmax(z)[0], two = -log(p),
                one = softmax_cross_entropy(z, 0);
    rows.push_back({{fmt::format("0 and {}", story.number(higher))},
                    {story.number(p.value())},
                    {story.number(two.value()), Ink::forward},
                    {story.number(one.value()), Ink::forward}});
    document.push_back({{"z", higher},
                        {"p", p.value()},
                        {"two", two.value()},
                        {"one", one.value()}});
  }
  story.table(rows);
  story.pause();
  return document;
}

Figure softmax_figure() {
  Graph graph;
  const std::vector<Value> z{graph.parameter(0.0, "z1"), graph.input(1.0),
                             graph.input(2.0)};
  const std::vector<Value> p = softmax(z);
  Panel panel{"Softmax of z1, 1 and 2", "z1", "probability"};
  for (std::size_t k = 0; k < p.size(); ++k)
    panel.series.push_back({fmt::format("p{}", k + 1), Mark::line,
                            sweep(graph, z[0], p[k], {-6.0, 8.0})});
  const Value right = graph.parameter(0.5, "p");
  const Value loss = (-log(right)).named("loss");
  Panel losses = slope_panel(graph, right, loss, {0.005, 1.0});
  losses.title = "Cross-entropy, -log of the label's p";
  return {panel, losses};
}

}  // namespace gradwalk::demos
