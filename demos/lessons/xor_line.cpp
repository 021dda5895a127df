#include <cmath>

#include "training/training_lesson.hpp"

namespace gradwalk::demos {

namespace {

class XorLine : public TrainingLesson {
 public:
  XorLine()
      : TrainingLesson({.data = xor_data(),
                        .given = std::vector<double>{0.1, 0.6, 0.0}}) {}
  [[nodiscard]] std::string_view name() const override { return "xor-line"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "why one neuron cannot learn XOR";
  }

 protected:
  void introduce(Story& story) override {
    story.title("xor-line: no straight line separates XOR");
    story.blank();
    story.say(
        "XOR answers 1 when exactly one of its inputs is 1. Its two 1s lie on "
        "one diagonal and its two 0s on the other, and these cross, so no "
        "straight line has "
        "the 1s on one side: they are not linearly separable. A straight line "
        "is all that one neuron has.");
  }
  void conclude(Story& story, const MLP&, const Results& results) override {
    if (!is_own_net()) return;
    bool undecided = true;
    for (const double output : results.outputs[0])
      undecided = undecided && std::abs(output - 0.5) < 0.05;
    if (!undecided) {
      story.say(
          "The outputs have not all settled at ½ yet: a neuron that is trained "
          "to the end has.");
      return;
    }
    story.say(
        "The outputs are near ½ for every example: whatever the neuron does "
        "for one pair of examples it undoes for the other. With all four "
        "outputs at ½ each loss is ½·(½)² = 0.125, and there it stays. Either "
        "the data must change (see feature-cross) or the net (see xor).");
  }
};

}  // namespace

std::unique_ptr<Lesson> xor_line_lesson() {
  return std::make_unique<XorLine>();
}

}  // namespace gradwalk::demos
