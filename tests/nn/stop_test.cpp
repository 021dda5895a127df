#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "line.hpp"

using namespace gradwalk;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// What a training stopped with, and after how many epochs.
struct Stop {
  int epochs;
  std::string message;
};
Stop stop_of(const MLP& net, const Examples& examples, Optimizer& optimizer,
             const TrainingOptions& options) {
  try {
    const int epochs = train(net, examples, optimizer, options);
    return {epochs, "went on"};
  } catch (const TrainingStopped& stopped) {
    return {stopped.epochs(), stopped.what()};
  }
}

}  // namespace

TEST_CASE("a training that grows past all numbers stops, and says where") {
  for (const bool one_by_one : {false, true}) {
    Line line;
    // Each step multiplies w - 2 by 1 - rate·11, 11 being the mean of x².
    GradientDescent descent(1e10);
    std::vector<double> costs, weights;
    TrainingOptions options{.one_by_one = one_by_one};
    options.each_step = [&](const Step& step) {
      costs.push_back(step.cost);
      weights.push_back(line.w().value());
      return true;
    };
    const Stop stop = stop_of(line.net, doubled(), descent, options);
    CHECK(stop.message ==
          "train: expected finite numbers, got the cost inf after 14 epochs, "
          "first in example 1: loss = 0.5·(2 - (-7.595e+154))² = inf");
    CHECK(stop.epochs == 14);
    CHECK(costs.size() == 14);
    for (const double cost : costs) CHECK(std::isfinite(cost));
    CHECK(line.w().value() == weights.back());
    CHECK(std::isfinite(line.w().value()));
  }
}

TEST_CASE("an input or a target that is nan is named") {
  struct Row {
    Examples examples;
    std::string message;
  };
  const std::vector<Row> rows{
      {{{{1, 2}, {3, std::nan("")}}, {{1}, {2}}}, "example 2: x2"},
      {{{{std::nan(""), 2}, {3, 4}}, {{1}, {2}}}, "example 1: x1"},
      {{{{1, 2}, {3, 4}}, {{1}, {std::nan("")}}}, "example 2: y1"}};
  for (const bool one_by_one : {false, true})
    for (const std::size_t batch : {0u, 1u})
      for (const auto& [examples, message] : rows) {
        Graph graph;
        const MLP net(graph, {2, 3, 1}, {.output = Activation::identity});
        Adam adam;
        const Stop stop =
            stop_of(net, examples, adam,
                    {.epochs = 2, .batch = batch, .one_by_one = one_by_one});
        CHECK(stop.epochs == 0);
        CHECK(stop.message ==
              "train: expected finite numbers, got the cost nan after 0 "
              "epochs, first in " +
                  message + " = what it was given = nan");
        for (const Value w : net.parameters()) CHECK(std::isfinite(w.value()));
      }
}

TEST_CASE("the example is told by its place, also where they are shuffled") {
  Examples examples = doubled();
  examples.inputs[3][0] = std::nan("");
  for (std::uint32_t seed = 0; seed < 10; ++seed) {
    Line line;
    GradientDescent descent(0.001);
    Random random(seed);
    TrainingOptions options{.epochs = 1, .batch = 2, .shuffle = &random};
    CHECK(stop_of(line.net, examples, descent, options)
              .message.find("in example 4: x1 = ") != std::string::npos);
  }
}

TEST_CASE("a net says which neuron was first to be no number") {
  Graph graph;
  const MLP net(graph, {1, 2, 1},
                {.hidden = Activation::relu, .output = Activation::identity});
  for (const Value w : net.parameters()) w.set(1e200);
  GradientDescent descent(0.1);
  CHECK(stop_of(net, doubled(), descent, {}).message ==
        "train: expected finite numbers, got the cost inf after 0 epochs, "
        "first in example 1: layer2.neuron1.z = "
        "1e+200·2e+200 + 1e+200·2e+200 + 1e+200 = inf");
}

TEST_CASE("losses whose sum alone is too large are not blamed") {
  Line line;
  // The sum, ½w²·55, is too large; (5w)² is not.
  line.w().set(2.6e153);
  GradientDescent descent(0.1);
  CHECK(stop_of(line.net, doubled(), descent, {.reduction = Reduction::sum})
            .message ==
        "train: expected finite numbers, got the cost inf "
        "after 0 epochs, though each loss is finite");
}

TEST_CASE("a parameter that is no number stops the training at its epoch") {
  Graph graph;
  const MLP net(graph, {1, 1}, {.bias = false});
  const Value w = net.parameters()[0];
  w.set(0.5);
  GradientDescent descent(1.0);
  TrainingOptions options{.epochs = 10, .every = 1};
  options.schedule = [](int epoch) { return epoch < 3 ? 0.1 : infinite; };
  double before = 0.0;
  options.each_report = [&](const Progress& now) {
    // The sigmoid of inf is 1.
    CHECK(std::isfinite(now.cost));
    if (now.epoch == 3) before = w.value();
    return true;
  };
  const Stop stop = stop_of(net, doubled(), descent, options);
  CHECK(stop.message ==
        "train: expected finite numbers, got layer1.neuron1.w1 = inf after 4 "
        "epochs");
  CHECK(stop.epochs == 4);
  CHECK(before > 0.5);
  CHECK(w.value() == before);
}

TEST_CASE("nan within an epoch brings back the parameters of its beginning") {
  Line line;
  GradientDescent descent(1.0);
  TrainingOptions options{.epochs = 10, .batch = 2};
  double before = 0.0;
  options.schedule = [&](int epoch) {
    if (epoch == 1) before = line.w().value();
    return epoch < 1 ? 0.001 : infinite;
  };
  const Stop stop = stop_of(line.net, doubled(), descent, options);
  CHECK(stop.epochs == 1);
  CHECK(stop.message ==
        "train: expected finite numbers, got the cost inf after 1 epoch, first "
        "in example 3: layer1.neuron1.w1 = what it was given = inf");
  CHECK(before != 0.0);
  CHECK(line.w().value() == before);
}

TEST_CASE("a callback that ends the training hides no parameter that is nan") {
  Line line;
  GradientDescent descent(infinite);
  TrainingOptions options{.epochs = 10};
  options.each_step = [](const Step&) { return false; };
  CHECK(stop_of(line.net, doubled(), descent, options).message ==
        "train: expected finite numbers, got layer1.neuron1.w1 = inf after 1 "
        "epoch");
  CHECK(line.w().value() == 0.0);
}

TEST_CASE("training goes on past nan where it is told to") {
  for (const bool one_by_one : {false, true}) {
    Line line;
    GradientDescent descent(1e10);
    std::vector<int> told;
    TrainingOptions options{
        .epochs = 30, .one_by_one = one_by_one, .past_nan = true};
    options.every = 10;
    options.each_report = [&](const Progress& now) {
      told.push_back(now.epoch);
      CHECK(std::isfinite(now.cost) == (now.epoch < 14));
      return true;
    };
    CHECK(train(line.net, doubled(), descent, options) == 30);
    CHECK(told == std::vector{0, 10, 20, 30});
    CHECK_FALSE(std::isfinite(line.w().value()));
  }
}
