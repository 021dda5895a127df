#include <fmt/format.h>

#include <gradwalk/graph.hpp>
#include <utility>

#include "or_gate/neuron.hpp"
#include "or_gate/words.hpp"
#include "parts/figures.hpp"
#include "story/lesson.hpp"
#include "why/derivations.hpp"

namespace gradwalk::demos {

namespace {

class OrGate : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "or-gate"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "one neuron, one example, one step of learning";
  }

  [[nodiscard]] int graphs() const override { return 3; }

  void declare(Options& options) override {
    options.data("--x1", from_.x1, "the first input", {0.0, 1.0});
    options.data("--x2", from_.x2, "the second input", {0.0, 1.0});
    options.data("--y", from_.y, "the label", {0.0, 1.0});
    options.data("--w1", from_.w1, "the first weight");
    options.data("--w2", from_.w2, "the second weight");
    options.data("--b", from_.b, "the bias, once there is one");
    options.number("--rate", rate_, "the learning rate");
    options.nodes(by_operations_);
  }

  /// The label of an example is what OR says of it.
  [[nodiscard]] std::vector<std::string> varied(std::vector<std::string> texts,
                                                const Options& options,
                                                Draw& draw) override {
    texts = Lesson::varied(std::move(texts), options, draw);
    if (draw.draws("y")) add_or_label(texts, from_);
    return texts;
  }

  void tell(Story& story) override {
    introduce(story);
    const OrNeuron plain(from_, false, by_operations_);
    const Walk without_bias(plain.loss);
    show_neuron(story, plain, without_bias);
    show_zero_gradients(story, plain, without_bias);
    story.drawing(2, plain.loss);

    OrNeuron neuron(from_, true, by_operations_);
    story.entries({{"lesson", name()},
                   {"inputs", values_by_name(neuron.inputs())},
                   {"parameters", values_by_name(neuron.parameters())}});
    show_bias(story, neuron);
    story.drawing(1, neuron.loss);
    story.entry("without_bias", document_of(without_bias));
    const OrAnswer before(neuron);
    learn(story, neuron);
    show_second_forward(story, neuron);
    const OrAnswer after(neuron);
    compare(story, before, after);
    story.drawing(3, neuron.loss);
    story.figure([&] { return or_gate_figure(before.numbers, after.numbers); });
  }

 private:
  void introduce(Story& story) const {
    story.title("or-gate: one neuron learns from one example");
    story.blank();
    story.say(fmt::format(
        "An OR gate has two inputs, and answers 1 when x1 or x2 or both are "
        "1. {} We give this one example to one neuron, see how wrong it is, "
        "find out how much each of its numbers is to blame, and correct them "
        "by that much.",
        said_of_example(from_, story)));
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
                     neuron.has_own_weights()
                         ? "picked at random: what the neuron learns"
                         : "yours: what the neuron learns")});
    story.blank();
    story.formulas(walk);
    story.blank();
    story.say(
        "A neuron multiplies each input by a weight and adds up: z. Its "
        "activation, here the sigmoid, bends z into a number between 0 and 1: "
        "the answer y_hat. How the answer is made of the inputs is called the "
        "neuron's hypothesis, and what says how wrong it is, the loss "
        "function.");
    story.pause();

    story.heading("Forward: from the inputs to the loss");
    story.say(
        "Each node is computed from those before it. Going through all of "
        "them is forward propagation.");
    story.blank();
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
        "each node multiplies what it receives, its upstream gradient, by the "
        "local gradient and passes the product on to that parent. What "
        "arrives at a weight is its gradient: how fast the loss changes with "
        "it. This is backpropagation: the chain rule, applied from the loss "
        "back to each weight.");
    story.blank();
    story.pause();
  }

  static void show_zero_gradients(Story& story, const OrNeuron& neuron,
                                  const Walk& walk) {
    story.heading("Backward: from the loss to the weights");
    explain_backward(story);
    story.backward(walk);
    story.blank();
    story.say(said_of_weights(neuron, story));
    story.pause();
    story.blank();
    derive_sigmoid(story, neuron);
  }

  static void derive_sigmoid(Story& story, const OrNeuron& neuron) {
    story.say(fmt::format(
        "Why is ∂y_hat/∂z = y_hat·(1 - y_hat)? Because of how the sigmoid, "
        "y_hat = 1/(1 + e^-z), is made. Each line is the one before in "
        "another form, so at z = {} it has the same number:",
        story.number(neuron.z.value())));
    story.blank();
    const Derived& sigmoid = *derived("sigmoid");
    tell_derivation(story, sigmoid, sigmoid.derivations.front(),
                    {{"z", neuron.z.value()}},
                    {"y_hat·(1 - y_hat)", "1/(1 + e^-z) is y_hat"},
                    neuron.y_hat.local_gradients().front());
    story.blank();
    story.say("The same for other operations: gradwalk why exp.");
    story.pause();
  }

  static void show_bias(Story& story, const OrNeuron& neuron) {
    const Walk walk(neuron.loss);
    story.heading("A bias: a number that no input can silence");
    story.say(fmt::format(
        "We add a bias to z, b = {}. The neuron learns it as it learns the "
        "weights: together they are its parameters. {} on the way forward; but "
        "b enters z by itself, with local gradient 1, so the upstream gradient "
        "reaches it whole.",
        story.number(neuron.b.value()),
        neuron.b.value() == 0.0 ? "Nothing changes" : "The answer changes"));
    story.blank();
    story.pause();
    story.forward(walk);
    story.blank();
    story.backward(walk);
    story.blank();
    story.say(
        "Is that so? A gradient check tells: nudge each parameter a little "
        "both ways, go forward, and see how fast the loss changes:");
    story.blank();
    story.perturbations(check_gradients(walk.graph()));
    story.blank();
    story.say(said_of_bias(neuron, story));
    story.pause();
    story.entries(document_of(walk));
  }

  void learn(Story& story, OrNeuron& neuron) const {
    story.heading(
        fmt::format("Update: one step, learning rate {}", story.number(rate_)));
    story.say(
        "Each parameter moves against its gradient: parameter - rate × "
        "gradient. Learning by such steps is gradient descent; the learning "
        "rate says how far a step goes.");
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

  void compare(Story& story, const OrAnswer& before,
               const OrAnswer& after) const {
    story.heading("Before and after");
    const auto row = [&](std::string what, double was, double is) {
      return Line{
          {what}, {story.number(was)}, {story.number(is), Ink::forward}};
    };
    std::vector<Line> rows{names_of_columns({"", "before", "after"})};
    if (before.numbers.w1 != after.numbers.w1)
      rows.push_back(row("w1", before.numbers.w1, after.numbers.w1));
    if (before.numbers.w2 != after.numbers.w2)
      rows.push_back(row("w2", before.numbers.w2, after.numbers.w2));
    rows.push_back(row("b", before.numbers.b, after.numbers.b));
    rows.push_back(row("z", before.z, after.z));
    rows.push_back(row("y_hat", before.y_hat, after.y_hat));
    rows.push_back(row("loss", before.loss, after.loss));
    story.table(rows);
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
    if (rate_ == 1.0 && is_source(from_))
      story.of_sources(
          fmt::format("The text of the first walkthrough, Nothing but NumPy, "
                      "gives this loss as about 0.109; rounded to "
                      "three decimals it is {:.3f}.",
                      after.loss));
  }

  OrNumbers from_;
  double rate_ = 1.0;
  bool by_operations_ = false;
};

}  // namespace

std::unique_ptr<Lesson> or_gate_lesson() { return std::make_unique<OrGate>(); }

}  // namespace gradwalk::demos
