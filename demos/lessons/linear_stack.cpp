#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/gradient_node.hpp>
#include <gradwalk/paths.hpp>
#include <limits>

#include "frame/data.hpp"
#include "frame/options.hpp"
#include "frame/plots.hpp"
#include "frame/walk.hpp"
#include "lessons.hpp"
#include "stack.hpp"

namespace gradwalk::demos {

namespace {

/// The two inputs' four combinations.
const std::vector<std::vector<double>>& examples() {
  static const std::vector<std::vector<double>> all = or_data().inputs;
  return all;
}

std::vector<double> numbers(const std::vector<Value>& nodes) {
  std::vector<double> values;
  for (const Value node : nodes) values.push_back(node.value());
  return values;
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
      slopes.push_back(numbers(by_x));
      bent_slopes.push_back(numbers(bent_by_x));
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

  void declare(CLI::App& options) override {
    add_whole(options, "--seed", seed_, 0, std::numeric_limits<int>::max(),
              "where the random numbers begin");
  }

  Outcome run(Page& page) override {
    page.title("linear-stack: layers without activations are one layer");
    Stack stack(Random(static_cast<std::uint32_t>(seed_)));
    const Answers answers(stack);
    show_stack(page, stack);
    show_single(page, stack);
    show_answers(page, answers);
    show_slopes(page, stack, answers);
    show_bent(page, answers);

    Outcome outcome{{{"lesson", name()}, {"seed", seed_}},
                    drawing_of(page, stack.out)};
    write_matrices(outcome.document, stack, answers);
    outcome.document.update(pass(stack.out));
    if (page.style().figure) outcome.figure = {panel(stack)};
    return outcome;
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

  static void write_matrices(Json& document, const Stack& stack,
                             const Answers& answers) {
    for (const std::vector<Value>& row : stack.hidden_weights)
      document["W1"].push_back(numbers(row));
    for (const Value bias : stack.hidden_biases)
      document["b1"].push_back({bias.value()});
    document["W2"].push_back(numbers(stack.output_weights));
    document["b2"].push_back({stack.output_bias.value()});
    document["stacked_on_X"].push_back(answers.stacked);
    document["single_W"].push_back(numbers(stack.single_weights));
    document["single_b"].push_back({stack.single_bias.value()});
    document["single_on_X"].push_back(answers.single);
    document["dout_dX"] = answers.slopes;
    document["dbent_dX"] = answers.bent_slopes;
  }

  static void show_stack(Page& page, Stack& stack) {
    page.heading("Two layers, and nothing between them");
    show_formulas(page, stack.out);
    page.blank();
    page.say("The weights and biases are drawn at random:");
    page.blank();
    std::vector<Line> rows{{{""}, {"weights"}, {"bias"}}};
    const auto add = [&](std::string name, const std::vector<Value>& weights,
                         Value bias) {
      rows.push_back({{std::move(name)},
                      {page.row(numbers(weights))},
                      {page.number(bias.value())}});
    };
    for (std::size_t j = 0; j < stack.hidden.size(); ++j)
      add(fmt::format("h{}", j + 1), stack.hidden_weights[j],
          stack.hidden_biases[j]);
    add("out", stack.output_weights, stack.output_bias);
    page.table(rows);
    page.blank();
    page.say("The XOR gate's last example, x1 = 1 and x2 = 1, goes through:");
    page.blank();
    stack.see(examples().back());
    show_forward(page, stack.out);
  }

  static void show_single(Page& page, const Stack& stack) {
    page.heading("One neuron that does the same");
    page.line({{"W2·(W1·x + b1) + b2 = (W2·W1)·x + (W2·b1 + b2)"}});
    page.blank();
    page.say(
        "W1 holds the weights of h1, h2 and h3 as its rows, W2 those of out as "
        "one row. The rows of W1 can be mixed beforehand, and one weight for "
        "each input is left:");
    page.blank();
    show_forward(page, stack.single);
  }

  static void show_answers(Page& page, const Answers& answers) {
    page.heading("The same answers");
    std::vector<Line> rows{{{"x1"}, {"x2"}, {"stack"}, {"single"}, {"XOR"}}};
    for (std::size_t i = 0; i < examples().size(); ++i) {
      const std::vector<double>& x = examples()[i];
      rows.push_back({{page.number(x[0])},
                      {page.number(x[1])},
                      {page.number(answers.stacked[i]), Ink::forward},
                      {page.number(answers.single[i]), Ink::forward},
                      {x[0] == x[1] ? "0" : "1"}});
    }
    page.table(rows);
    page.blank();
    page.say(fmt::format(
        "No two numbers of a row differ by more than {}, which is rounding.",
        page.number(answers.largest_difference())));
    page.blank();
    const std::vector<double>& out = answers.stacked;
    page.line(
        {{fmt::format("first + last      {} + {} = {}", page.number(out[0]),
                      page.number(out[3]), page.number(out[0] + out[3]))}});
    page.line(
        {{fmt::format("second + third    {} + {} = {}", page.number(out[1]),
                      page.number(out[2]), page.number(out[1] + out[2]))}});
    page.blank();
    page.say(
        "These sums agree, whatever the weights. For XOR they would have to be "
        "0 + 0 and 1 + 1: no stack of linear layers can answer it.");
    page.pause();
  }

  static void show_slopes(Page& page, const Stack& stack,
                          const Answers& answers) {
    page.heading("Its slope is the same everywhere");
    page.say("Every path from an input to the output goes over two weights:");
    page.blank();
    for (const Value x : stack.x) {
      show_paths(page, paths(x, stack.out));
      page.blank();
    }
    page.say(
        "There is no x in these products, so the slopes do not depend on "
        "where they are taken. The gradient nodes say so too:");
    page.blank();
    show_table(page, answers.slopes, "out");
    page.blank();
    page.say("They are single.w1 and single.w2 again.");
    page.pause();
  }

  static void show_bent(Page& page, const Answers& answers) {
    page.heading("An activation breaks it");
    page.line({{"bent = W2·sigmoid(W1·x + b1) + b2"}});
    page.blank();
    page.say("With a sigmoid on each hidden neuron, and the same weights:");
    page.blank();
    show_table(page, answers.bent_slopes, "bent");
    page.blank();
    page.say(
        "Each point has a slope of its own now. No single linear neuron can do "
        "that: this is what activations are for.");
    page.pause();
  }

  static void show_table(Page& page,
                         const std::vector<std::vector<double>>& slopes,
                         const std::string& of) {
    std::vector<Line> rows{
        {{"x1"}, {"x2"}, {"∂" + of + "/∂x1"}, {"∂" + of + "/∂x2"}}};
    for (std::size_t i = 0; i < slopes.size(); ++i)
      rows.push_back({{page.number(examples()[i][0])},
                      {page.number(examples()[i][1])},
                      {page.number(slopes[i][0]), Ink::backward},
                      {page.number(slopes[i][1]), Ink::backward}});
    page.table(rows);
  }

  int seed_ = 0;
};

}  // namespace

std::unique_ptr<Lesson> linear_stack() {
  return std::make_unique<LinearStack>();
}

}  // namespace gradwalk::demos
