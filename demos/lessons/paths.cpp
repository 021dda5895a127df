#include <fmt/format.h>

#include <gradwalk/labels.hpp>
#include <gradwalk/paths.hpp>

#include "parts/shared_neuron.hpp"
#include "story/lesson.hpp"
#include "story/story.hpp"
#include "training/plots.hpp"

namespace gradwalk::demos {

namespace {

/// c = a + b, d = b + 1, e = c·d.
struct ThreeEquations {
  Graph graph;
  Value a, b, c, d, e;

  ThreeEquations(double a_is, double b_is)
      : a(graph.parameter(a_is, "a")),
        b(graph.parameter(b_is, "b")),
        c((a + b).named("c")),
        d((b + 1.0).named("d")),
        e((c * d).named("e")) {
    e.backward();
  }
};

class PathsLesson : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "paths"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "a gradient is a sum over paths; shared weights";
  }

  [[nodiscard]] int graphs() const override { return 2; }

  void declare(Options& options) override {
    options.data("--a", a_, "the value of a");
    options.data("--b", b_, "the value of b");
  }

  void tell(Story& story) override {
    story.title("paths: why a gradient is a sum");
    story.blank();
    story.say(
        "A node may be used more than once. Each use is a way on which it "
        "reaches the result, and the gradient adds up over all of them.");
    story.entry("lesson", name());
    const ThreeEquations equations(a_, b_);
    show_equations(story, equations);
    story.drawing(1, equations.e);

    const SharedNeuron neuron(or_data(), 0.1, 0.6, 0.0);
    show_shared(story, neuron);
    story.drawing(2, neuron.cost);
    story.figure([this] { return figure(); });
  }

 private:
  /// e as a and as b is changed: the gradients are its slopes.
  [[nodiscard]] Figure figure() const {
    ThreeEquations own(a_, b_);
    return {slope_panel(own.graph, own.a, own.e, {a_ - 2.0, a_ + 2.0}),
            slope_panel(own.graph, own.b, own.e, {b_ - 2.0, b_ + 2.0})};
  }

  static void show_equations(Story& story, const ThreeEquations& equations) {
    const Walk walk(equations.e);
    story.heading("Three equations, and b is in two of them");
    story.leaves(walk);
    story.blank();
    story.forward(walk);
    story.blank();
    story.say("Backward, watch what b receives:");
    story.blank();
    story.backward(walk);
    story.blank();
    story.say(
        "The same as paths: follow each way from the node to e, and "
        "multiply the local gradients on it.");
    story.blank();
    const Paths from_a = gradwalk::paths(equations.a, walk.graph());
    const Paths from_b = gradwalk::paths(equations.b, walk.graph());
    story.paths(from_a);
    story.blank();
    story.paths(from_b);
    story.pause();
    story.entries(document_of(walk));
    story.entry("paths",
                {{"a", document_of(from_a)}, {"b", document_of(from_b)}});
  }

  static void show_shared(Story& story, const SharedNeuron& neuron) {
    story.heading("A neuron that sees four examples shares its bias");
    story.say(
        "The OR gate has four examples. The neuron answers each of them with "
        "the same w1, w2 and b, so each of the three is used four times. The "
        "cost is the mean of the four losses.");
    story.blank();
    std::vector<Line> rows{
        names_of_columns({"example", "x1", "x2", "y", "z", "y_hat", "loss"})};
    for (std::size_t i = 0; i < neuron.z.size(); ++i) {
      Line row{{fmt::format("{}", i + 1)}};
      for (const Value node :
           {neuron.inputs[i][0], neuron.inputs[i][1], neuron.labels[i]})
        row.push_back({story.number(node.value())});
      for (const Value node : {neuron.z[i], neuron.y_hat[i], neuron.losses[i]})
        row.push_back({story.number(node.value()), Ink::forward});
      rows.push_back(row);
    }
    story.table(rows);
    story.line(
        {{"cost = "}, {story.number(neuron.cost.value()), Ink::forward}});
    story.blank();
    story.pause();
    const Walk walk(neuron.cost);
    story.play_forward(walk);
    story.play_backward(walk);
    const Paths from_b = gradwalk::paths(neuron.b, walk.graph());
    const Paths from_w1 = gradwalk::paths(neuron.w1, walk.graph());
    const Paths from_w2 = gradwalk::paths(neuron.w2, walk.graph());
    story.say("One path for each example leads from b to the cost:");
    story.blank();
    story.paths(from_b);
    story.blank();
    story.pause();
    story.say(
        "And from w1 and w2. Here ∂z/∂w is the example's input, so an example "
        "whose input is 0 contributes nothing:");
    story.blank();
    story.paths(from_w1);
    story.blank();
    story.paths(from_w2);
    story.pause();
    Json shared = document_of(walk);
    shared["paths"] = {{"w1", document_of(from_w1)},
                       {"w2", document_of(from_w2)},
                       {"b", document_of(from_b)}};
    story.entry("shared", shared);
  }

  double a_ = 2.0;
  double b_ = 1.0;
};

}  // namespace

std::unique_ptr<Lesson> paths_lesson() {
  return std::make_unique<PathsLesson>();
}

}  // namespace gradwalk::demos
