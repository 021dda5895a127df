#include <fmt/format.h>

#include <gradwalk/graph.hpp>

#include "chain/row.hpp"
#include "parts/figures.hpp"
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

class ChainLesson : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "chain"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "neurons in a row, and how gradients vanish";
  }

  void declare(Options& options) override {
    options.data("--x", x_, "the input of the chain");
    options.data("--y", y_, "its label", {0.0, 1.0});
    options.whole("--neurons", neurons_, 2, 1000, "of the longer row");
  }

  void tell(Story& story) override {
    story.title("chain: from neuron to neuron");
    Chain chain(x_, y_);
    story.entry("lesson", name());
    show_chain(story, chain);
    story.drawing(1, chain.loss);
    story.entry("rows", show_rows(story, row_size()));
    story.figure([&] { return figure_of(chain); });
  }

 private:
  [[nodiscard]] RowSize row_size() const {
    return {static_cast<std::size_t>(neurons_), x_};
  }

  [[nodiscard]] Figure figure_of(Chain& chain) const {
    Figure figure{sigmoid_slope_panel()};
    for (const Value w : chain.w)
      figure.push_back(slope_panel(chain.graph, w, chain.loss, {-4.0, 4.0}));
    share_y_range(std::span(figure).subspan(1));
    figure.push_back(rows_panel(row_size()));
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

  double x_ = 1.0;
  double y_ = 1.0;
  int neurons_ = 10;
};

}  // namespace

std::unique_ptr<Lesson> chain_lesson() {
  return std::make_unique<ChainLesson>();
}

}  // namespace gradwalk::demos
