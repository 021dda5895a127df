#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/paths.hpp>
#include <tuple>

#include "bugs/zoo.hpp"
#include "story/lesson.hpp"
#include "tiny/differences_words.hpp"
#include "tiny_source.hpp"
#include "training/plots.hpp"

namespace gradwalk::demos {

namespace {

/// The source from `// Part N` on, or from its first line; to the next part.
std::string part_of_source(int part) {
  const std::string_view source = tiny_source;
  const auto place = [&](int n) {
    return std::min(source.find(fmt::format("// Part {}", n)), source.size());
  };
  const std::size_t begin = part == 1 ? 0 : place(part);
  return std::string(source.substr(begin, place(part + 1) - begin));
}

class TinyLesson : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "tiny"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "your own engine in 60 lines, beside gradwalk";
  }

  void declare(Options& options) override {
    options.data("--x1", example_.x1, "the first input", {0.0, 1.0});
    options.data("--x2", example_.x2, "the second input", {0.0, 1.0});
    options.data("--y", example_.y, "the label", {0.0, 1.0});
  }

  void tell(Story& story) override {
    story.title("tiny: an autograd engine of your own, beside gradwalk");
    story.entry("lesson", name());
    show_source(story);
    Twins twins(example_);
    const Walk walk(twins.ours.loss);
    show_neuron(story, walk);
    show_numbers(story, twins);
    story.entries(document_of(walk));
    story.drawing(1, twins.ours.loss);
    show_orders(story, twins);
    show_mistakes(story);
    tell_differences(story, twins);
    story.figure([&] { return figure(twins); });
  }

 private:
  static void show_source(Story& story) {
    const std::string_view source = tiny_source;
    const auto lines = std::count(source.begin(), source.end(), '\n');
    story.blank();
    story.say(fmt::format(
        "Here is a whole autograd engine, in {} lines. Nothing in it is there "
        "for speed. We read it in three parts, run it beside gradwalk, and "
        "see what gradwalk does in another way, and why.",
        lines));
    story.pause();
    story.heading("A node, and how it is made");
    story.lines(part_of_source(1));
    story.blank();
    story.say(
        "A node has its value, its gradient and its parents: the nodes that it "
        "was computed from. A Number is a shared pointer to a node: while "
        "somebody still has a pointer to it, the node lives.");
    story.pause();
    story.heading("Forward: an operation makes a node");
    story.lines(part_of_source(2));
    story.blank();
    story.say(
        "Each operation stands here twice: once as its value, and once as its "
        "rule, which knows the local gradients. a·b has the local gradients b "
        "and a, in this order.");
    story.pause();
    story.heading("Backward: upstream × local gradient, on every path");
    story.lines(part_of_source(3));
    story.blank();
    story.say(
        "sort puts the parents of a node into the order before the node "
        "itself. backward goes through that order from its end. So it comes to "
        "a node when all that use the node have had their turn: the node's "
        "gradient is complete, and is the upstream gradient for its parents.");
    story.pause();
    story.entry("lines", std::int64_t{lines});
  }

  static void show_neuron(Story& story, const Walk& walk) {
    story.heading("One neuron, for both engines");
    story.say(
        "The neuron of the or-gate and an example of the OR gate. The loss is "
        "½(y_hat\u00A0-\u00A0y)², written so that error is used twice: two "
        "paths lead "
        "from it to the loss. The formulas are one C++ template, which both "
        "engines run.");
    story.blank();
    story.leaves(walk);
    story.blank();
    story.formulas(walk);
    story.play_forward(walk);
    story.pause();
  }

  static void show_numbers(Story& story, const Twins& twins) {
    story.heading("Number beside number");
    story.play_backward(Walk(twins.ours.loss));
    std::vector<Line> rows{names_of_columns(
        {"node", "value, tiny", "gradwalk", "gradient, tiny", "gradwalk"})};
    Json theirs = Json::object(), ours = Json::object();
    for (std::size_t i = 0; i < neuron_names.size(); ++i) {
      const tiny::Node& node = *twins.theirs.nodes()[i];
      const Value value = twins.ours.nodes()[i];
      const bool needs = value.needs_gradient();
      rows.push_back({{neuron_names[i]},
                      {story.number(node.value), Ink::forward},
                      {story.number(value.value()), Ink::forward},
                      {story.number(node.gradient), Ink::backward},
                      {needs ? story.number(value.gradient()) : "given",
                       needs ? Ink::backward : Ink::quiet}});
      theirs[neuron_names[i]] = {{"value", node.value},
                                 {"gradient", node.gradient}};
      ours[neuron_names[i]] = {
          {"value", value.value()},
          {"gradient", needs ? Json(value.gradient()) : Json(nullptr)}};
    }
    story.wide_table(rows, 2);
    story.blank();
    const bool all_equal =
        twins.equal_values() == static_cast<int>(neuron_names.size()) &&
        twins.equal_gradients() == twins.gradients();
    story.say(fmt::format(
        "Compared bit by bit, {} of the {} values are the same, and {} of the "
        "{} gradients that both have.{}",
        twins.equal_values(), neuron_names.size(), twins.equal_gradients(),
        twins.gradients(),
        all_equal ? " Both engines multiply the same numbers, and no gradient "
                    "here is a sum of more than two: a + b is b + a. A sum of "
                    "three comes later."
                  : " The exp of the sigmoid is the C++ library's in tiny, and "
                    "gradwalk's own: their last digits may differ, and with "
                    "them what is computed from it."));
    story.pause();
    story.entries(
        {{"tiny", {{"nodes", theirs}, {"order", twins.tiny_order}}},
         {"gradwalk", {{"nodes", ours}, {"order", twins.gradwalk_order}}},
         {"same_bits",
          {{"values", twins.equal_values()},
           {"gradients", twins.equal_gradients()},
           {"of", twins.gradients()}}}});
  }

  static void show_orders(Story& story, const Twins& twins) {
    story.heading("The order of the nodes");
    story.say("What tiny's sort found, a search through all parents:");
    story.blank();
    story.line({{joined(twins.tiny_order, " ")}});
    story.blank();
    story.say("The order in which gradwalk recorded its nodes:");
    story.blank();
    story.line({{joined(twins.gradwalk_order, " ")}});
    story.blank();
    const int behind = twins.parents_behind(twins.tiny_order) +
                       twins.parents_behind(twins.gradwalk_order);
    story.say(fmt::format(
        "Checked for every node, {} parents stand behind a node that uses "
        "them: {}. gradwalk needs no search. A formula can only use nodes that "
        "exist "
        "already, so the order of recording is a topological order, and "
        "backward goes through it from its end.",
        behind == 0 ? "no" : fmt::format("{}", behind),
        behind == 0 ? "both are topological orders"
                    : "not both are topological orders"));
    story.pause();
  }

  void show_mistakes(Story& story) const {
    story.heading("Three mistakes, each run");
    story.say("Two paths lead from error to the loss:");
    story.blank();
    const Twins right(example_);
    story.paths(paths(right.ours.error, right.ours.loss));
    story.blank();
    story.say("So these are wrong, each in its own way:");
    story.blank();
    std::vector<Line> rows{names_of_columns(
        {"backward", "∂loss/∂error", "∂loss/∂y_hat", "∂loss/∂w1"})};
    Json all = Json::object();
    const auto row = [&](const char* what, const ProblemNumbers& found) {
      rows.push_back({{what}});
      for (const char* name : {"error", "y_hat", "w1"}) {
        const auto place = std::ranges::find(neuron_names, std::string(name)) -
                           neuron_names.begin();
        const double gradient = *(found.end() - 1 - place);
        rows.back().push_back({story.number(gradient), Ink::backward});
        all[what][name] = gradient;
      }
    };
    row("as above", small_graph(example_, 1).right());
    for (const auto& [engine, what, passes] :
         {std::tuple{"overwrites", "= in place of +=", 1},
          {"unordered", "no topological order", 1},
          {"unzeroed", "again, not from zero", 2}})
      row(what, small_graph(example_, passes).found_by(engine_named(engine)));
    story.wide_table(rows, 2);
    story.blank();
    story.say(
        "With = the last path to error overwrites the one before. Without a "
        "topological order, error passes on its gradient when only one of "
        "its two paths has arrived; what comes later stays where it is. A "
        "second pass that does not begin at zero adds to the first. "
        "gradwalk bugs shows these engines, and others.");
    story.pause();
    story.entry("mistakes", all);
  }

  static Figure figure(Twins& twins) {
    Figure panels;
    for (const Value leaf : {twins.ours.w1, twins.ours.w2, twins.ours.b})
      panels.push_back(slope_panel(twins.graph, leaf, twins.ours.loss,
                                   {leaf.value() - 4.0, leaf.value() + 4.0}));
    return panels;
  }

  /// Its fourth example: no gradient is 0.
  OrExample example_{1.0, 1.0, 1.0};
};

}  // namespace

std::unique_ptr<Lesson> tiny_lesson() { return std::make_unique<TinyLesson>(); }

}  // namespace gradwalk::demos
