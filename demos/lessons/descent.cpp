#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "descent/noise.hpp"
#include "descent/steps.hpp"
#include "story/lesson.hpp"
#include "training/names.hpp"
#include "training/plots.hpp"

namespace gradwalk::demos {

namespace {

class DescentLesson : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override { return "descent"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "batches, momentum, Adam, schedules, compared";
  }

  void declare(Options& options) override {
    options.whole("--seed", seed_, 0, std::numeric_limits<int>::max(),
                  "of NumPy's random stream");
    options.whole("--epochs", epochs_, 1, 10'000, "how long to train");
    options.number("--rate", rate_, "the learning rate; Adam's is a tenth");
    options.whole("--batch", batch_, 1, 1'000, "examples of a mini-batch");
  }

  void tell(Story& story) override {
    Random random(static_cast<std::uint32_t>(seed_));
    const Data data = noisy_or_data(200, 0.35, random);
    const Setting setting{data, random, epochs_, rate_,
                          static_cast<std::size_t>(batch_)};
    const std::vector<Run> runs = run_all(setting);
    const Run lowest = run_long(setting);
    story.title("descent: the same gradients, other steps");
    story.entries({{"lesson", name()},
                   {"seed", seed_},
                   {"X", data.inputs},
                   {"y", data.labels},
                   {"lowest", lowest.costs.back()}});
    show_data(story, data);
    story.entry("noise", show_noise(story, setting, lowest));
    story.entry("runs", show_runs(story, setting, runs, lowest));
    show_annealing(story, setting, runs);
    story.entry("momentum", show_momentum(story, setting));
    story.entry("adam", show_adam(story, setting));
    story.figure([&] { return figure_of(setting, runs, lowest); });
  }

 private:
  static void show_data(Story& story, const Data& data) {
    story.heading("One neuron, and an OR that is measured badly");
    story.say(fmt::format(
        "{} examples: the four of OR again and again, but each input is "
        "measured with an error. The first is {}, with the label {}. Some lie "
        "among the others' labels, so that no line is right for all.",
        data.size(), story.row(data.inputs[0]), story.number(data.labels[0])));
    story.blank();
    story.say("The gradient of one example, the first:");
    story.blank();
    Graph graph;
    const MLP net = first_neuron(graph);
    const RecordedBatch one = record_batch(
        net, data.examples(), Loss::squared_error, Reduction::mean, 0, 1);
    const Value loss = one.losses[0];
    name_pass(net, data.features, one.passes[0], loss.named("loss"), "");
    one.passes[0][0].z[0].named("z");
    one.passes[0][0].a[0].named("y_hat");
    loss.backward();
    const Walk walk(loss);
    story.forward(walk);
    story.blank();
    story.backward(walk);
    story.drawing(1, loss);
    story.pause();
  }

  /// The costs side by side, the ways through the plane of the weights, and
  /// the line of the best.
  static Figure figure_of(const Setting& setting, const std::vector<Run>& runs,
                          const Run& lowest) {
    Panel costs =
        panel_over_epochs("Six learning curves", "cost", setting.epochs);
    Panel ways{"The way of the weights", "w1", "w2"};
    for (const Run& run : runs) {
      Series& curve =
          costs.series.emplace_back(Series{run.name, Mark::line, {}});
      Series& way = ways.series.emplace_back(Series{run.name, Mark::line, {}});
      for (std::size_t epoch = 0; epoch < run.costs.size(); ++epoch) {
        curve.points.push_back({static_cast<double>(epoch), run.costs[epoch]});
        way.points.push_back(
            {run.parameters[epoch][0], run.parameters[epoch][1]});
      }
    }
    const std::vector<double>& end = lowest.parameters.back();
    ways.series.push_back({"lowest cost", Mark::diamonds, {{end[0], end[1]}}});
    Panel border = data_panel(setting.data);
    border.title = "The line of the lowest cost";
    add_border(border, "the answer is ½", end);
    return {costs, ways, border};
  }

  int seed_ = 48;
  int epochs_ = 50;
  double rate_ = 2.0;
  int batch_ = 20;
};

}  // namespace

std::unique_ptr<Lesson> descent_lesson() {
  return std::make_unique<DescentLesson>();
}

}  // namespace gradwalk::demos
