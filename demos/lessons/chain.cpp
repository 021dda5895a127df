#include <fmt/format.h>

#include <gradwalk/graph.hpp>
#include <gradwalk/health.hpp>

#include "figures.hpp"
#include "frame/options.hpp"
#include "frame/plots.hpp"
#include "frame/walk.hpp"
#include "lessons.hpp"
#include "tiny_net_walk.hpp"

namespace gradwalk::demos {

namespace {

/// Three neurons of one input each, one behind the other. The input is
/// recorded as if it were learned: a0, what a layer before would answer.
struct Chain {
  Graph graph;
  std::vector<Value> w, z, a;
  Value loss;

  Chain(double x_is, double y_is) {
    constexpr double weights[]{0.5, -0.3, 0.8}, biases[]{0.1, 0.2, -0.1};
    a.push_back(graph.parameter(x_is, "a0"));
    const Value y = graph.input(y_is, "y");
    for (int i = 0; i < 3; ++i) {
      const std::string number = fmt::format("{}", i + 1);
      w.push_back(graph.parameter(weights[i], "w" + number));
      const Value b = graph.parameter(biases[i], "b" + number);
      z.push_back(linear(std::vector{w.back()}, std::vector{a.back()}, b)
                      .named("z" + number));
      a.push_back(sigmoid(z.back()).named("a" + number));
    }
    loss = square(a.back() - y).named("loss");
    loss.backward();
  }
};

/// What a net of ten outputs might answer to a picture of a digit.
const std::vector<double> example_output{0.0, 0.1, 0.1, 0.5, 0.0,
                                         0.0, 0.0, 0.2, 0.1, 0.0};

class ChainLesson : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "chain"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "three neurons in a row, three layers, softmax";
  }

  [[nodiscard]] int graphs() const override { return 2; }

  void declare(CLI::App& options) override {
    add_number(options, "--x", x_, "the input of the chain");
    add_number(options, "--y", y_, "its label");
    add_number(options, "--rate", rate_, "the learning rate of the net");
  }

  Outcome run(Page& page) override {
    page.title("chain: from neuron to neuron, and from layer to layer");
    Chain chain(x_, y_);
    show_chain(page, chain);
    Outcome outcome{{{"lesson", name()}}, drawing_of(page, chain.loss)};
    outcome.document.update(pass(chain.loss));
    outcome.document["example_output"] = show_output(page);
    outcome.document.update(walk_tiny_net(page, rate_));
    outcome.document["softmax_overflow"] = show_overflow(page);
    if (page.style().figure) outcome.figure = figure_of(chain);
    outcome.more_drawings = {drawing_of_tiny_net(page)};
    return outcome;
  }

 private:
  static Figure figure_of(Chain& chain) {
    Figure figure{sigmoid_slope_panel()};
    for (const Value w : chain.w)
      figure.push_back(slope_panel(chain.graph, w, chain.loss, {-4.0, 4.0}));
    share_y_range(std::span(figure).subspan(1));
    return figure;
  }

  static void show_chain(Page& page, const Chain& chain) {
    page.heading("Three neurons in a row");
    page.say(
        "Each neuron takes one number, makes z = w·a + b of it, and hands "
        "a = sigmoid(z) to the next. The last answer, a3, is held against the "
        "label y: loss = (a3 - y)².");
    page.blank();
    show_leaves(page, chain.loss);
    page.blank();
    page.say(
        "a0 is the input x. It is given; we record it as if it could be "
        "learned, to see what a neuron before the first would be told.");
    page.pause();

    page.heading("Forward: z1, a1, z2, a2, z3, a3, loss");
    show_forward(page, chain.loss);
    page.pause();

    page.heading("Backward: the same way home");
    show_backward(page, chain.loss);
    page.blank();
    show_shrinking(page, chain);
    show_nudges(page, chain.loss);
    page.pause();
  }

  static void show_shrinking(Page& page, const Chain& chain) {
    page.say(
        "There is one way back, and each neuron on it multiplies twice: by "
        "its sigmoid's slope, which is never above 0.25, and by its weight. "
        "So what reaches the front of the chain is little:");
    page.blank();
    std::vector<Line> rows{{{"at"}, {"∂loss/∂z"}, {"a·(1 - a)"}}};
    for (std::size_t i = chain.z.size(); i-- > 0;)
      rows.push_back({{chain.z[i].name()},
                      {page.number(chain.z[i].gradient()), Ink::backward},
                      {page.number(chain.a[i + 1].local_gradients()[0])}});
    page.table(rows);
    page.blank();
    page.say("Nudging each of them confirms all these gradients:");
    page.blank();
  }

  static Json show_output(Page& page) {
    page.heading("What an output can mean");
    page.say(
        "One output can be a probability, a quantity, or the input of another "
        "net. Ten outputs can be a probability for each digit. Here is such "
        "an answer to one picture:");
    page.blank();
    Graph graph;
    std::vector<Value> outputs;
    Matrix column;
    std::vector<Line> rows{{{"digit"}, {"output"}, {""}}};
    for (const double output : example_output) {
      outputs.push_back(graph.input(output));
      column.push_back({output});
      const auto length = static_cast<std::size_t>(output * 40.0 + 0.5);
      rows.push_back({{fmt::format("{}", rows.size() - 1)},
                      {page.number(output)},
                      {std::string(length, '#'), Ink::forward}});
    }
    page.table(rows);
    page.blank();
    const std::size_t winner = predictions_of(column).front();
    const double total = sum(outputs).value();
    page.say(
        fmt::format("They add up to {}, and the largest, {}, stands at {}: the "
                    "net says that it sees a {}.",
                    page.number(total), page.number(example_output[winner]),
                    winner, winner));
    page.pause();
    return {{"vector", example_output}, {"sum", total}, {"argmax", winner}};
  }

  static Json show_overflow(Page& page) {
    page.heading("Softmax of large scores");
    page.say(
        "Softmax is exp(z) divided by the sum of all exp(z). Written down like "
        "that, with the scores 1000, 1001 and 1002:");
    page.blank();
    Graph graph;
    std::vector<Value> z, powers;
    for (const double score : {1000.0, 1001.0, 1002.0})
      z.push_back(graph.parameter(score, fmt::format("z{}", z.size() + 1)));
    for (const Value score : z)
      powers.push_back(exp(score).named(fmt::format("e{}", powers.size() + 1)));
    const Value total = sum(powers).named("total");
    const Value naive = (powers[0] / total).named("p1");
    show_forward(page, naive);
    page.blank();
    const std::string began =
        fmt::format("{}", first_non_finite(naive).value());
    page.say("first_non_finite says where it began: " + began + ".");
    page.blank();
    return {{"Z", {{z[0].value()}, {z[1].value()}, {z[2].value()}}},
            {"naive", page.number(naive.value())},
            {"first_non_finite", to_ascii(began)},
            {"stable", show_shifted(page, z)}};
  }

  static Json show_shifted(Page& page, const std::vector<Value>& z) {
    page.say(
        "A number subtracted from every score divides every exp by the same "
        "factor and changes no probability. So the largest score is "
        "subtracted first: no exp is above 1, and one of them is 1.");
    page.blank();
    const Value top = max(max(z[0], z[1]), z[2]);
    const std::vector<Value> stable = softmax(z);
    std::vector<Line> rows{
        {{"score"}, {"score - largest"}, {"exp of that"}, {"softmax"}}};
    Json column = Json::array();
    for (std::size_t k = 0; k < z.size(); ++k) {
      const Value shifted = z[k] - top;
      rows.push_back({{page.number(z[k].value())},
                      {page.number(shifted.value())},
                      {page.number(exp(shifted).value())},
                      {page.number(stable[k].value()), Ink::forward}});
      column.push_back({stable[k].value()});
    }
    page.table(rows);
    page.blank();
    page.say("(The source's softmax does not subtract, and gives nan here.)");
    page.pause();
    return column;
  }

  double x_ = 1.0;
  double y_ = 1.0;
  double rate_ = 0.1;
};

}  // namespace

std::unique_ptr<Lesson> chain() { return std::make_unique<ChainLesson>(); }

}  // namespace gradwalk::demos
