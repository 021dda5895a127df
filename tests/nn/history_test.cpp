#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "line.hpp"

using namespace gradwalk;

namespace {

/// y = 2x is not what these say, but y = x.
Examples held_out() { return {{{1}, {3}}, {{1}, {3}}}; }

}  // namespace

TEST_CASE("a history has every report, of what is held out too") {
  Line line;
  GradientDescent descent(0.001);
  History history;
  const Examples others = held_out();
  std::vector<double> told;
  TrainingOptions options{
      .epochs = 5, .every = 2, .history = &history, .held_out = &others};
  options.each_report = [&](const Progress& now) {
    told.push_back(now.cost);
    CHECK(history.held_out.back().cost ==
          cost_of(line.net, others, Loss::squared_error, Reduction::mean));
    return true;
  };
  CHECK(train(line.net, doubled(), descent, options) == 5);
  REQUIRE(history.trained.size() == 4);
  REQUIRE(history.held_out.size() == 4);
  REQUIRE(told.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    const int epoch = std::min(2 * static_cast<int>(i), 5);
    CHECK(history.trained[i].epoch == epoch);
    CHECK(history.held_out[i].epoch == epoch);
    CHECK(history.trained[i].cost == told[i]);
  }
  // At w = 0, ½·mean(y²).
  CHECK(history.trained[0].cost == 22.0);
  CHECK(history.held_out[0].cost == 2.5);

  Line alone;
  History plain;
  options.held_out = nullptr;
  options.each_report = nullptr;
  options.history = &plain;
  train(alone.net, doubled(), descent, options);
  REQUIRE(plain.trained.size() == 4);
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(plain.trained[i].cost == history.trained[i].cost);
  CHECK(plain.held_out.empty());
}

TEST_CASE("patience stops past the lowest cost, and goes back to it") {
  for (const int patience : {1, 3}) {
    Line line;
    GradientDescent descent(0.001);
    History history;
    const Examples others = held_out();
    std::vector<double> w;
    TrainingOptions options{.epochs = 1000,
                            .every = 1,
                            .history = &history,
                            .held_out = &others,
                            .patience = patience};
    options.each_report = [&](const Progress&) {
      w.push_back(line.w().value());
      return true;
    };
    const int epochs = train(line.net, doubled(), descent, options);
    const auto lowest = std::ranges::min_element(
        history.held_out, {}, [](const Progress& at) { return at.cost; });
    // w comes from 0, and the cost is lowest where it passes 1.
    CHECK(epochs == lowest->epoch + patience);
    CHECK(line.w().value() == w[static_cast<std::size_t>(lowest->epoch)]);
    CHECK(line.w().value() == doctest::Approx(1.0).epsilon(0.02).scale(0));
    CHECK(history.trained.back().cost < history.trained.front().cost);
  }
}

TEST_CASE("without examples held out patience is with the cost itself") {
  Line line;
  GradientDescent descent(0.2);  // too far: w swings out, and the cost grows
  TrainingOptions options{.epochs = 1000, .every = 1, .patience = 4};
  CHECK(train(line.net, doubled(), descent, options) == 4);
  CHECK(line.w().value() == 0.0);

  Line other;
  GradientDescent slow(0.001);
  options.epochs = 20;
  CHECK(train(other.net, doubled(), slow, options) == 20);
  // Each step keeps 1 - 11·rate of the way to 2.
  CHECK(
      other.w().value() ==
      doctest::Approx(2.0 - 2.0 * std::pow(0.989, 20)).epsilon(1e-13).scale(0));
}

TEST_CASE("a training stopped by its reports goes back to the lowest too") {
  Line line;
  GradientDescent descent(0.2);
  TrainingOptions options{.epochs = 1000, .every = 1, .patience = 100};
  options.each_report = [](const Progress& now) { return now.epoch < 3; };
  CHECK(train(line.net, doubled(), descent, options) == 3);
  CHECK(line.w().value() == 0.0);
  options.patience = 0;
  CHECK(train(line.net, doubled(), descent, options) == 3);
  CHECK(line.w().value() != 0.0);
}

TEST_CASE("wrong examples held out, and too little patience, are refused") {
  Line line;
  GradientDescent descent(0.1);
  const Examples wrong{{{1, 2}}, {{1}}};
  CHECK_THROWS_WITH_AS(
      train(line.net, doubled(), descent, {.held_out = &wrong}),
      "training: expected 1 inputs and 1 targets an example, got 2 and 1 in "
      "example 1",
      Error);
  CHECK_THROWS_WITH_AS(
      train(line.net, doubled(), descent, {.patience = -1}),
      "train: expected a patience of 0 reports or more, got -1", Error);
  CHECK(line.w().value() == 0.0);
}
