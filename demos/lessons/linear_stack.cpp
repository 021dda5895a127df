#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/gradient_node.hpp>
#include <gradwalk/paths.hpp>
#include <limits>

#include "linear_stack/activations.hpp"
#include "parts/stack.hpp"
#include "story/lesson.hpp"
#include "training/data.hpp"
#include "training/net_matrices.hpp"
#include "training/plots.hpp"

namespace gradwalk::demos {

namespace {

/// The two inputs' four combinations.
const std::vector<std::vector<double>>& examples() {
  static const std::vector<std::vector<double>> all = or_data().inputs;
  return all;
}

/// What the nodes say about each of the four examples.
struct Answers {
  std::vector<double> stacked, single;
  std::vector<std::vector<double>> slopes;       ///< ∂out/∂x1, ∂out/∂x2
  std::vector<std::vector<double>> bent_slopes;  ///< the same of `bent`

  explicit Answers(Stack& stack) {
    const std::vector<Value> by_x = gradient_nodes(stack.out, stack.x);
    const std::vector<Value> bent_by_x = gradient_nodes(stack.bent, stack.x);
    for (const std::vector<double>& example : examples()) {
      stack.see(example);
      stacked.push_back(stack.out.value());
      single.push_back(stack.single.value());
      slopes.push_back(values_of(by_x));
      bent_slopes.push_back(values_of(bent_by_x));
    }
  }

  [[nodiscard]] double largest_difference() const {
    double largest = 0.0;
    for (std::size_t i = 0; i < stacked.size(); ++i)
      largest = std::max(largest, std::abs(stacked[i] - single[i]));
    return largest;
  }
};

class LinearStack : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override {
    return "linear-stack";
  }
  [[nodiscard]] std::string_view teaches() const override {
    return "without activations, layers are one layer";
  }

  void declare(Options& options) override {
    options.whole("--seed", seed_, 0, std::numeric_limits<int>::max(),
                  "where the random numbers begin");
  }

  void tell(Story& story) override {
    story.title("linear-stack: layers without activations are one layer");
    Stack stack(Random(static_cast<std::uint32_t>(seed_)));
    const Answers answers(stack);
    show_stack(story, stack);
    show_single(story, stack);
    show_answers(story, answers);
    show_slopes(story, stack, answers);
    show_bent(story, answers);

    const Json activations = tell_activations(story);

    story.entries({{"lesson", name()}, {"seed", seed_}});
    story.entries(matrices(stack, answers));
    story.entry("activations", activations);
    story.entries(document_of(Walk(stack.out)));
    story.drawing(1, stack.out);
    story.figure([&] { return Figure{panel(stack)}; });
  }

 private:
  /// The answers along x1, from -4 to 4, at x2 = 1.
  static Panel panel(Stack& stack) {
    const auto curve = [&](const char* name, Value node) {
      return Series{name, Mark::line,
                    sweep(stack.graph, stack.x[0], node, {-4.0, 4.0})};
    };
    return {"Only an activation bends it",
            "x1, at x2 = 1",
            "answer",
            {curve("out: two layers", stack.out),
             curve("single: one neuron", stack.single),
             curve("bent: with sigmoids", stack.bent)}};
  }

  static Json matrices(const Stack& stack, const Answers& answers) {
    Json document = Json::object();
    for (const std::vector<Value>& row : stack.hidden_weights)
      document["W1"].push_back(values_of(row));
    for (const Value bias : stack.hidden_biases)
      document["b1"].push_back({bias.value()});
    document["W2"].push_back(values_of(stack.output_weights));
    document["b2"].push_back({stack.output_bias.value()});
    document["stacked_on_X"].push_back(answers.stacked);
    document["single_W"].push_back(values_of(stack.single_weights));
    document["single_b"].push_back({stack.single_bias.value()});
    document["single_on_X"].push_back(answers.single);
    document["dout_dX"] = answers.slopes;
    document["dbent_dX"] = answers.bent_slopes;
    return document;
  }

  static void show_stack(Story& story, Stack& stack) {
    story.heading("Two layers, and nothing between them");
    story.formulas(Walk(stack.out));
    story.blank();
    story.say("The weights and biases are drawn at random:");
    story.blank();
    std::vector<Line> rows{names_of_columns({"", "weights", "bias"})};
    const auto add = [&](std::string name, const std::vector<Value>& weights,
                         Value bias) {
      rows.push_back({{std::move(name)},
                      {story.row(values_of(weights))},
                      {story.number(bias.value())}});
    };
    for (std::size_t j = 0; j < stack.hidden.size(); ++j)
      add(fmt::format("h{}", j + 1), stack.hidden_weights[j],
          stack.hidden_biases[j]);
    add("out", stack.output_weights, stack.output_bias);
    story.table(rows);
    story.blank();
    story.say("The XOR gate's last example, x1 = 1 and x2 = 1, goes through:");
    story.blank();
    stack.see(examples().back());
    story.net(stack.net());
    story.forward(Walk(stack.out));
  }

  static void show_single(Story& story, const Stack& stack) {
    story.heading("One neuron that does the same");
    story.line({{"W2·(W1·x + b1) + b2 = (W2·W1)·x + (W2·b1 + b2)"}});
    story.blank();
    story.say(
        "W1 holds the weights of h1, h2 and h3 as its rows, W2 those of out as "
        "one row. The rows of W1 can be mixed beforehand, and one weight for "
        "each input is left:");
    story.blank();
    story.forward(Walk(stack.single));
  }

  static void show_answers(Story& story, const Answers& answers) {
    story.heading("The same answers");
    std::vector<Line> rows{
        names_of_columns({"x1", "x2", "stack", "single", "XOR"})};
    for (std::size_t i = 0; i < examples().size(); ++i) {
      const std::vector<double>& x = examples()[i];
      rows.push_back({{story.number(x[0])},
                      {story.number(x[1])},
                      {story.number(answers.stacked[i]), Ink::forward},
                      {story.number(answers.single[i]), Ink::forward},
                      {x[0] == x[1] ? "0" : "1"}});
    }
    story.table(rows);
    story.blank();
    story.say(fmt::format(
        "No two numbers of a row differ by more than {}, which is rounding.",
        story.number(answers.largest_difference())));
    story.blank();
    const std::vector<double>& out = answers.stacked;
    story.line(
        {{fmt::format("first + last      {} + {} = {}", story.number(out[0]),
                      story.number(out[3]), story.number(out[0] + out[3]))}});
    story.line(
        {{fmt::format("second + third    {} + {} = {}", story.number(out[1]),
                      story.number(out[2]), story.number(out[1] + out[2]))}});
    story.blank();
    story.say(
        "These sums agree, whatever the weights. For XOR they would have to be "
        "0 + 0 and 1 + 1: no stack of linear layers can answer it.");
    story.pause();
  }

  static void show_slopes(Story& story, const Stack& stack,
                          const Answers& answers) {
    story.heading("Its slope is the same everywhere");
    story.say("Every path from an input to the output goes over two weights:");
    story.blank();
    for (const Value x : stack.x) {
      story.paths(paths(x, stack.out));
      story.blank();
    }
    story.say(
        "There is no x in these products, so the slopes do not depend on "
        "where they are taken. The gradient nodes say so too:");
    story.blank();
    show_table(story, answers.slopes, "out");
    story.blank();
    story.say("They are single.w1 and single.w2 again.");
    story.pause();
  }

  static void show_bent(Story& story, const Answers& answers) {
    story.heading("An activation breaks it");
    story.line({{"bent = W2·sigmoid(W1·x + b1) + b2"}});
    story.blank();
    story.say("With a sigmoid on each hidden neuron, and the same weights:");
    story.blank();
    show_table(story, answers.bent_slopes, "bent");
    story.blank();
    story.say(
        "Each point has a slope of its own now. No single linear neuron can do "
        "that: this is what activations are for.");
    story.pause();
  }

  static void show_table(Story& story,
                         const std::vector<std::vector<double>>& slopes,
                         const std::string& of) {
    std::vector<Line> rows{
        names_of_columns({"x1", "x2", "∂" + of + "/∂x1", "∂" + of + "/∂x2"})};
    for (std::size_t i = 0; i < slopes.size(); ++i)
      rows.push_back({{story.number(examples()[i][0])},
                      {story.number(examples()[i][1])},
                      {story.number(slopes[i][0]), Ink::backward},
                      {story.number(slopes[i][1]), Ink::backward}});
    story.table(rows);
  }

  int seed_ = 0;
};

}  // namespace

std::unique_ptr<Lesson> linear_stack_lesson() {
  return std::make_unique<LinearStack>();
}

}  // namespace gradwalk::demos
