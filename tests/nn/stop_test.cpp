#include <doctest/doctest.h>
#include <fmt/format.h>

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

TEST_CASE("a gradient that is no number stops the training before its step") {
  struct Row {
    Examples examples;
    double w;
    Reduction reduction;
    std::string where;
  };
  const std::vector<Row> rows{
      {{{{1}, {1e200}, {2}}, {{1}, {0}, {2}}},
       1e-50,
       Reduction::mean,
       "first in example 2: the gradient of layer1.neuron1.w1 = "
       "1e+150 × 1e+200, passed by layer1.neuron1.z = inf"},
      {{{{1e158}, {1e158}}, {{0}, {0}}},
       1e-8,
       Reduction::sum,
       "though each example's is finite"}};
  for (const auto& [examples, start, reduction, where] : rows)
    for (const bool one_by_one : {false, true}) {
      Line line;
      line.w().set(start);
      GradientDescent descent(0.1);
      const Stop stop =
          stop_of(line.net, examples, descent,
                  {.reduction = reduction, .one_by_one = one_by_one});
      CHECK(stop.message ==
            "train: expected finite numbers, got the gradient of "
            "layer1.neuron1.w1 = inf after 0 epochs, " +
                where);
      CHECK(stop.epochs == 0);
      CHECK(line.w().value() == start);
    }
}

TEST_CASE("gradients whose sum alone is too large are a step like others") {
  Graph graph;
  const MLP net(graph, {2, 1}, {.output = Activation::identity, .bias = false});
  net.parameters().set(std::vector{0.5e-8, 0.5e-8});
  GradientDescent descent(1e-316);
  // Of each weight, 1e150·1e158.
  CHECK(
      stop_of(net, {{{1e158, 1e158}}, {{0}}}, descent, {.epochs = 1}).message ==
      "went on");
  CHECK(net.parameters()[0].value() < 0.0);
}

TEST_CASE("an input that is inf is named where the cost hides it") {
  const std::vector<std::vector<double>> targets{{0}, {1}, {1}, {0}};
  for (const bool one_by_one : {false, true})
    for (const std::size_t batch : {0u, 1u, 3u})
      for (const std::size_t at : {0u, 2u}) {
        // The sigmoid of inf is 1, its local gradient 0, and 0 × inf is nan.
        Examples examples{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}, targets};
        examples.inputs[at][1] = infinite;
        Graph graph;
        const MLP net(graph, {2, 3, 1});
        GradientDescent descent(0.5);
        TrainingOptions options{
            .epochs = 3, .batch = batch, .one_by_one = one_by_one};
        std::vector<double> last;
        options.each_step = [&](const Step& step) {
          CHECK(std::isfinite(step.cost));
          last.clear();
          for (const Value w : net.parameters()) last.push_back(w.value());
          return true;
        };
        const Stop stop = stop_of(net, examples, descent, options);
        CHECK(stop.message ==
              fmt::format("train: expected finite numbers, got the gradient of "
                          "layer1.neuron1.w2 = nan after 0 epochs, first in "
                          "example {}: x2 = what it was given = inf",
                          at + 1));
        for (std::size_t i = 0; i < last.size(); ++i)
          CHECK(net.parameters()[i].value() == last[i]);
        for (const Value w : net.parameters()) CHECK(std::isfinite(w.value()));
      }
}

TEST_CASE("an input that is inf behind a relu that is shut is not blamed") {
  Graph graph;
  const MLP net(graph, {1, 1}, {.output = Activation::relu, .bias = false});
  net.parameters()[0].set(-1e-50);
  GradientDescent descent(0.1);
  CHECK(
      stop_of(net, {{{infinite}, {-1e200}}, {{0}, {0}}}, descent, {}).message ==
      "train: expected finite numbers, got the gradient of layer1.neuron1.w1 "
      "= -inf after 0 epochs, first in example 2: the gradient of "
      "layer1.neuron1.w1 = 1e+150 × (-1e+200), passed by layer1.neuron1.z = "
      "-inf");
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
