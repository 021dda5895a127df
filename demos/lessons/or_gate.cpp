#include <fmt/format.h>

#include <gradwalk/graph.hpp>

#include "figures.hpp"
#include "frame/options.hpp"
#include "frame/walk.hpp"
#include "lessons.hpp"

namespace gradwalk::demos {

namespace {

/// One neuron and the loss of one example, recorded as the walkthrough draws
/// it: a linear node, a sigmoid node, a loss node.
struct Neuron {
  Graph graph;
  Value x1, x2, y, w1, w2, b, z, y_hat, loss;

  Neuron(bool with_bias, bool one_node_an_operation) {
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
    return b == Value() ? std::vector{w1, w2} : std::vector{w1, w2, b};
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
struct Pass {
  double b, z, y_hat, loss;
  explicit Pass(const Neuron& neuron)
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

  void declare(CLI::App& options) override {
    add_number(options, "--rate", rate_, "the learning rate");
    add_nodes(options, by_operations_);
  }

  Outcome run(Page& page) override {
    introduce(page);
    Neuron plain(false, by_operations_);
    show_neuron(page, plain);
    const Json without_bias = show_zero_gradients(page, plain);
    const std::string first_drawing = drawing_of(page, plain.loss);

    Neuron neuron(true, by_operations_);
    Json document{{"lesson", name()},
                  {"inputs", values(neuron.inputs())},
                  {"parameters", values(neuron.parameters())}};
    document.update(show_bias(page, neuron));
    const std::string drawing = drawing_of(page, neuron.loss);
    document["without_bias"] = without_bias;
    const Pass before(neuron);
    document["update"] = learn(page, neuron);
    document["after_update"] = show_second_forward(page, neuron);
    compare(page, before, Pass(neuron));
    return {document,
            drawing,
            page.style().figure ? or_gate_figure(before.b, neuron.b.value())
                                : Figure{},
            {first_drawing, drawing_of(page, neuron.loss)}};
  }

 private:
  static void introduce(Page& page) {
    page.title("or-gate: one neuron learns from one example");
    page.blank();
    page.say(
        "An OR gate has two inputs, and answers 1 when x1 or x2 or both are "
        "1. Its first example is x1\u00A0=\u00A00, x2\u00A0=\u00A00, and the "
        "right answer, the label, is y\u00A0=\u00A00. We give this one "
        "example to one neuron, see how wrong it is, find out how much each "
        "of its numbers is to blame, and correct them by that much.");
    page.pause();
  }

  static void show_neuron(Page& page, const Neuron& neuron) {
    page.heading("The neuron");
    const auto row = [&](std::string what, const std::vector<Value>& nodes,
                         std::string why) {
      std::string numbers;
      for (const Value node : nodes)
        numbers += fmt::format("{}{} = {}", numbers.empty() ? "" : ", ",
                               node.name(), page.number(node.value()));
      return Line{{what}, {numbers}, {why, Ink::quiet}};
    };
    page.table({row("inputs", {neuron.x1, neuron.x2}, "given"),
                row("label", {neuron.y}, "given: what we want to hear"),
                row("weights", neuron.parameters(),
                    "picked at random: what the neuron learns")});
    page.blank();
    show_formulas(page, neuron.loss);
    page.pause();

    page.heading("Forward: from the inputs to the loss");
    show_forward(page, neuron.loss);
    page.blank();
    page.say(fmt::format(
        "The neuron says {} where the label is {}, and the loss puts a number "
        "on that: {}. It would be 0 for a perfect answer.",
        page.number(neuron.y_hat.value()), page.number(neuron.y.value()),
        page.number(neuron.loss.value())));
    page.pause();
  }

  static void explain_backward(Page& page) {
    page.say(
        "Each node knows one thing: how much its own value changes when a "
        "parent's does. That is its local gradient. Going back from the loss, "
        "each node multiplies what it receives from upstream by the local "
        "gradient and passes the product on to that parent.");
    page.blank();
    page.pause();
  }

  static Json show_zero_gradients(Page& page, const Neuron& neuron) {
    page.heading("Backward: from the loss to the weights");
    explain_backward(page);
    show_backward(page, neuron.loss);
    page.blank();
    page.say(fmt::format(
        "∂loss/∂w1 = {} and ∂loss/∂w2 = {}: the weights learn nothing from "
        "this example. The local gradient on the way to each of them is its "
        "input, x1 or x2, and both are {}. Whatever comes from upstream is "
        "multiplied by that.",
        page.number(neuron.w1.gradient()), page.number(neuron.w2.gradient()),
        page.number(neuron.x1.value())));
    page.pause();
    return pass(neuron.loss);
  }

  static Json show_bias(Page& page, const Neuron& neuron) {
    page.heading("A bias: a number that no input can silence");
    page.say(fmt::format(
        "We add b = {} to z. Nothing changes on the way forward; but b enters "
        "z by itself, with local gradient 1, so the upstream gradient reaches "
        "it whole.",
        page.number(neuron.b.value())));
    page.blank();
    page.pause();
    show_forward(page, neuron.loss);
    page.blank();
    show_backward(page, neuron.loss);
    page.blank();
    page.say(
        "Is that so? Nudge each parameter a little both ways, go forward, and "
        "see how fast the loss changes:");
    page.blank();
    show_nudges(page, neuron.loss);
    page.blank();
    page.say(fmt::format(
        "∂loss/∂b = {}. It is positive: a larger b means a larger loss, so b "
        "must go down.",
        page.number(neuron.b.gradient())));
    page.pause();
    return pass(neuron.loss);
  }

  Json learn(Page& page, Neuron& neuron) const {
    page.heading(
        fmt::format("Update: one step, learning rate {}", page.number(rate_)));
    page.say(
        "Each parameter moves against its gradient: parameter - rate × "
        "gradient.");
    page.blank();
    Json update{{"learning_rate", rate_},
                {"before", values(neuron.parameters())}};
    show_update(page, neuron.parameters(), rate_);
    neuron.graph.forward();
    neuron.loss.backward();
    update["after"] = values(neuron.parameters());
    return update;
  }

  static Json show_second_forward(Page& page, const Neuron& neuron) {
    page.heading("Forward again: was it the right thing to do?");
    show_forward(page, neuron.loss);
    return pass(neuron.loss);
  }

  void compare(Page& page, const Pass& before, const Pass& after) const {
    page.heading("Before and after");
    const auto row = [&](std::string what, double was, double is) {
      return Line{{what}, {page.number(was)}, {page.number(is), Ink::forward}};
    };
    page.table({{{""}, {"before"}, {"after"}},
                row("b", before.b, after.b),
                row("z", before.z, after.z),
                row("y_hat", before.y_hat, after.y_hat),
                row("loss", before.loss, after.loss)});
    page.blank();
    const double fallen = before.loss - after.loss;
    page.say(fallen > 0.0
                 ? fmt::format("The answer is closer to the label and the loss "
                               "is smaller, by {}: the neuron has learned "
                               "something.",
                               page.number(fallen))
                 : "The loss is not smaller: that was no step downhill. Try "
                   "another learning rate.");
    if (rate_ == 1.0)
      page.say(
          fmt::format("(The text of the first walkthrough, Nothing but NumPy, "
                      "gives this loss as about 0.109; rounded to "
                      "three decimals it is {:.3f}.)",
                      after.loss));
  }

  double rate_ = 1.0;
  bool by_operations_ = false;
};

}  // namespace

std::unique_ptr<Lesson> or_gate() { return std::make_unique<OrGate>(); }

}  // namespace gradwalk::demos
