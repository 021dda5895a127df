#include <fmt/format.h>

#include <numeric>

#include "training/boundary.hpp"
#include "training/training_lesson.hpp"

namespace gradwalk::demos {

namespace {

class Moons : public TrainingLesson {
 public:
  Moons()
      : TrainingLesson({.data = {.features = {"x1", "x2"}},
                        .hidden = {10},
                        .net = {.seed = 42},
                        .rate = 0.1,
                        .epochs = 10000,
                        .reduction = Reduction::sum}) {}
  [[nodiscard]] std::string_view name() const override { return "moons"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "two half moons, 200 points, a curved boundary";
  }

 protected:
  void prepare(TrainingPlan& plan, Random& random) override {
    plan.data = moons_data(200, 0.1, random);
  }

  void introduce(Story& story) override {
    story.title("moons: two half moons that reach into each other");
    story.blank();
    story.say(fmt::format(
        "200 points, half of them on each of two half circles, with some "
        "noise. No straight line parts them; {}. Long trainings of this kind "
        "are chaotic: the accuracy can be relied on, the last digits of a cost "
        "can not.",
        draws_curve() ? counted_neurons() + " draw a curve"
                      : counted_neurons() + " cannot draw more than one"));
  }

  void conclude(Story& story, const MLP& net, const Results&) override {
    const Data& data = plan().data;
    Json wrong = Json::array();
    for (std::size_t i = 0; i < data.size(); ++i)
      if ((answer(net, plan().loss, data.inputs[i]) > 0.5) !=
          (data.labels[i] > 0.5))
        wrong.push_back(data.inputs[i]);
    story.entry("mistakes", wrong);
    story.say(fmt::format(
        "{} of {} points lie on the wrong side of the {} "
        "where the output is ½.",
        wrong.size(), data.size(), draws_curve() ? "curve" : "line"));
  }

 private:
  /// One hidden neuron bends nothing: its answer changes across a line.
  [[nodiscard]] bool draws_curve() const {
    return !plan().hidden.empty() && plan().hidden.front() > 1;
  }
  [[nodiscard]] std::string counted_neurons() const {
    const std::size_t hidden = std::accumulate(
        plan().hidden.begin(), plan().hidden.end(), std::size_t{0});
    return fmt::format("{} hidden neuron{}", in_words(hidden),
                       hidden == 1 ? "" : "s");
  }
};

}  // namespace

std::unique_ptr<Lesson> moons_lesson() { return std::make_unique<Moons>(); }

}  // namespace gradwalk::demos
