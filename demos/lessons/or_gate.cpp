#include <fmt/format.h>

#include <gradwalk/graph.hpp>

#include "parts/figures.hpp"
#include "story/lesson.hpp"

namespace gradwalk::demos {

namespace {

/// One neuron and the loss of one example, recorded as the walkthrough draws
/// it: a linear node, a sigmoid node, a loss node.
struct OrNeuron {
  Graph graph;
  Value x1, x2, y, w1, w2, b, z, y_hat, loss;

  OrNeuron(bool with_bias, bool one_node_an_operation) {
    x1 = graph.input(0.0, "x1");
    x2 = graph.input(0.0, "x2");
    y = graph.input(0.0, "y");
    w1 = graph.parameter(0.1, "w1");
    w2 = graph.parameter(0.6, "w2");
    if (with_bias) b = graph.parameter(0.0, "b");
    z = (one_node_an_operation ? by_operations(with_bias)
                               : by_neuron(with_bias))
            .named("z");
    y_hat = sigmoid(z).named("y_hat");
    loss = squared_error(y, y_hat).named("loss");
    loss.backward();
  }

  [[nodiscard]] std::vector<Value> inputs() const { return {x1, x2, y}; }
  [[nodiscard]] std::vector<Value> parameters() const {
    return b.is_empty() ? std::vector{w1, w2} : std::vector{w1, w2, b};
  }

 private:
  [[nodiscard]] Value by_operations(bool with_bias) const {
    const Value first = w1 * x1;
    const Value second = w2 * x2;
    const Value both = first + second;
    return with_bias ? both + b : both;
  }
  [[nodiscard]] Value by_neuron(bool with_bias) const {
    const std::vector weights{w1, w2}, examples{x1, x2};
    return with_bias ? linear(weights, examples, b) : dot(weights, examples);
  }
};

/// What a pass leaves behind, to hold beside the next.
struct Answer {
  double b, z, y_hat, loss;
  explicit Answer(const OrNeuron& neuron)
      : b(neuron.b.value()),
        z(neuron.z.value()),
        y_hat(neuron.y_hat.value()),
        loss(neuron.loss.value()) {}
};

class OrGate : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "or-gate"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "one neuron, one example, one step of learning";
  }

  [[nodiscard]] int graphs() const override { return 3; }

  void declare(Options& options) override {
    options.number("--rate", rate_, "the learning rate");
    options.nodes(by_operations_);
  }

  void tell(Story& story) override {
    introduce(story);
    const OrNeuron plain(false, by_operations_);
    const Walk without_bias(plain.loss);
    show_neuron(story, plain, without_bias);
    show_zero_gradients(story, plain, without_bias);
    story.drawing(2, plain.loss);

    OrNeuron neuron(true, by_operations_);
    story.entries({{"lesson", name()},
                   {"inputs", values_by_name(neuron.inputs())},
                   {"parameters", values_by_name(neuron.parameters())}});
    show_bias(story, neuron);
    story.drawing(1, neuron.loss);
    story.entry("without_bias", document_of(without_bias));
    const Answer before(neuron);
    learn(story, neuron);
    show_second_forward(story, neuron);
    const Answer after(neuron);
    compare(story, before, after);
    story.drawing(3, neuron.loss);
    story.figure([&] { return or_gate_figure(before.b, after.b); });
  }

 private:
  static void introduce(Story& story) {
    story.title("or-gate: one neuron learns from one example");
    story.blank();
    story.say(
        "An OR gate has two inputs, and answers 1 when x1 or x2 or both are "
        "1. Its first example is x1\u00A0=\u00A00, x2\u00A0=\u00A00, and the "
        "right answer, the label, is y\u00A0=\u00A00. We give this one "
        "example to one neuron, see how wrong it is, find out how much each "
        "of its numbers is to blame, and correct them by that much.");
    story.pause();
  }

  static void show_neuron(Story& story, const OrNeuron& neuron,
                          const Walk& walk) {
    story.heading("The neuron");
    const auto row = [&](std::string what, const std::vector<Value>& nodes,
                         std::string why) {
      std::string numbers;
      for (const Value node : nodes)
        numbers += fmt::format("{}{} = {}", numbers.empty() ? "" : ", ",
                               node.name(), story.number(node.value()));
      return Line{{what}, {numbers}, {why, Ink::quiet}};
    };
    story.table({row("inputs", {neuron.x1, neuron.x2}, "given"),
                 row("label", {neuron.y}, "given: what we want to hear"),
                 row("weights", neuron.parameters(),
                     "picked at random: what the neuron learns")});
    story.blank();
    story.formulas(walk);
    story.pause();

    story.heading("Forward: from the inputs to the loss");
    story.forward(walk);
    story.blank();
    story.say(fmt::format(
        "The neuron says {} where the label is {}, and the loss puts a number "
        "on that: {}. It would be 0 for a perfect answer.",
        story.number(neuron.y_hat.value()), story.number(neuron.y.value()),
        story.number(neuron.loss.value())));
    story.pause();
  }

  static void explain_backward(Story& story) {
    story.say(
        "Each node knows one thing: how much its own value changes when a "
        "parent's does. That is its local gradient. Going back from the loss, "
        "each node multiplies what it receives from upstream by the local "
        "gradient and passes the product on to that parent.");
    story.blank();
    story.pause();
  }

  static void show_zero_gradients(Story& story, const OrNeuron& neuron,
                                  const Walk& walk) {
    story.heading("Backward: from the loss to the weights");
    explain_backward(story);
    story.backward(walk);
    story.blank();
    story.say(fmt::format(
        "∂loss/∂w1 = {} and ∂loss/∂w2 = {}: the weights learn nothing from "
        "this example. The local gradient on the way to each of them is its "
        "input, x1 or x2, and both are {}. Whatever comes from upstream is "
        "multiplied by that.",
        story.number(neuron.w1.gradient()), story.number(neuron.w2.gradient()),
        story.number(neuron.x1.value())));
    story.pause();
  }

  static void show_bias(Story& story, const OrNeuron& neuron) {
    const Walk walk(neuron.loss);
    story.heading("A bias: a number that no input can silence");
    story.say(fmt::format(
        "We add b = {} to z. Nothing changes on the way forward; but b enters "
        "z by itself, with local gradient 1, so the upstream gradient reaches "
        "it whole.",
        story.number(neuron.b.value())));
    story.blank();
    story.pause();
    story.forward(walk);
    story.blank();
    story.backward(walk);
    story.blank();
    story.say(
        "Is that so? Nudge each parameter a little both ways, go forward, and "
        "see how fast the loss changes:");
    story.blank();
    story.perturbations(check_gradients(walk.graph()));
    story.blank();
    story.say(fmt::format(
        "∂loss/∂b = {}. It is positive: a larger b means a larger loss, so b "
        "must go down.",
        story.number(neuron.b.gradient())));
    story.pause();
    story.entries(document_of(walk));
  }

  void learn(Story& story, OrNeuron& neuron) const {
    story.heading(
        fmt::format("Update: one step, learning rate {}", story.number(rate_)));
    story.say(
        "Each parameter moves against its gradient: parameter - rate × "
        "gradient.");
    story.blank();
    Json update{{"learning_rate", rate_},
                {"before", values_by_name(neuron.parameters())}};
    story.update(neuron.parameters(), rate_);
    neuron.graph.forward();
    neuron.loss.backward();
    update["after"] = values_by_name(neuron.parameters());
    story.entry("update", update);
  }

  static void show_second_forward(Story& story, const OrNeuron& neuron) {
    const Walk walk(neuron.loss);
    story.heading("Forward again: was it the right thing to do?");
    story.forward(walk);
    story.entry("after_update", document_of(walk));
  }

  void compare(Story& story, const Answer& before, const Answer& after) const {
    story.heading("Before and after");
    const auto row = [&](std::string what, double was, double is) {
      return Line{
          {what}, {story.number(was)}, {story.number(is), Ink::forward}};
    };
    story.table({names_of_columns({"", "before", "after"}),
                 row("b", before.b, after.b), row("z", before.z, after.z),
                 row("y_hat", before.y_hat, after.y_hat),
                 row("loss", before.loss, after.loss)});
    story.blank();
    const double fallen = before.loss - after.loss;
    story.say(
        fallen > 0.0
            ? fmt::format("The answer is closer to the label and the loss "
                          "is smaller, by {}: the neuron has learned "
                          "something.",
                          story.number(fallen))
            : "The loss is not smaller: that was no step downhill. Try "
              "another learning rate.");
    if (rate_ == 1.0)
      story.say(
          fmt::format("(The text of the first walkthrough, Nothing but NumPy, "
                      "gives this loss as about 0.109; rounded to "
                      "three decimals it is {:.3f}.)",
                      after.loss));
  }

  double rate_ = 1.0;
  bool by_operations_ = false;
};

}  // namespace

std::unique_ptr<Lesson> or_gate_lesson() { return std::make_unique<OrGate>(); }

}  // namespace gradwalk::demos
