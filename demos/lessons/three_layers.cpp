#include <fmt/format.h>

#include <algorithm>

#include "parts/tiny_net_walk.hpp"
#include "story/lesson.hpp"
#include "training/names.hpp"
#include "training/plots.hpp"

namespace gradwalk::demos {

namespace {

class ThreeLayers : public Lesson {
 public:
  [[nodiscard]] std::string_view name() const override {
    return "three-layers";
  }
  [[nodiscard]] std::string_view teaches() const override {
    return "layer to layer, in matrices: relu, softmax";
  }

  void declare(Options& options) override {
    options.number("--rate", rate_, "the learning rate");
  }

  void tell(Story& story) override {
    story.title("three-layers: from layer to layer");
    story.entry("lesson", name());
    story.entries(walk_tiny_net(story, rate_));
    draw(story);
    story.figure([this] {
      return Figure{step_panel(rate_), probabilities_panel(rate_)};
    });
  }

 private:
  /// The net with its first example, and cross-entropy.
  static void draw(Story& story) {
    TinyNet tiny;
    std::vector<Value> inputs;
    for (std::size_t k = 0; k < tiny.x.size(); ++k)
      inputs.push_back(
          tiny.graph.input(tiny.x[k][0], fmt::format("x{}", k + 1)));
    const MLP::Pass pass = tiny.net(inputs);
    const Value loss =
        softmax_cross_entropy(pass.back().z, tiny.labels[0]).named("loss");
    name_pass(tiny.net, {}, pass, loss, "");
    loss.backward();
    story.drawing(1, loss);
  }

  static double loss_after(const TinyNet& tiny, double rate) {
    GradientDescent(rate).step(tiny.net.parameters());
    return TinyIteration(tiny, TinyLoss::cross_entropy).loss;
  }

  /// The loss after one step, over the learning rate.
  static Panel step_panel(double rate) {
    Panel panel{"The loss after one step", "learning rate", "loss"};
    Series losses{"loss", Mark::line, {}}, chosen{"here", Mark::diamonds, {}};
    const auto add = [](Series& series, double at) {
      TinyNet tiny;
      const TinyIteration first(tiny, TinyLoss::cross_entropy);
      series.points.push_back({at, loss_after(tiny, at)});
    };
    for (const double at : even({0.0, std::max(4.0, 2.0 * rate)}, 41))
      add(losses, at);
    add(chosen, rate);
    panel.series = {losses, chosen};
    return panel;
  }

  /// What the net holds the right classes for, step by step.
  static Panel probabilities_panel(double rate) {
    constexpr int steps = 100;
    TinyNet tiny;
    Panel panel{"How probable the right class is", "step", "probability"};
    for (std::size_t j = 0; j < tiny.labels.size(); ++j)
      panel.series.push_back(
          {fmt::format("example {}", j + 1), Mark::line, {}});
    for (int step = 0; step <= steps; ++step) {
      const TinyIteration now(tiny, TinyLoss::cross_entropy);
      for (std::size_t j = 0; j < tiny.labels.size(); ++j)
        panel.series[j].points.push_back(
            {static_cast<double>(step), now.a.back()[tiny.labels[j]][j]});
      GradientDescent(rate).step(tiny.net.parameters());
    }
    panel.y_range = Range{0.0, 1.0};
    return panel;
  }

  double rate_ = 0.1;
};

}  // namespace

std::unique_ptr<Lesson> three_layers_lesson() {
  return std::make_unique<ThreeLayers>();
}

}  // namespace gradwalk::demos
