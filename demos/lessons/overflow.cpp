#include <fmt/format.h>

#include <cmath>
#include <gradwalk/graph.hpp>
#include <gradwalk/health.hpp>
#include <gradwalk/nn/evaluation.hpp>
#include <limits>
#include <optional>

#include "overflow/cross_entropy.hpp"
#include "story/lesson.hpp"

namespace gradwalk::demos {

namespace {

/// What a net of ten outputs might answer to a picture of a digit.
const std::vector<double> example_output{0.0, 0.1, 0.1, 0.5, 0.0,
                                         0.0, 0.0, 0.2, 0.1, 0.0};

/// Three scores, and softmax as it is written.
struct Scores {
  Graph graph;
  std::vector<Value> z, powers, probabilities;

  explicit Scores(double largest) {
    for (const double below : {2.0, 1.0, 0.0})
      z.push_back(
          graph.parameter(largest - below, fmt::format("z{}", z.size() + 1)));
    for (const Value score : z)
      powers.push_back(exp(score).named(fmt::format("e{}", powers.size() + 1)));
    const Value total = sum(powers).named("total");
    for (const Value power : powers)
      probabilities.push_back(
          (power / total).named(fmt::format("p{}", probabilities.size() + 1)));
  }

  [[nodiscard]] std::string text(const Story& story) const {
    return fmt::format("{}, {} and {}", story.number(z[0].value()),
                       story.number(z[1].value()), story.number(z[2].value()));
  }
};

class Overflow : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "overflow"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "softmax, cross-entropy, and numbers too large";
  }

  [[nodiscard]] int graphs() const override { return 2; }

  void declare(Options& options) override {
    options.number("--largest", largest_, "the largest of the three scores");
  }

  void tell(Story& story) override {
    story.title("overflow: from scores to probabilities");
    story.entry("lesson", name());
    story.entry("example_output", show_output(story));
    story.entry("softmax", show_softmax(story));
    const Scores scores(largest_);
    story.entry("softmax_overflow", show_overflow(story, scores));
    story.drawing(1, scores.probabilities[0]);
    const Value loss = softmax_cross_entropy(scores.z, 0).named("loss");
    story.entry("cross_entropy", show_cross_entropy(story, loss));
    story.drawing(2, loss);
    story.entry("underflow", show_underflow(story));
    story.figure(softmax_figure);
  }

 private:
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

  static Json show_softmax(Story& story) {
    story.heading("From scores to probabilities: softmax");
    const Scores scores(2.0);
    story.say(fmt::format(
        "A neuron of the last layer gives any number, a score, such as {}. "
        "Probabilities are above 0 and add up to 1. Softmax makes them: exp "
        "of each score is above 0, and is divided by the sum of all of them.",
        scores.text(story)));
    story.blank();
    std::vector<Line> rows{names_of_columns({"score", "exp(z)", "softmax"})};
    Json column = Json::array();
    for (std::size_t k = 0; k < scores.z.size(); ++k) {
      rows.push_back(
          {{story.number(scores.z[k].value())},
           {story.number(scores.powers[k].value())},
           {story.number(scores.probabilities[k].value()), Ink::forward}});
      column.push_back({scores.probabilities[k].value()});
    }
    story.table(rows);
    story.blank();
    story.say(fmt::format(
        "Together they are {}. A score that is larger by 1 is {} "
        "times as probable.",
        story.number(sum(scores.probabilities).value()),
        story.number(scores.powers[1].value() / scores.powers[0].value())));
    story.pause();
    return column;
  }

  static std::string what_happened(const Story& story,
                                   const std::optional<NonFinite>& first,
                                   double naive) {
    if (!first)
      return "Every number is finite. Try larger scores: --largest 1002.";
    return fmt::format(
        "{} is the first number that is not finite. {}", *first,
        std::isinf(first->number)
            ? fmt::format("No double is above {}: what would be larger is said "
                          "to overflow, and becomes inf, infinity.{}",
                          story.number(std::numeric_limits<double>::max()),
                          std::isnan(naive)
                              ? " And inf/inf is nan, which is not a number."
                              : "")
            : "Each exp was too small for a double and became 0, and 0/0 is "
              "nan, which is not a number.");
  }

  static Json show_overflow(Story& story, const Scores& scores) {
    story.heading(
        fmt::format("The same with the scores {}", scores.text(story)));
    story.forward(Walk(scores.probabilities[0]));
    story.blank();
    const Value naive = scores.probabilities[0];
    const auto first = first_non_finite(naive);
    story.say(what_happened(story, first, naive.value()));
    story.pause();
    Json document{
        {"Z", Json::array()},
        {"naive", story.number(naive.value())},
        {"first_non_finite", first ? to_ascii(fmt::format("{}", *first)) : ""}};
    for (const Value score : scores.z) document["Z"].push_back({score.value()});
    document["stable"] = show_shifted(story, scores.z);
    return document;
  }

  static Json show_shifted(Story& story, const std::vector<Value>& z) {
    story.heading("Subtract the largest score first");
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
    story.of_sources(
        "The source's softmax does not subtract, and gives nan for scores "
        "like 1000.");
    story.pause();
    return column;
  }

  double largest_ = 1002.0;
};

}  // namespace

std::unique_ptr<Lesson> overflow_lesson() {
  return std::make_unique<Overflow>();
}

}  // namespace gradwalk::demos
