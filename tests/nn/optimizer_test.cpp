#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/nn.hpp>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

#include "optimizer_values.hpp"

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

TEST_CASE("100 steps of each optimizer end where PyTorch's do") {
  std::set<std::string_view> names;
  for (const TorchValues& row : torch_values) {
    INFO(row.name << " with weight decay " << row.weight_decay);
    Graph graph;
    const Value a = graph.parameter(3.0, "a"), b = graph.parameter(1.0, "b");
    const Value loss =
        0.5 * square(a - 1.0) + 2.0 * square(b + 2.0) + 0.5 * a * b;
    for (const NamedOptimizer& one : optimizers()) {
      if (one.name != row.name) continue;
      names.insert(one.name);
      const std::unique_ptr<Optimizer> optimizer = one.make(torch_rate);
      optimizer->set_weight_decay(row.weight_decay);
      for (int i = 0; i < torch_steps; ++i) {
        graph.forward();
        loss.backward();
        optimizer->step({a, b});
      }
    }
    // Each step rounds a few times, to 1e-16, and PyTorch's in another order.
    CHECK(a.value() == Approx(row.a).scale(0).epsilon(1e-12));
    CHECK(b.value() == Approx(row.b).scale(0).epsilon(1e-12));
  }
  CHECK(names == std::set<std::string_view>{"descent", "momentum", "nesterov",
                                            "rmsprop", "adam", "adamw"});
}

TEST_CASE("AdamW decays by 0.01 where nothing else is said, the others not") {
  for (const NamedOptimizer& one : optimizers()) {
    INFO(one.name);
    CHECK(one.make(0.5)->weight_decay() == (one.name == "adamw" ? 0.01 : 0.0));
  }
  CHECK(AdamW(0.5, 0.25).weight_decay() == 0.25);
}

TEST_CASE("a decoupled decay shortens a weight that no gradient reaches") {
  for (const double gradient : {0.0, 1e-9}) {
    Graph graph;
    const Value w = graph.parameter(2.0, "w");
    (gradient * w).backward();
    AdamW adamw(0.25, 0.5);
    adamw.step({w}, 0.5);
    // 1 - 0.125·0.5 of it; the gradient's mean is all of its spread, less the
    // epsilon of ten times its length: it moves by 0.125/11.
    const double moved = gradient == 0.0 ? 0.0 : 0.125 / 11.0;
    CHECK(w.value() == Approx(1.875 - moved).scale(0).epsilon(1e-14));
  }
}

TEST_CASE("the rate that is set is that of the next step") {
  for (const NamedOptimizer& one : optimizers()) {
    INFO(one.name);
    Bowl bowl, other;
    const std::unique_ptr<Optimizer> own = one.make(0.5);
    const std::unique_ptr<Optimizer> same = one.make(0.125);
    CHECK(own->rate() == 0.5);
    own->set_rate(0.125);
    CHECK(own->rate() == 0.125);
    CHECK(bowl.step(*own) == other.step(*same));
    const double before = bowl.w.value();
    own->set_rate(0.0);
    CHECK(bowl.step(*own) == before);
  }
}

TEST_CASE("a rate that is nan is refused, and a decay below 0") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const NamedOptimizer& one : optimizers()) {
    INFO(one.name);
    CHECK_THROWS_WITH_AS(one.make(nan), "rate: expected a number, got nan",
                         Error);
    const std::unique_ptr<Optimizer> optimizer = one.make(0.125);
    const double decay = optimizer->weight_decay();
    CHECK_THROWS_WITH_AS(optimizer->set_rate(nan),
                         "rate: expected a number, got nan", Error);
    CHECK_THROWS_WITH_AS(optimizer->set_weight_decay(-0.5),
                         "weight_decay: expected 0 or more, got -0.5", Error);
    CHECK_THROWS_WITH_AS(optimizer->set_weight_decay(nan),
                         "weight_decay: expected 0 or more, got nan", Error);
    CHECK(optimizer->rate() == 0.125);
    CHECK(optimizer->weight_decay() == decay);
  }
}

TEST_CASE("an optimizer shows its kind, its steps and what it remembers") {
  Bowl bowl;
  Momentum momentum(0.25, 0.5);
  CHECK(momentum.kind() == "Momentum with decay 0.5");
  CHECK(momentum.state().steps == 0);
  bowl.step(momentum);
  bowl.step(momentum);
  CHECK(momentum.state().steps == 2);
  CHECK(momentum.state().memory.at(0) == std::vector{2.5});
  CHECK(GradientDescent(1.0).kind() == "GradientDescent");
  CHECK(GradientDescent(1.0).state().memory.empty());
  CHECK(Nesterov(1.0).kind() == "Nesterov with decay 0.9");
  CHECK(RMSprop().kind() == "RMSprop with decay 0.99, epsilon 1e-08");
  CHECK(Adam().kind() == "Adam with beta1 0.9, beta2 0.999, epsilon 1e-08");
  CHECK(AdamW().kind() == "AdamW with beta1 0.9, beta2 0.999, epsilon 1e-08");
}

TEST_CASE("optimizers are made by their names, with their defaults") {
  GradientDescent descent(0.25);
  Momentum momentum(0.25);
  Nesterov nesterov(0.25);
  RMSprop rmsprop(0.25);
  Adam adam(0.25);
  AdamW adamw(0.25);
  std::set<std::string_view> names;
  for (const NamedOptimizer& one : optimizers()) names.insert(name_of(one));
  CHECK(names.size() == optimizers().size());
  struct Row {
    std::string_view name;
    Optimizer& own;
  };
  for (const Row& row : {Row{"descent", descent}, Row{"momentum", momentum},
                         Row{"nesterov", nesterov}, Row{"rmsprop", rmsprop},
                         Row{"adam", adam}, Row{"adamw", adamw}}) {
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
    optimizer->set_weight_decay(0.0);  // which would move the minimum
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

TEST_CASE("an optimiser refuses shares that are none, and a scale of nan") {
  CHECK_THROWS_WITH(Adam(0.1, 1.0),
                    "beta1: expected 0 or more, and below 1, got 1");
  CHECK_THROWS_WITH(AdamW(0.1, 0.01, 0.9, -0.5),
                    "beta2: expected 0 or more, and below 1, got -0.5");
  CHECK_THROWS_WITH(RMSprop(0.1, 2.0),
                    "decay: expected 0 or more, and below 1, got 2");
  CHECK_THROWS_WITH(Momentum(0.1, 1.0),
                    "decay: expected 0 or more, and below 1, got 1");
  CHECK_THROWS_WITH(Nesterov(0.1, -0.5),
                    "decay: expected 0 or more, and below 1, got -0.5");
  CHECK_THROWS_WITH(RMSprop(0.1, 0.9, -1e-8),
                    "epsilon: expected 0 or more, got -1e-08");
  CHECK_THROWS_WITH(Adam(0.1, 0.9, 0.999, std::nan("")),
                    "epsilon: expected 0 or more, got nan");
  Graph graph;
  const Value w = graph.parameter(1.0, "w");
  GradientDescent descent(0.1);
  CHECK_THROWS_WITH(descent.step({w}, std::numeric_limits<double>::quiet_NaN()),
                    "step: expected a number as scale, got nan");
  CHECK(w.value() == 1.0);
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
  CHECK(refused >= 5);  // all but descent
}
