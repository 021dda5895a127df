#include <fmt/format.h>

#include "training/boundary.hpp"
#include "training/training_lesson.hpp"

namespace gradwalk::demos {

namespace {

class Xor : public TrainingLesson {
 public:
  Xor()
      : TrainingLesson({.data = xor_data(),
                        .hidden = {3},
                        .beside_source =
                            "Their digits in places 15 to 17 may differ from "
                            "the source's: sums are added in another order, "
                            "exp may differ in its last digit, and thousands "
                            "of steps carry that on."}) {}
  [[nodiscard]] std::string_view name() const override { return "xor"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "a hidden layer learns XOR: 2-3-1, 5000 epochs";
  }

 protected:
  void introduce(Story& story) override {
    story.title("xor: a hidden layer finds the features itself");
    story.blank();
    story.say(
        plan().hidden.empty()
            ? "A hidden layer is what stands between the inputs and the output "
              "neuron, and what nobody tells what to compute. Your options "
              "leave it out: see what one neuron makes of XOR."
            : fmt::format(
                  "Between the inputs and the output neuron stand more "
                  "neurons, which nobody tells what to compute: {}. Each draws "
                  "a line of its own, and the {} combines them. The inputs "
                  "are often drawn as an input layer, but only layers with "
                  "weights are counted.",
                  plan().hidden.size() == 1
                      ? "a hidden layer"
                      : in_words(plan().hidden.size()) + " hidden layers",
                  plan().hidden.size() == 1 ? "output neuron, the output layer,"
                                            : "next layer"));
    story.blank();
    story.say(
        "Each layer is fully connected: its neurons see all that stand before "
        "them. Nothing leads back: the net is a feedforward network.");
  }
  void conclude(Story& story, const MLP& net, const Results& results) override {
    const std::vector<std::size_t> xor_labels{0, 1, 1, 0};
    const std::vector<double> diagonal =
        crossings(net, plan().loss, [](double t) {
          return std::vector{t, t};
        });
    story.entry("decision_boundary", {{"diagonal", diagonal}});
    std::string at;
    for (const double t : diagonal)
      at += (at.empty() ? "" : " and ") + story.number(t);
    story.say(fmt::format(
        "Along the diagonal, from (0, 0) to (1, 1), the output crosses ½ at {}"
        "{}.",
        at.empty() ? "no point" : "x1 = x2 = " + at,
        diagonal.size() == 2 && results.predictions == xor_labels
            ? ": the 1s lie in a band between two boundaries"
            : ""));
  }
};

}  // namespace

std::unique_ptr<Lesson> xor_lesson() { return std::make_unique<Xor>(); }

}  // namespace gradwalk::demos
