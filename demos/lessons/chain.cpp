#include <fmt/format.h>

#include <gradwalk/graph.hpp>
#include <gradwalk/health.hpp>

#include "parts/figures.hpp"
#include "parts/tiny_net_walk.hpp"
#include "story/lesson.hpp"
#include "training/plots.hpp"

namespace gradwalk::demos {

namespace {

/// Three neurons of one input each, one behind the other. The input is
/// recorded as if it were learned: a0, what a layer before would answer.
struct Chain {
  Graph graph;
  std::vector<Value> w, b, z, a;
  Value y, loss;

  Chain(double x_is, double y_is) {
    constexpr double weights[]{0.5, -0.3, 0.8}, biases[]{0.1, 0.2, -0.1};
    a.push_back(graph.parameter(x_is, "a0"));
    y = graph.input(y_is, "y");
    for (int i = 0; i < 3; ++i) {
      const std::string number = fmt::format("{}", i + 1);
      w.push_back(graph.parameter(weights[i], "w" + number));
      b.push_back(graph.parameter(biases[i], "b" + number));
      z.push_back(linear(std::vector{w.back()}, std::vector{a.back()}, b.back())
                      .named("z" + number));
      a.push_back(sigmoid(z.back()).named("a" + number));
    }
    loss = square(a.back() - y).named("loss");
    loss.backward();
  }

  [[nodiscard]] NetNodes net() const {
    NetNodes nodes{{"a0"}, {}, {{{a[0]}, {y}, {}, {}, loss}}, loss};
    for (std::size_t i = 0; i < z.size(); ++i) {
      nodes.layers.push_back({{a[i + 1].name(), {w[i]}, b[i]}});
      nodes.examples[0].z.push_back({z[i]});
      nodes.examples[0].a.push_back({a[i + 1]});
    }
    return nodes;
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

  void declare(Options& options) override {
    options.number("--x", x_, "the input of the chain");
    options.number("--y", y_, "its label");
    options.number("--rate", rate_, "the learning rate of the net");
  }

  void tell(Story& story) override {
    story.title("chain: from neuron to neuron, and from layer to layer");
    Chain chain(x_, y_);
    story.entry("lesson", name());
    show_chain(story, chain);
    story.drawing(1, chain.loss);
    story.entry("example_output", show_output(story));
    story.entries(walk_tiny_net(story, rate_));
    story.entry("softmax_overflow", show_overflow(story));
    draw_tiny_net(story, 2);
    story.figure([&] { return figure_of(chain); });
  }

 private:
  static Figure figure_of(Chain& chain) {
    Figure figure{sigmoid_slope_panel()};
    for (const Value w : chain.w)
      figure.push_back(slope_panel(chain.graph, w, chain.loss, {-4.0, 4.0}));
    share_y_range(std::span(figure).subspan(1));
    return figure;
  }

  static void show_chain(Story& story, const Chain& chain) {
    const Walk walk(chain.loss);
    story.heading("Three neurons in a row");
    story.say(
        "Each neuron takes one number, makes z = w·a + b of it, and hands "
        "a = sigmoid(z) to the next. The last answer, a3, is held against the "
        "label y: loss = (a3 - y)².");
    story.blank();
    story.leaves(walk);
    story.blank();
    story.say(
        "a0 is the input x. It is given; we record it as if it could be "
        "learned, to see what a neuron before the first would be told.");
    story.pause();

    story.heading("Forward: z1, a1, z2, a2, z3, a3, loss");
    story.net(chain.net());
    story.forward(walk);
    story.pause();

    story.heading("Backward: the same way home");
    story.backward(walk);
    story.blank();
    show_shrinking(story, chain);
    story.perturbations(check_gradients(walk.graph()));
    story.pause();
    story.entries(document_of(walk));
  }

  static void show_shrinking(Story& story, const Chain& chain) {
    story.say(
        "There is one way back, and each neuron on it multiplies twice: by "
        "its sigmoid's slope, which is never above 0.25, and by its weight. "
        "So what reaches the front of the chain is little:");
    story.blank();
    std::vector<Line> rows{names_of_columns({"at", "∂loss/∂z", "a·(1 - a)"})};
    for (std::size_t i = chain.z.size(); i-- > 0;)
      rows.push_back({{chain.z[i].name()},
                      {story.number(chain.z[i].gradient()), Ink::backward},
                      {story.number(chain.a[i + 1].local_gradients()[0])}});
    story.table(rows);
    story.blank();
    story.say("Nudging each of them confirms all these gradients:");
    story.blank();
  }

  static Json show_output(Story& story) {
    story.heading("What an output can mean");
    story.say(
        "One output can be a probability, a quantity, or the input of another "
        "net. Ten outputs can be a probability for each digit. Here is such "
        "an answer to one picture:");
    story.blank();
    Graph graph;
    std::vector<Value> outputs;
    Matrix column;
    std::vector<Line> rows{names_of_columns({"digit", "output", ""})};
    for (const double output : example_output) {
      outputs.push_back(graph.input(output));
      column.push_back({output});
      const auto length = static_cast<std::size_t>(output * 40.0 + 0.5);
      rows.push_back({{fmt::format("{}", rows.size() - 1)},
                      {story.number(output)},
                      {std::string(length, '#'), Ink::forward}});
    }
    story.table(rows);
    story.blank();
    const std::size_t winner = predictions_of(column).front();
    const double total = sum(outputs).value();
    story.say(
        fmt::format("They add up to {}, and the largest, {}, stands at {}: the "
                    "net says that it sees a {}.",
                    story.number(total), story.number(example_output[winner]),
                    winner, winner));
    story.pause();
    return {{"vector", example_output}, {"sum", total}, {"argmax", winner}};
  }

  static Json show_overflow(Story& story) {
    story.heading("Softmax of large scores");
    story.say(
        "Softmax is exp(z) divided by the sum of all exp(z). Written down like "
        "that, with the scores 1000, 1001 and 1002:");
    story.blank();
    Graph graph;
    std::vector<Value> z, powers;
    for (const double score : {1000.0, 1001.0, 1002.0})
      z.push_back(graph.parameter(score, fmt::format("z{}", z.size() + 1)));
    for (const Value score : z)
      powers.push_back(exp(score).named(fmt::format("e{}", powers.size() + 1)));
    const Value total = sum(powers).named("total");
    const Value naive = (powers[0] / total).named("p1");
    story.forward(Walk(naive));
    story.blank();
    const std::string began =
        fmt::format("{}", first_non_finite(naive).value());
    story.say("first_non_finite says where it began: " + began + ".");
    story.blank();
    return {{"Z", {{z[0].value()}, {z[1].value()}, {z[2].value()}}},
            {"naive", story.number(naive.value())},
            {"first_non_finite", to_ascii(began)},
            {"stable", show_shifted(story, z)}};
  }

  static Json show_shifted(Story& story, const std::vector<Value>& z) {
    story.say(
        "A number subtracted from every score divides every exp by the same "
        "factor and changes no probability. So the largest score is "
        "subtracted first: no exp is above 1, and one of them is 1.");
    story.blank();
    const Value top = max(max(z[0], z[1]), z[2]);
    const std::vector<Value> stable = softmax(z);
    std::vector<Line> rows{names_of_columns(
        {"score", "score - largest", "exp of that", "softmax"})};
    Json column = Json::array();
    for (std::size_t k = 0; k < z.size(); ++k) {
      const Value shifted = z[k] - top;
      rows.push_back({{story.number(z[k].value())},
                      {story.number(shifted.value())},
                      {story.number(exp(shifted).value())},
                      {story.number(stable[k].value()), Ink::forward}});
      column.push_back({stable[k].value()});
    }
    story.table(rows);
    story.blank();
    story.say("(The source's softmax does not subtract, and gives nan here.)");
    story.pause();
    return column;
  }

  double x_ = 1.0;
  double y_ = 1.0;
  double rate_ = 0.1;
};

}  // namespace

std::unique_ptr<Lesson> chain_lesson() {
  return std::make_unique<ChainLesson>();
}

}  // namespace gradwalk::demos
