#include <fmt/format.h>

#include <gradwalk/labels.hpp>
#include <gradwalk/paths.hpp>

#include "frame/film.hpp"
#include "frame/options.hpp"
#include "frame/plots.hpp"
#include "frame/walk.hpp"
#include "lessons.hpp"
#include "shared_neuron.hpp"

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

  void declare(CLI::App& options) override {
    add_number(options, "--a", a_, "the value of a");
    add_number(options, "--b", b_, "the value of b");
  }

  Outcome run(Page& page) override {
    page.title("paths: why a gradient is a sum");
    page.blank();
    page.say(
        "A node may be used more than once. Each use is a way on which it "
        "reaches the result, and the gradient adds up over all of them.");
    const ThreeEquations equations(a_, b_);
    show_equations(page, equations);

    const SharedNeuron neuron(or_data(), 0.1, 0.6, 0.0);
    show_shared(page, neuron);

    Outcome outcome{{{"lesson", name()}}, drawing_of(page, equations.e)};
    outcome.document.update(pass(equations.e));
    outcome.document["paths"] = {
        {"a", paths_document(paths(equations.a, equations.e))},
        {"b", paths_document(paths(equations.b, equations.e))}};
    Json shared = pass(neuron.cost);
    for (const Value parameter : neuron.parameters())
      shared["paths"][parameter.name()] =
          paths_document(paths(parameter, neuron.cost));
    outcome.document["shared"] = shared;
    if (page.style().figure) outcome.figure = figure();
    outcome.more_drawings = {drawing_of(page, neuron.cost)};
    return outcome;
  }

 private:
  /// e as a and as b is changed: the gradients are its slopes.
  [[nodiscard]] Figure figure() const {
    ThreeEquations own(a_, b_);
    return {slope_panel(own.graph, own.a, own.e, {a_ - 2.0, a_ + 2.0}),
            slope_panel(own.graph, own.b, own.e, {b_ - 2.0, b_ + 2.0})};
  }

  static void show_equations(Page& page, const ThreeEquations& equations) {
    page.heading("Three equations, and b is in two of them");
    show_leaves(page, equations.e);
    page.blank();
    show_forward(page, equations.e);
    page.blank();
    page.say("Backward, watch what b receives:");
    page.blank();
    show_backward(page, equations.e);
    page.blank();
    page.say(
        "The same as paths: follow each way from the node to e, and "
        "multiply the local gradients on it.");
    page.blank();
    show_paths(page, paths(equations.a, equations.e));
    page.blank();
    show_paths(page, paths(equations.b, equations.e));
    page.pause();
  }

  static void show_shared(Page& page, const SharedNeuron& neuron) {
    page.heading("A neuron that sees four examples shares its bias");
    page.say(
        "The OR gate has four examples. The neuron answers each of them with "
        "the same w1, w2 and b, so each of the three is used four times. The "
        "cost is the mean of the four losses.");
    page.blank();
    std::vector<Line> rows{
        {{"example"}, {"x1"}, {"x2"}, {"y"}, {"z"}, {"y_hat"}, {"loss"}}};
    for (std::size_t i = 0; i < neuron.z.size(); ++i) {
      Line row{{fmt::format("{}", i + 1)}};
      for (const Value node :
           {neuron.inputs[i][0], neuron.inputs[i][1], neuron.labels[i]})
        row.push_back({page.number(node.value())});
      for (const Value node : {neuron.z[i], neuron.y_hat[i], neuron.losses[i]})
        row.push_back({page.number(node.value()), Ink::forward});
      rows.push_back(row);
    }
    page.table(rows);
    page.line({{"cost = "}, {page.number(neuron.cost.value()), Ink::forward}});
    page.blank();
    page.pause();
    if (Film* film = page.film()) {
      film->forward(neuron.cost);
      film->backward(neuron.cost);
    }
    page.say("One path for each example leads from b to the cost:");
    page.blank();
    show_paths(page, paths(neuron.b, neuron.cost));
    page.blank();
    page.pause();
    page.say(
        "And from w1 and w2. Here ∂z/∂w is the example's input, so an example "
        "whose input is 0 contributes nothing:");
    page.blank();
    show_paths(page, paths(neuron.w1, neuron.cost));
    page.blank();
    show_paths(page, paths(neuron.w2, neuron.cost));
    page.pause();
  }

  double a_ = 2.0;
  double b_ = 1.0;
};

}  // namespace

std::unique_ptr<Lesson> paths_lesson() {
  return std::make_unique<PathsLesson>();
}

}  // namespace gradwalk::demos
