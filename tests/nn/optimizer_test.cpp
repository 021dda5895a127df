#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <gradwalk/nn.hpp>
#include <numbers>
#include <vector>

using namespace gradwalk;
using doctest::Approx;

namespace {

/// ½w², whose gradient is w, from w = 2.
struct Bowl {
  Graph graph;
  Value w, loss;

  Bowl() : w(graph.parameter(2.0, "w")), loss(0.5 * square(w)) {}
  double step(Optimizer& optimizer, double scale = 1.0) {
    graph.forward();
    loss.backward();
    optimizer.step(std::vector{w}, scale);
    return w.value();
  }
};

}  // namespace

TEST_CASE("gradient descent moves by rate times gradient") {
  Bowl bowl;
  GradientDescent descent(0.25);
  CHECK(bowl.step(descent) == 1.5);
  CHECK(bowl.step(descent) == 1.125);
  CHECK(bowl.step(descent) == 0.84375);
  CHECK(bowl.step(descent, 2.0) == 0.84375 * 0.5);
  CHECK(bowl.step(descent, 0.0) == 0.84375 * 0.5);
}

TEST_CASE("momentum carries half of the last step on") {
  Bowl bowl;
  Momentum momentum(0.25, 0.5);
  // v = 2, 1 + 1.5 = 2.5, 1.25 + 0.875 = 2.125
  CHECK(bowl.step(momentum) == 1.5);
  CHECK(bowl.step(momentum) == 0.875);
  CHECK(bowl.step(momentum) == 0.34375);
  // v = 1.0625 + 0.34375
  CHECK(bowl.step(momentum, 2.0) == 0.34375 - 0.5 * 1.40625);
}

TEST_CASE("momentum without decay is gradient descent") {
  Bowl one, other;
  GradientDescent descent(0.1);
  Momentum momentum(0.1, 0.0);
  for (int i = 0; i < 5; ++i) CHECK(one.step(descent) == other.step(momentum));
}

TEST_CASE("Adam's first three steps are those of its paper's formulas") {
  Bowl bowl;
  Adam adam(0.1, 0.9, 0.99, 1e-8);
  std::vector<double> g;
  double w = 2.0;
  const auto expected = [&] {
    g.push_back(w);
    const auto t = g.size();
    double first = 0.0, second = 0.0, weight1 = 0.0, weight2 = 0.0;
    for (std::size_t i = 0; i < t; ++i) {
      const auto age = static_cast<double>(t - 1 - i);
      first += std::pow(0.9, age) * g[i];
      second += std::pow(0.99, age) * g[i] * g[i];
      weight1 += std::pow(0.9, age);
      weight2 += std::pow(0.99, age);
    }
    // Corrected for their bias the moments are weighted means.
    return w -= 0.1 * (first / weight1) / (std::sqrt(second / weight2) + 1e-8);
  };
  // 1 - 0.99^t loses two digits of sixteen.
  for (int step = 0; step < 3; ++step)
    CHECK(bowl.step(adam) == Approx(expected()).epsilon(1e-13));
}

TEST_CASE("Adam's first step is its rate, however long the gradient") {
  for (const double slope : {1e-3, 1.0, -1e6}) {
    Graph graph;
    const Value w = graph.parameter(0.0, "w");
    (slope * w).backward();
    Adam adam(0.5);
    adam.step(std::vector{w}, 0.5);
    // epsilon is 1e-5 of the smallest gradient here.
    CHECK(w.value() == Approx(slope > 0.0 ? -0.25 : 0.25).epsilon(2e-5));
  }
}

TEST_CASE("each schedule at its beginning, middle, end and beyond") {
  struct Row {
    Schedule schedule;
    std::array<double, 5> at;  // epochs 0, 5, 10, 11 and 1000
  };
  const double cosine = 0.2 + 0.8 * 0.5;
  for (const Row& row :
       {Row{constant_rate(), {1, 1, 1, 1, 1}},
        Row{step_decay(5, 0.5), {1, 0.5, 0.25, 0.25, std::pow(0.5, 200)}},
        Row{linear_decay(10), {1, 0.5, 0, 0, 0}},
        Row{linear_decay(10, 0.2), {1, 0.6, 0.2, 0.2, 0.2}},
        Row{cosine_decay(10), {1, 0.5, 0, 0, 0}},
        Row{cosine_decay(10, 0.2), {1, cosine, 0.2, 0.2, 0.2}}}) {
    constexpr std::array epochs{0, 5, 10, 11, 1000};
    for (std::size_t i = 0; i < epochs.size(); ++i)
      CHECK(row.schedule(epochs[i]) ==
            Approx(row.at[i]).epsilon(1e-15).scale(1.0));
  }
  CHECK(step_decay(5, 0.5)(4) == 1.0);
  CHECK(cosine_decay(6)(2) ==
        Approx(0.5 * (1.0 + std::cos(std::numbers::pi / 3.0))));
}

TEST_CASE("a schedule needs an epoch or more") {
  CHECK_THROWS_WITH_AS(step_decay(0, 0.5),
                       "step_decay: expected 1 epoch or more, got 0", Error);
  CHECK_THROWS_WITH_AS(linear_decay(-3),
                       "linear_decay: expected 1 epoch or more, got -3", Error);
  CHECK_THROWS_WITH_AS(cosine_decay(0),
                       "cosine_decay: expected 1 epoch or more, got 0", Error);
}

TEST_CASE("an optimizer that remembers wants the same parameters again") {
  Graph graph;
  const Value a = graph.parameter(1.0, "a"), b = graph.parameter(2.0, "b");
  (a * b).backward();
  Momentum momentum(0.1);
  Adam adam;
  momentum.step(std::vector{a, b});
  adam.step(std::vector{a, b});
  const double before = a.value();
  CHECK_THROWS_WITH_AS(
      momentum.step(std::vector{a}),
      "Momentum: expected 2 parameters as in the first step, got 1", Error);
  CHECK_THROWS_WITH_AS(
      adam.step(std::vector{a}),
      "Adam: expected 2 parameters as in the first step, got 1", Error);
  CHECK(a.value() == before);
}
