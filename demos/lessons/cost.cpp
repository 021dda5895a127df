#include <fmt/format.h>

#include "cost/averages.hpp"
#include "cost/distances.hpp"
#include "parts/figures.hpp"
#include "parts/one_by_one.hpp"
#include "parts/three_ways.hpp"
#include "story/lesson.hpp"
#include "training/net_matrices.hpp"
#include "why/derivations.hpp"

namespace gradwalk::demos {

namespace {

/// What is printed and written of the first two examples.
struct Two {
  SharedNeuron neuron;
  std::vector<Value> differences, squares;
  std::vector<double> dloss, dcost;  ///< by each y_hat

  explicit Two(Start start)
      : neuron(neuron_on(rows_of(or_data(), 0, 2), start)) {
    for (std::size_t i = 0; i < neuron.losses.size(); ++i) {
      differences.push_back(neuron.labels[i] - neuron.y_hat[i]);
      squares.push_back(square(differences[i]));
      neuron.losses[i].backward();
      dloss.push_back(neuron.y_hat[i].gradient());
    }
    neuron.cost.backward();
    for (const Value y_hat : neuron.y_hat) dcost.push_back(y_hat.gradient());
  }
};

/// A matrix of one row.
Json row(const std::vector<double>& values) { return Matrix{values}; }

Json document_of_two(const Two& two) {
  return {{"Y", row(values_of(two.neuron.labels))},
          {"Y_hat", row(values_of(two.neuron.y_hat))},
          {"difference", row(values_of(two.differences))},
          {"hadamard_square", row(values_of(two.squares))},
          {"losses", values_of(two.neuron.losses)},
          {"cost", two.neuron.cost.value()},
          {"dCost_dYhat", row(two.dcost)},
          {"dLoss_dYhat", row(two.dloss)}};
}

Json document_of_slow(const OneByOne& slow) {
  Json document = Json::object();
  for (std::size_t k = 0; k < parameter_names.size(); ++k)
    for (const Gradients& example : slow.examples)
      document[fmt::format("delta_{}", parameter_names[k])].push_back(
          example[k]);
  for (std::size_t k = 0; k < parameter_names.size(); ++k)
    document[fmt::format("Delta_{}", parameter_names[k])] = slow.total[k];
  document["average"] = by_name(slow.average);
  return document;
}

class Cost : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "cost"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "from one example's loss to the cost of all";
  }

  void declare(Options& options) override {
    options.data("--w1", start_.w1, "the first weight");
    options.data("--w2", start_.w2, "the second weight");
    options.flag("--times", timed_, "measure what each way takes");
  }

  void tell(Story& story) override {
    story.title("cost: from one example's loss to the cost of all");
    const Two two(start_);
    const Walk walk(two.neuron.cost);
    const Distances distances(start_);
    show_losses(story, two);
    distances.tell(story);
    show_cost(story, walk);
    show_derivatives(story, two, walk);

    const OneByOne slow(or_data(), start_);
    const SharedNeuron together = neuron_on(or_data(), start_);
    tell_one_by_one(story, slow);
    show_together(story, slow, together);

    const Json wrong = tell_wrong_label(story, start_);

    story.entries({{"lesson", name()},
                   {"distances", distances.document()},
                   {"cost_simple", document_of_two(two)},
                   {"slow", document_of_slow(slow)},
                   {"together", by_name(gradients_of(together))},
                   {"wrong_label", wrong}});
    story.entry("nodes", show_work(story));
    story.entry("batch", show_batch(story, start_, timed_));
    story.entries(document_of(walk));
    story.drawing(1, two.neuron.cost);
    story.figure([&] {
      Figure figure = cost_figure(two.neuron);
      figure.push_back(distances.panel());
      figure.push_back(arrows_panel(slow));
      return figure;
    });
  }

 private:
  static void show_losses(Story& story, const Two& two) {
    story.heading("Loss: how wrong one answer is");
    story.line({{"loss = ½·(y - y_hat)²"}});
    story.blank();
    story.say(
        "One neuron with a sigmoid answers the first two examples of the OR "
        "gate. Each answer has a loss of its own:");
    story.blank();
    std::vector<Line> rows{names_of_columns(
        {"x1", "x2", "y", "y_hat", "y - y_hat", "(y - y_hat)²", "loss"})};
    for (std::size_t i = 0; i < two.squares.size(); ++i) {
      const SharedNeuron& neuron = two.neuron;
      Line line;
      for (const Value given :
           {neuron.inputs[i][0], neuron.inputs[i][1], neuron.labels[i]})
        line.push_back({story.number(given.value())});
      for (const Value node : {neuron.y_hat[i], two.differences[i],
                               two.squares[i], neuron.losses[i]})
        line.push_back({story.number(node.value()), Ink::forward});
      rows.push_back(line);
    }
    story.table(rows);
    story.blank();
    story.say(
        "The square makes every loss positive, and a mistake twice as large "
        "count four times.");
    story.pause();
  }

  static void show_cost(Story& story, const Walk& walk) {
    story.heading("Cost: how wrong all the answers are");
    story.line({{"cost = 1/(2m)·Σ(y - y_hat)², over m examples"}});
    story.blank();
    story.say(
        "The ½ of each loss and the 1/m of an average: the cost is the mean of "
        "the losses, here with m = 2. As one graph:");
    story.blank();
    story.forward(walk);
  }

  static void show_derivatives(Story& story, const Two& two, const Walk& walk) {
    story.heading("Their derivatives, side by side");
    const SharedNeuron& of = two.neuron;
    const auto slope = [&](const char* formula) {
      return story.number(value_at(
          {{"y", of.labels[0].value()}, {"y_hat", of.y_hat[0].value()}}, "",
          formula));
    };
    story.say(fmt::format(
        "Why the ½? At the first example (y - y_hat)² has the derivative "
        "-2·(y - y_hat) = {}, and ½·(y - y_hat)² has -(y - y_hat) = {}: the ½ "
        "cancels the 2 that comes down from the square.",
        slope("∂((y - y_hat)²)/∂y_hat"), slope("∂(½·(y - y_hat)²)/∂y_hat")));
    story.blank();
    story.line({{"∂loss/∂y_hat = -(y - y_hat)"}});
    story.line({{"∂cost/∂y_hat = -(y - y_hat)/m"}});
    story.blank();
    std::vector<Line> rows{
        names_of_columns({"example", "∂loss/∂y_hat", "∂cost/∂y_hat"})};
    for (std::size_t i = 0; i < two.dloss.size(); ++i)
      rows.push_back({{fmt::format("{}", i + 1)},
                      {story.number(two.dloss[i]), Ink::backward},
                      {story.number(two.dcost[i]), Ink::backward}});
    story.table(rows);
    story.blank();
    story.say(
        "The direction is the same, the size is that of a share: each of the "
        "two examples counts for half of the cost. Backward from the cost, "
        "the first node hands out these shares:");
    story.blank();
    story.backward(walk);
  }

  static void show_together(Story& story, const OneByOne& slow,
                            const SharedNeuron& together) {
    story.heading("The other way: all examples in one graph");
    story.say(
        "Or record all four over the same w1, w2 and b, and go backward once, "
        "from the cost:");
    story.blank();
    std::vector<Line> rows{names_of_columns({"", "one graph", "one by one"})};
    const Gradients gradients = gradients_of(together);
    for (std::size_t k = 0; k < parameter_names.size(); ++k)
      rows.push_back({{fmt::format("∂cost/∂{}", parameter_names[k])},
                      {story.number(gradients[k]), Ink::backward},
                      {story.number(slow.average[k]), Ink::backward}});
    story.table(rows);
    story.blank();
    story.say(
        "The gradients are the same: the derivative of a mean is the mean of "
        "the derivatives.");
    story.pause();
  }

  Json show_work(Story& story) const {
    story.heading("Why slow? Not for the number of steps");
    story.say("Take OR's examples over and over, and count the nodes:");
    story.blank();
    Json counts = Json::object();
    std::vector<Line> rows{names_of_columns({"m", "one by one", "one graph"})};
    for (const std::size_t m : {4ul, 40ul, 400ul}) {
      const Data data = rows_of(or_data(), 0, m);
      const std::size_t apart = OneByOne(data, start_).nodes;
      const std::size_t joined = neuron_on(data, start_).graph.size();
      const std::string examples = fmt::format("{}", m);
      counts[examples] = {{"one_by_one", apart}, {"one_graph", joined}};
      rows.push_back({{examples},
                      {fmt::format("{}", apart)},
                      {fmt::format("{}", joined)}});
    }
    story.table(rows);
    story.blank();
    story.say(
        "Ten times the examples are about ten times the nodes, either way: the "
        "work grows in step with m, O(m). One by one is slow for another "
        "reason: it asks for one small "
        "thing at a time, where a vectorised program works on many numbers at "
        "once.");
    story.of_sources("The walkthrough calls the slow way O(m²).");
    story.pause();
    return counts;
  }

  Start start_;
  bool timed_ = false;
};

}  // namespace

std::unique_ptr<Lesson> cost_lesson() { return std::make_unique<Cost>(); }

}  // namespace gradwalk::demos
