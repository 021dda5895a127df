#include <fmt/format.h>

#include <algorithm>

#include "parts/trial.hpp"
#include "symmetry/biases.hpp"
#include "training/training_lesson.hpp"

namespace gradwalk::demos {

namespace {

class Symmetry : public TrainingLesson {
 public:
  Symmetry()
      : TrainingLesson({.data = xor_data(), .hidden = {3}, .equal = 0.5}) {}
  [[nodiscard]] std::string_view name() const override { return "symmetry"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "why weights must not begin all equal";
  }

 protected:
  void introduce(Story& story) override {
    story.title("symmetry: equal weights never part");
    story.blank();
    constexpr const char* same =
        "compute the same number, receive the same gradient, and take the same "
        "step.";
    const std::vector<std::size_t>& hidden = plan().hidden;
    story.say(
        is_given()
            ? fmt::format(
                  "The same {} net, but every weight begins at 0.5. {} with "
                  "the same weights {} Watch the rows of W1.",
                  joined(plan().sizes(), "-"),
                  hidden.size() == 1 && hidden[0] > 1
                      ? capitalized(in_words(hidden[0])) + " neurons"
                      : "Neurons of a layer",
                  same)
            : fmt::format("With equal weights, neurons of a layer {} Your "
                          "options draw the weights at random instead.",
                          same));
  }
  void conclude(Story& story, const MLP& net, const Results&) override {
    const Layer& first = net.layers().front();
    bool equal = first.neurons().size() > 1;
    for (const Neuron& neuron : first.neurons())
      for (std::size_t i = 0; i < first.inputs(); ++i)
        equal = equal && neuron.weights()[i].value() ==
                             first.neurons()[0].weights()[i].value();
    story.entry("rows_equal", equal);
    story.say(what_became(first.neurons().size(), equal));
    story.pause();
    show_random_starts(story);
    show_initializers(story);
    story.blank();
    story.entry("biases", tell_biases(story));
  }

 private:
  [[nodiscard]] std::string what_became(std::size_t neurons, bool equal) const {
    if (neurons == 1)
      return "One neuron has no other to be equal to: give the net a hidden "
             "layer of two or more.";
    if (!equal)
      return "These weights began apart, and each neuron has learned something "
             "of its own.";
    const std::string times =
        neurons == 2 ? "twice" : in_words(neurons) + " times";
    return fmt::format(
        "After all these epochs the hidden neurons are still one neuron, {} "
        "over, and XOR is not learned. Random weights break the tie.",
        times);
  }

  /// The same net from random weights.
  [[nodiscard]] Trial trial_of(Initializer initializer, int epochs) const {
    TrainingPlan other = plan();
    other.equal.reset();
    other.given.reset();
    other.net.initializer = initializer;
    other.epochs = epochs;
    other.every = std::max(epochs / 10, 1);
    return Trial(other);
  }

  using Starts = std::vector<std::pair<std::string, Trial>>;

  /// The costs of three initialisers, side by side.
  void show_random_starts(Story& story) const {
    const int epochs = std::min(plan().epochs, 5000);
    Starts starts;
    for (const Initializer drawn :
         {Initializer::plain, Initializer::xavier, Initializer::he})
      starts.emplace_back(name_of(drawn), trial_of(drawn, epochs));
    story.heading("How large should random weights be?");
    story.say(
        fmt::format("The same {} net from three kinds of random weights, "
                    "seed {}. Its cost after so many epochs:",
                    joined(plan().sizes(), "-"), plan().net.seed));
    story.blank();
    story.entry("random_starts", show_costs(story, starts));
    story.blank();
    story.say(what_they_learned(starts));
    story.blank();
    story.pause();
  }

  static Json show_costs(Story& story, const Starts& starts) {
    std::vector<Line> rows{names_of_columns({"epoch"})};
    for (const Progress& at : starts.front().second.reports)
      rows.push_back({{fmt::format("{}", at.epoch)}});
    Json document = Json::object();
    for (const auto& [name, trial] : starts) {
      const std::vector<Progress>& reports = trial.reports;
      rows[0].push_back({name, Ink::name});
      for (std::size_t i = 0; i < reports.size(); ++i) {
        rows[i + 1].push_back({story.number(reports[i].cost), Ink::forward});
        document[name][fmt::format("{}", reports[i].epoch)] = reports[i].cost;
      }
    }
    story.table(rows);
    return document;
  }

  [[nodiscard]] std::string what_they_learned(const Starts& starts) const {
    std::vector<std::string> learned, missed;
    for (const auto& [name, trial] : starts)
      (trial.has_learned() ? learned : missed).push_back(name);
    if (missed.empty()) return "All three learn XOR.";
    if (learned.empty()) return "None of the three has learned XOR.";
    return fmt::format(
        "{} learned XOR, {} did not.{}", joined(learned, " and "),
        joined(missed, " and "),
        missed == std::vector<std::string>{"plain"} && plan().hidden[0] > 1
            ? " Plain weights are so small that they are almost equal. Then "
              "the neurons of a layer do almost the same, their gradients are "
              "small, and they take long to part."
            : "");
  }

  /// The spread of 400 × 300 weights of each initialiser.
  static void show_initializers(Story& story) {
    constexpr std::size_t inputs = 400, outputs = 300;
    story.say(
        "What is small depends on how many weights a neuron sums. The three "
        "kinds for 400 inputs and 300 neurons, seed 48:");
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
        "(Here xavier has the variance 1/inputs; Glorot's own has 2/(inputs + "
        "outputs).)");
    story.of_sources(
        "Where the walkthrough means to show these formulas, a figure repeats "
        "the cost function instead.");
  }
};

}  // namespace

std::unique_ptr<Lesson> symmetry_lesson() {
  return std::make_unique<Symmetry>();
}

}  // namespace gradwalk::demos
