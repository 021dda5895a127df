#include <fmt/format.h>

#include "frame/boundary.hpp"
#include "frame/iteration.hpp"
#include "frame/training_lesson.hpp"
#include "lessons.hpp"

/// The lessons of a hidden layer: `xor` and `symmetry`.
namespace gradwalk::demos {

namespace {

class Xor : public TrainingLesson {
 public:
  Xor() : TrainingLesson({.data = xor_data(), .hidden = {3}}) {}
  [[nodiscard]] std::string_view name() const override { return "xor"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "a hidden layer learns XOR: 2-3-1, 5000 epochs";
  }

 protected:
  void introduce(Page& page) override {
    page.title("xor: a hidden layer finds the features itself");
    page.blank();
    page.say(
        "Between the inputs and the output neuron stand more neurons, which "
        "nobody tells what to compute: a hidden layer. Each draws a line of "
        "its own, and the output neuron combines them. Inputs are no layer: "
        "only layers with weights are counted.");
  }
  void conclude(Page& page, const MLP& net, Json& document) override {
    Json& boundary = document["decision_boundary"];
    boundary["diagonal"] = crossings(net, [](double t) {
      return std::vector{t, t};
    });
    std::string at;
    for (const double t : boundary["diagonal"])
      at += (at.empty() ? "" : " and ") + page.number(t);
    page.say(fmt::format(
        "Along the diagonal, from (0, 0) to (1, 1), the output crosses ½ at {}"
        "{}.",
        at.empty() ? "no point" : "x1 = x2 = " + at,
        boundary["diagonal"].size() == 2
            ? ": the 1s lie in a band between two boundaries"
            : ""));
  }
};

class Symmetry : public TrainingLesson {
 public:
  Symmetry()
      : TrainingLesson(
            {.data = xor_data(),
             .hidden = {3},
             .given = std::vector<double>{0.5, 0.5, 0.0, 0.5, 0.5, 0.0, 0.5,
                                          0.5, 0.0, 0.5, 0.5, 0.5, 0.0}}) {}
  [[nodiscard]] std::string_view name() const override { return "symmetry"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "why weights must not begin all equal";
  }

 protected:
  void introduce(Page& page) override {
    page.title("symmetry: equal weights never part");
    page.blank();
    page.say(is_given()
                 ? "The same 2-3-1 net, but every weight begins at 0.5. Three "
                   "neurons with the same weights compute the same number, "
                   "receive the same gradient, and take the same step. Watch "
                   "the rows of W1."
                 : "With equal weights, neurons of a layer compute the same "
                   "number, receive the same gradient, and take the same step. "
                   "Your options draw the weights at random instead.");
  }
  void conclude(Page& page, const MLP& net, Json& document) override {
    const Layer& hidden = net.layers().front();
    bool equal = hidden.neurons().size() > 1;
    for (const Neuron& neuron : hidden.neurons())
      for (std::size_t i = 0; i < hidden.inputs(); ++i)
        equal = equal && neuron.weights()[i].value() ==
                             hidden.neurons()[0].weights()[i].value();
    document["rows_equal"] = equal;
    page.say(equal ? "After all these epochs the hidden neurons are still one "
                     "neuron, three times over, and XOR is not learned. Random "
                     "weights break the tie."
                   : "These weights began apart, and each neuron has learned "
                     "something of its own.");
    page.blank();
    show_initializers(page, document);
  }

 private:
  /// The spread of 400 × 300 weights of each initialiser.
  static void show_initializers(Page& page, Json& document) {
    constexpr std::size_t inputs = 400, outputs = 300;
    page.say(
        "How large random weights should be depends on how many a neuron "
        "sums. The walkthrough's initialisers, for 400 inputs and 300 "
        "neurons, seed 48:");
    page.blank();
    std::vector<Line> rows{
        {{"initialiser"}, {"weight"}, {"mean"}, {"variance"}, {"expected"}}};
    const auto add = [&](Initializer initializer, const char* formula,
                         double expected) {
      Random random(48);
      std::vector<double> weights;
      for (std::size_t i = 0; i < inputs * outputs; ++i)
        weights.push_back(initial_weight(initializer, random, inputs));
      Graph graph;
      std::vector<Value> nodes;
      for (const double weight : weights) nodes.push_back(graph.input(weight));
      const Value mean_node = mean(nodes);
      std::vector<Value> squares;
      for (const Value node : nodes)
        squares.push_back(square(node - mean_node));
      const double average = mean_node.value(),
                   variance = mean(squares).value();
      const std::string name(name_of(initializer));
      document["initializers"][name] = {
          {"mean", average}, {"var", variance}, {"expected_var", expected}};
      rows.push_back({{name},
                      {formula},
                      {page.number(average)},
                      {page.number(variance)},
                      {page.number(expected)}});
    };
    add(Initializer::plain, "randn · 0.01", 0.01 * 0.01);
    add(Initializer::xavier, "randn / √inputs", 1.0 / inputs);
    add(Initializer::he, "randn · √(2/inputs)", 2.0 / inputs);
    page.table(rows);
    page.blank();
    page.say(
        "(Its \"xavier\" is 1/inputs; Glorot's own is 2/(inputs + outputs). "
        "Where the walkthrough means to show these formulas, a figure repeats "
        "the cost function instead.)");
  }
};

}  // namespace

std::unique_ptr<Lesson> xor_lesson() { return std::make_unique<Xor>(); }
std::unique_ptr<Lesson> symmetry() { return std::make_unique<Symmetry>(); }

}  // namespace gradwalk::demos
