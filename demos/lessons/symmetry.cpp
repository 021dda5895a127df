#include <fmt/format.h>

#include "training/training_lesson.hpp"

namespace gradwalk::demos {

namespace {

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
  void introduce(Story& story) override {
    story.title("symmetry: equal weights never part");
    story.blank();
    story.say(
        is_given()
            ? "The same 2-3-1 net, but every weight begins at 0.5. Three "
              "neurons with the same weights compute the same number, "
              "receive the same gradient, and take the same step. Watch "
              "the rows of W1."
            : "With equal weights, neurons of a layer compute the same "
              "number, receive the same gradient, and take the same step. "
              "Your options draw the weights at random instead.");
  }
  void conclude(Story& story, const MLP& net, const Results&) override {
    const Layer& hidden = net.layers().front();
    bool equal = hidden.neurons().size() > 1;
    for (const Neuron& neuron : hidden.neurons())
      for (std::size_t i = 0; i < hidden.inputs(); ++i)
        equal = equal && neuron.weights()[i].value() ==
                             hidden.neurons()[0].weights()[i].value();
    story.entry("rows_equal", equal);
    story.say(equal
                  ? "After all these epochs the hidden neurons are still one "
                    "neuron, three times over, and XOR is not learned. Random "
                    "weights break the tie."
                  : "These weights began apart, and each neuron has learned "
                    "something of its own.");
    story.blank();
    show_initializers(story);
  }

 private:
  /// The spread of 400 × 300 weights of each initialiser.
  static void show_initializers(Story& story) {
    constexpr std::size_t inputs = 400, outputs = 300;
    story.say(
        "How large random weights should be depends on how many a neuron "
        "sums. The walkthrough's initialisers, for 400 inputs and 300 "
        "neurons, seed 48:");
    story.blank();
    std::vector<Line> rows{names_of_columns(
        {"initialiser", "weight", "mean", "variance", "expected"})};
    Json document = Json::object();
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
      document[name] = {
          {"mean", average}, {"var", variance}, {"expected_var", expected}};
      rows.push_back({{name},
                      {formula},
                      {story.number(average)},
                      {story.number(variance)},
                      {story.number(expected)}});
    };
    add(Initializer::plain, "randn · 0.01", 0.01 * 0.01);
    add(Initializer::xavier, "randn / √inputs", 1.0 / inputs);
    add(Initializer::he, "randn · √(2/inputs)", 2.0 / inputs);
    story.table(rows);
    story.entry("initializers", document);
    story.blank();
    story.say(
        "(Its \"xavier\" is 1/inputs; Glorot's own is 2/(inputs + outputs). "
        "Where the walkthrough means to show these formulas, a figure repeats "
        "the cost function instead.)");
  }
};

}  // namespace

std::unique_ptr<Lesson> symmetry_lesson() {
  return std::make_unique<Symmetry>();
}

}  // namespace gradwalk::demos
