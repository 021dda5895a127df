#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/nn.hpp>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

using namespace gradwalk;
using doctest::Approx;

namespace {

/// ½w², whose gradient is w.
struct Bowl {
  Graph graph;
  Value w, loss;

  explicit Bowl(double from = 2.0)
      : w(graph.parameter(from, "w")), loss(0.5 * square(w)) {}
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
    CHECK(bowl.step(adam) == Approx(expected()).scale(0).epsilon(1e-13));
}

TEST_CASE("Adam's first step is its rate, however long the gradient") {
  for (const double slope : {1e-3, 1.0, -1e6}) {
    Graph graph;
    const Value w = graph.parameter(0.0, "w");
    (slope * w).backward();
    Adam adam(0.5);
    adam.step(std::vector{w}, 0.5);
    // epsilon is 1e-5 of the smallest gradient here.
    CHECK(w.value() ==
          Approx(slope > 0.0 ? -0.25 : 0.25).scale(0).epsilon(2e-5));
  }
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

TEST_CASE("optimizers are made by their names, with their defaults") {
  GradientDescent descent(0.25);
  Momentum momentum(0.25);
  Adam adam(0.25);
  std::set<std::string_view> names;
  for (const NamedOptimizer& one : optimizers()) names.insert(name_of(one));
  CHECK(names.size() == optimizers().size());
  struct Row {
    std::string_view name;
    Optimizer& own;
  };
  for (const Row& row : {Row{"descent", descent}, Row{"momentum", momentum},
                         Row{"adam", adam}}) {
    INFO(row.name);
    REQUIRE(names.contains(row.name));
    for (const NamedOptimizer& one : optimizers()) {
      if (one.name != row.name) continue;
      const std::unique_ptr<Optimizer> made = one.make(0.25);
      const Optimizer& same = *made;
      CHECK(typeid(same) == typeid(row.own));
      Bowl bowl, other;
      for (int i = 0; i < 5; ++i)
        CHECK(bowl.step(*made) == other.step(row.own));
    }
  }
}

TEST_CASE("each optimizer finds the minimum of a quadratic") {
  for (const NamedOptimizer& one : optimizers()) {
    INFO(one.name);
    constexpr int steps = 1000;
    constexpr double rate = 0.1;
    Graph graph;
    const Value a = graph.parameter(3.0, "a"), b = graph.parameter(1.0, "b");
    const Value loss = 0.5 * square(a - 1.0) + 2.0 * square(b + 2.0);
    const std::unique_ptr<Optimizer> optimizer = one.make(rate);
    const Schedule schedule = linear_decay(steps);
    for (int i = 0; i < steps; ++i) {
      graph.forward();
      loss.backward();
      optimizer->step(std::vector{a, b}, schedule(i));
    }
    // What moves by its rate however short the gradient comes as near as it
    // moves in its last ten steps, by 10/1000 of the rate at most each.
    CHECK(std::abs(a.value() - 1.0) < rate * 10.0 / steps);
    CHECK(std::abs(b.value() + 2.0) < rate * 10.0 / steps);
  }
}

TEST_CASE("each optimizer goes against the gradient, and stays where none is") {
  for (const NamedOptimizer& one : optimizers()) {
    INFO(one.name);
    Bowl right(2.0), left(-2.0), still(0.0);
    const double w = right.step(*one.make(0.125));
    CHECK(w < 2.0);
    CHECK(left.step(*one.make(0.125)) == -w);
    CHECK(still.step(*one.make(0.125)) == 0.0);
  }
}

TEST_CASE("each optimizer's rate is multiplied by the scale") {
  for (const NamedOptimizer& one : optimizers()) {
    INFO(one.name);
    Bowl bowl, other;
    const std::unique_ptr<Optimizer> slow = one.make(0.125);
    const std::unique_ptr<Optimizer> fast = one.make(0.25);
    for (int i = 0; i < 5; ++i)
      CHECK(bowl.step(*slow, 2.0) == other.step(*fast));
    CHECK(bowl.w.value() != 2.0);
    CHECK(bowl.step(*slow, 0.0) == other.w.value());
  }
}

TEST_CASE("another number of parameters is refused, or makes no difference") {
  int refused = 0;
  for (const NamedOptimizer& one : optimizers()) {
    INFO(one.name);
    Graph graph;
    const Value a = graph.parameter(1.0, "a"), b = graph.parameter(2.0, "b");
    (a * b).backward();
    const std::unique_ptr<Optimizer> optimizer = one.make(0.125);
    optimizer->step(std::vector{a, b});
    const double before = a.value();
    std::string message;
    try {
      optimizer->step(std::vector{a});
    } catch (const Error& error) {
      message = error.what();
    }
    if (message.empty()) {
      const double after = a.value();
      a.set(before);
      one.make(0.125)->step(std::vector{a});
      CHECK(a.value() == after);
      continue;
    }
    CHECK(a.value() == before);
    CHECK(message.ends_with(
        ": expected 2 parameters as in the first step, got 1"));
    ++refused;
  }
  CHECK(refused >= 2);  // momentum and adam
}
