#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "figures.hpp"
#include "frame/options.hpp"
#include "frame/walk.hpp"
#include "lessons.hpp"
#include "one_by_one.hpp"
#include "three_ways.hpp"

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

std::vector<double> numbers(const std::vector<Value>& nodes) {
  std::vector<double> values;
  for (const Value node : nodes) values.push_back(node.value());
  return values;
}

/// A matrix of one row.
Json row(const std::vector<double>& values) { return Json::array({values}); }

Json document_of(const Two& two) {
  return {{"Y", row(numbers(two.neuron.labels))},
          {"Y_hat", row(numbers(two.neuron.y_hat))},
          {"difference", row(numbers(two.differences))},
          {"hadamard_square", row(numbers(two.squares))},
          {"losses", numbers(two.neuron.losses)},
          {"cost", two.neuron.cost.value()},
          {"dCost_dYhat", row(two.dcost)},
          {"dLoss_dYhat", row(two.dloss)}};
}

Json document_of(const OneByOne& slow) {
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

  void declare(CLI::App& options) override {
    add_number(options, "--w1", start_.w1, "the first weight");
    add_number(options, "--w2", start_.w2, "the second weight");
    options.add_flag("--times", timed_, "measure what each way takes");
  }

  Outcome run(Page& page) override {
    page.title("cost: from one example's loss to the cost of all");
    const Two two(start_);
    show_losses(page, two);
    show_cost(page, two);
    show_derivatives(page, two);

    const OneByOne slow(or_data(), start_);
    const SharedNeuron together = neuron_on(or_data(), start_);
    show_one_by_one(page, slow);
    show_together(page, slow, together);

    Outcome outcome{{{"lesson", name()}}, drawing_of(page, two.neuron.cost)};
    Json& document = outcome.document;
    document["cost_simple"] = document_of(two);
    document["slow"] = document_of(slow);
    document["together"] = by_name(gradients_of(together));
    document["nodes"] = show_work(page);
    document["batch"] = show_batch(page, start_, timed_);
    document.update(pass(two.neuron.cost));
    if (page.style().figure) outcome.figure = cost_figure(two.neuron);
    return outcome;
  }

 private:
  static void show_losses(Page& page, const Two& two) {
    page.heading("Loss: how wrong one answer is");
    page.line({{"loss = ½·(y - y_hat)²"}});
    page.blank();
    page.say(
        "One neuron with a sigmoid answers the first two examples of the OR "
        "gate. Each answer has a loss of its own:");
    page.blank();
    std::vector<Line> rows{{{"x1"},
                            {"x2"},
                            {"y"},
                            {"y_hat"},
                            {"y - y_hat"},
                            {"(y - y_hat)²"},
                            {"loss"}}};
    for (std::size_t i = 0; i < two.squares.size(); ++i) {
      const SharedNeuron& neuron = two.neuron;
      Line line;
      for (const Value given :
           {neuron.inputs[i][0], neuron.inputs[i][1], neuron.labels[i]})
        line.push_back({page.number(given.value())});
      for (const Value node : {neuron.y_hat[i], two.differences[i],
                               two.squares[i], neuron.losses[i]})
        line.push_back({page.number(node.value()), Ink::forward});
      rows.push_back(line);
    }
    page.table(rows);
    page.blank();
    page.say(
        "The square makes every loss positive, and a mistake twice as large "
        "count four times.");
    page.pause();
  }

  static void show_cost(Page& page, const Two& two) {
    page.heading("Cost: how wrong all the answers are");
    page.line({{"cost = 1/(2m)·Σ(y - y_hat)², over m examples"}});
    page.blank();
    page.say(
        "The ½ of each loss and the 1/m of an average: the cost is the mean of "
        "the losses, here with m = 2. As one graph:");
    page.blank();
    show_forward(page, two.neuron.cost);
  }

  static void show_derivatives(Page& page, const Two& two) {
    page.heading("Their derivatives, side by side");
    page.line({{"∂loss/∂y_hat = -(y - y_hat)"}});
    page.line({{"∂cost/∂y_hat = -(y - y_hat)/m"}});
    page.blank();
    std::vector<Line> rows{{{"example"}, {"∂loss/∂y_hat"}, {"∂cost/∂y_hat"}}};
    for (std::size_t i = 0; i < two.dloss.size(); ++i)
      rows.push_back({{fmt::format("{}", i + 1)},
                      {page.number(two.dloss[i]), Ink::backward},
                      {page.number(two.dcost[i]), Ink::backward}});
    page.table(rows);
    page.blank();
    page.say(
        "The direction is the same, the size is that of a share: one example "
        "of two answers for half of the cost. Backward from the cost, the "
        "first node hands out these shares:");
    page.blank();
    show_backward(page, two.neuron.cost);
  }

  static void show_one_by_one(Page& page, const OneByOne& slow) {
    page.heading("The slow way: one example after another");
    page.say(fmt::format(
        "All of OR has m = {} examples. Record the graph of one, go backward "
        "from its loss, note the gradients; then the next. Add them up, and "
        "at the end divide by m:",
        slow.examples.size()));
    page.blank();
    std::vector<Line> rows{
        {{"example"}, {"∂loss/∂w1"}, {"∂loss/∂w2"}, {"∂loss/∂b"}}};
    const auto add = [&](std::string what, const Gradients& gradients) {
      rows.push_back({{std::move(what)}});
      for (const double gradient : gradients)
        rows.back().push_back({page.number(gradient), Ink::backward});
    };
    for (std::size_t i = 0; i < slow.examples.size(); ++i)
      add(fmt::format("{}", i + 1), slow.examples[i]);
    add("sum", slow.total);
    add("sum/m", slow.average);
    page.table(rows);
    page.pause();
  }

  static void show_together(Page& page, const OneByOne& slow,
                            const SharedNeuron& together) {
    page.heading("The other way: all examples in one graph");
    page.say(
        "Or record all four over the same w1, w2 and b, and go backward once, "
        "from the cost:");
    page.blank();
    std::vector<Line> rows{{{""}, {"one graph"}, {"one by one"}}};
    const Gradients gradients = gradients_of(together);
    for (std::size_t k = 0; k < parameter_names.size(); ++k)
      rows.push_back({{fmt::format("∂cost/∂{}", parameter_names[k])},
                      {page.number(gradients[k]), Ink::backward},
                      {page.number(slow.average[k]), Ink::backward}});
    page.table(rows);
    page.blank();
    page.say(
        "The gradients are the same: the derivative of a mean is the mean of "
        "the derivatives.");
    page.pause();
  }

  Json show_work(Page& page) const {
    page.heading("Why slow? Not for the number of steps");
    page.say("Take OR's examples over and over, and count the nodes:");
    page.blank();
    Json counts = Json::object();
    std::vector<Line> rows{{{"m"}, {"one by one"}, {"one graph"}}};
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
    page.table(rows);
    page.blank();
    page.say(
        "Ten times the examples are ten times the nodes, either way: the work "
        "is O(m). (The walkthrough calls the slow way O(m²). It is slow for "
        "another reason: it asks for one small thing at a time, where a "
        "vectorised program works on many numbers at once.)");
    page.pause();
    return counts;
  }

  Start start_;
  bool timed_ = false;
};

}  // namespace

std::unique_ptr<Lesson> cost_lesson() { return std::make_unique<Cost>(); }

}  // namespace gradwalk::demos
