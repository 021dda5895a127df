#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "golden.hpp"
#include "line.hpp"

using namespace gradwalk;

namespace {

Examples xor_examples() {
  return {{{0, 0}, {0, 1}, {1, 0}, {1, 1}}, {{0}, {1}, {1}, {0}}};
}

}  // namespace

TEST_CASE("XOR with 2-3-1 costs what xor_2_3_1 lists") {
  const nlohmann::json& expected = golden("nothing_but_numpy")["xor_2_3_1"];
  Graph graph;
  const MLP net(graph, {2, 3, 1});
  const std::size_t size = graph.size();
  GradientDescent descent(1.0);
  int compared = 0;
  TrainingOptions options;
  options.each_report = [&](const Progress& now) {
    const auto [epoch, cost, accuracy] = now;
    static_cast<void>(accuracy);
    const std::string key = std::to_string(now.epoch);
    if (!expected["cost_series"].contains(key)) return true;
    const double other = expected["cost_series"][key];
    // Golden's own tolerance for 5000 epochs.
    CHECK(std::abs(now.cost - other) <= 1e-12 * other);
    compared += now.epoch >= 4600 && now.epoch <= 4900;
    if (now.epoch >= 4600) CHECK(now.accuracy == 1.0);
    return true;
  };
  CHECK(train(net, xor_examples(), descent, options) == 5000);
  CHECK(compared == 4);
  CHECK(graph.size() == size);
  const std::vector<std::vector<double>> outputs =
      outputs_of(net, xor_examples(), Loss::squared_error);
  const std::vector<std::size_t> predictions = predictions_of(outputs);
  CHECK(predictions == expected["predictions"]);
  CHECK(accuracy_of(predictions, xor_examples()) == 1.0);
  for (std::size_t i = 0; i < 4; ++i) {
    const double output = expected["final_output"][0][i];
    CHECK(std::abs(outputs[0][i] - output) <= 1e-12 * output);
  }
  CHECK(graph.size() == size);
}

TEST_CASE("a full batch takes one step an epoch, by the mean or the sum") {
  for (const Reduction reduction : {Reduction::mean, Reduction::sum}) {
    Line line;
    GradientDescent descent(0.001);
    int steps = 0;
    TrainingOptions options{.epochs = 1, .reduction = reduction};
    options.each_batch = [&](int, const RecordedBatch& batch) {
      ++steps;
      CHECK(batch.losses.size() == 5);
      CHECK(batch.passes.size() == 5);
    };
    CHECK(train(line.net, doubled(), descent, options) == 1);
    CHECK(steps == 1);
    // Σ(w·x - y)·x = -2·55 at w = 0.
    const double gradient = reduction == Reduction::mean ? -22.0 : -110.0;
    CHECK(line.w().value() == -0.001 * gradient);
  }
}

TEST_CASE("mini-batches take a smaller last one, and its own mean") {
  Line line;
  GradientDescent descent(0.001);
  std::vector<std::size_t> sizes;
  std::vector<double> gradients;
  TrainingOptions options{.epochs = 2, .batch = 2};
  options.each_batch = [&](int epoch, const RecordedBatch& batch) {
    CHECK(epoch == static_cast<int>(sizes.size() / 3));
    sizes.push_back(batch.losses.size());
    gradients.push_back(line.w().gradient());
  };
  CHECK(train(line.net, doubled(), descent, options) == 2);
  CHECK(sizes == std::vector<std::size_t>{2, 2, 1, 2, 2, 1});
  double w = 0.0;
  std::size_t step = 0;
  for (int epoch = 0; epoch < 2; ++epoch)
    for (const double mean_square : {2.5, 12.5, 25.0}) {
      const double gradient = (w - 2.0) * mean_square;
      CHECK(gradients[step++] ==
            doctest::Approx(gradient).scale(0).epsilon(1e-14));
      w -= 0.001 * gradient;
    }
  CHECK(line.w().value() == doctest::Approx(w).scale(0).epsilon(1e-14));
}

TEST_CASE("batches of one are stochastic descent, a large one is full") {
  for (const auto& [batch, steps] :
       {std::pair<std::size_t, int>{1, 5}, {0, 1}, {5, 1}, {100, 1}}) {
    Line line;
    GradientDescent descent(0.001);
    int taken = 0;
    TrainingOptions options{.epochs = 1, .batch = batch};
    options.each_batch = [&](int, const RecordedBatch&) { ++taken; };
    train(line.net, doubled(), descent, options);
    CHECK(taken == steps);
  }
}

TEST_CASE("each epoch is shuffled anew by the stream that is given") {
  Line line;
  GradientDescent descent(0.0);
  Random random(48), same(48);
  std::vector<double> seen, expected;
  TrainingOptions options{.epochs = 3, .batch = 1, .shuffle = &random};
  // At w = 0 the loss of x is ½(2x)².
  options.each_batch = [&](int, const RecordedBatch& batch) {
    seen.push_back(std::sqrt(batch.cost.value() / 2.0));
  };
  train(line.net, doubled(), descent, options);
  std::vector<double> order{1, 2, 3, 4, 5};
  for (int epoch = 0; epoch < 3; ++epoch) {
    same.shuffle(std::span(order));
    expected.insert(expected.end(), order.begin(), order.end());
  }
  CHECK(seen == expected);
}

TEST_CASE("the cost is told before an epoch's step, and after the last") {
  for (const std::size_t batch : {0u, 2u}) {
    Line line;
    GradientDescent descent(0.001);
    std::vector<int> epochs;
    std::vector<double> costs;
    TrainingOptions options{.epochs = 25, .batch = batch, .every = 10};
    options.each_report = [&](const Progress& now) {
      epochs.push_back(now.epoch);
      costs.push_back(now.cost);
      return true;
    };
    CHECK(train(line.net, doubled(), descent, options) == 25);
    CHECK(epochs == std::vector{0, 10, 20, 25});
    CHECK(costs.front() == 22.0);
    CHECK(costs.back() ==
          cost_of(line.net, doubled(), Loss::squared_error, Reduction::mean));
  }
}

TEST_CASE("a callback that says no ends the training before the step") {
  for (const std::size_t batch : {0u, 2u}) {
    Line line;
    GradientDescent descent(0.001);
    double w = 0.0;
    TrainingOptions options{.epochs = 100, .batch = batch, .every = 1};
    options.each_report = [&](const Progress& now) {
      w = line.w().value();
      return now.epoch < 7;
    };
    const std::size_t size = line.graph.size();
    CHECK(train(line.net, doubled(), descent, options) == 7);
    CHECK(line.w().value() == w);
    CHECK(line.graph.size() == size);
  }
}

TEST_CASE("no epochs tell the cost once and move nothing") {
  Line line;
  GradientDescent descent(0.1);
  std::vector<int> epochs;
  TrainingOptions options{.epochs = 0};
  options.each_report = [&](const Progress& now) {
    const auto [epoch, cost, accuracy] = now;
    static_cast<void>(accuracy);
    epochs.push_back(now.epoch);
    CHECK(now.cost == 22.0);
    return true;
  };
  CHECK(train(line.net, doubled(), descent, options) == 0);
  CHECK(epochs == std::vector{0});
  CHECK(line.w().value() == 0.0);
}

TEST_CASE("each step is told after it, with its cost before it") {
  Line line;
  GradientDescent descent(0.001);
  std::vector<std::size_t> done;
  TrainingOptions options{.epochs = 2, .batch = 2};
  double w = 0.0;
  options.each_step = [&](const Step& step) {
    CHECK(step.epoch == static_cast<int>(done.size() / 3));
    CHECK(step.size == 5);
    CHECK(line.w().value() != w);
    if (done.empty()) CHECK(step.cost == 5.0);  // (½·2² + ½·4²)/2 at w = 0
    w = line.w().value();
    done.push_back(step.done);
    return true;
  };
  CHECK(train(line.net, doubled(), descent, options) == 2);
  CHECK(done == std::vector<std::size_t>{2, 4, 5, 2, 4, 5});
}

TEST_CASE("a step that says no ends the training, and counts whole epochs") {
  for (const auto& [last, whole] : {std::pair{1, 0}, {3, 1}, {4, 1}, {6, 2}}) {
    Line line;
    GradientDescent descent(0.001);
    int steps = 0, reports = 0;
    const int stop = last;
    TrainingOptions options{.epochs = 100, .batch = 2, .every = 1};
    options.each_step = [&](const Step&) { return ++steps < stop; };
    options.each_report = [&](const Progress&) { return ++reports > 0; };
    CHECK(train(line.net, doubled(), descent, options) == whole);
    CHECK(steps == last);
    CHECK(reports == (last + 2) / 3);
  }
}

TEST_CASE("the schedule scales the rate of each epoch") {
  Line line;
  GradientDescent descent(0.001);
  TrainingOptions options{.epochs = 2};
  options.schedule = [](int epoch) { return epoch == 0 ? 2.0 : 0.0; };
  train(line.net, doubled(), descent, options);
  CHECK(line.w().value() == 0.002 * 22.0);
}

TEST_CASE("fewer than no epochs, and a cost every 0 of them, are refused") {
  Line line;
  GradientDescent descent(1.0);
  CHECK_THROWS_WITH_AS(train(line.net, doubled(), descent, {.epochs = -1}),
                       "train: expected 0 epochs or more, got -1", Error);
  CHECK_THROWS_WITH_AS(train(line.net, doubled(), descent, {.every = 0}),
                       "train: expected a cost every 1 epoch or more, got 0",
                       Error);
}
