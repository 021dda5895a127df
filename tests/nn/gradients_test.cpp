#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/nn.hpp>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "numbers_of.hpp"

using namespace gradwalk;
using doctest::Approx;

namespace {

constexpr double greatest = std::numeric_limits<double>::max();
constexpr double endless = std::numeric_limits<double>::infinity();

/// Parameters `w1` … of a graph, whose gradients are these numbers.
struct Sloped {
  Graph graph;
  Values w;
  Gradients gradients;

  explicit Sloped(std::span<const double> slopes)
      : w(graph.parameters(std::vector(slopes.size(), 1.0), "w")),
        gradients(w) {
    dot(w, graph.inputs(slopes)).backward();
    gradients.add();
  }
};

std::vector<double> numbers(const Gradients& gradients) {
  return {gradients.numbers().begin(), gradients.numbers().end()};
}

}  // namespace

TEST_CASE("gradients of several passes add up, each by its scale") {
  Graph graph;
  const Value a = graph.parameter(2.0, "a"), b = graph.parameter(3.0, "b");
  const Value p = a * b, q = square(a);
  Gradients gradients({b, a});
  CHECK(numbers(gradients) == std::vector{0.0, 0.0});
  p.backward();
  gradients.add();
  CHECK(numbers(gradients) == std::vector{2.0, 3.0});
  q.backward();
  gradients.add(0.5);
  CHECK(numbers(gradients) == std::vector{2.0, 3.0 + 0.5 * 4.0});
  CHECK(a.gradient() == 4.0);  // stays the last pass's
  gradients.clear();
  CHECK(numbers(gradients) == std::vector{0.0, 0.0});
}

TEST_CASE("a parameter that the pass did not know adds 0") {
  Graph graph;
  const Value a = graph.parameter(2.0, "a");
  const Value loss = square(a);
  const Value late = graph.parameter(3.0, "late");
  Gradients gradients({late, a});
  gradients.add();  // before any pass
  CHECK(numbers(gradients) == std::vector{0.0, 0.0});
  loss.backward();
  const Value later = graph.parameter(3.0, "later");
  Gradients all({a, late, later});
  all.add();
  CHECK(numbers(all) == std::vector{4.0, 0.0, 0.0});
  GradientDescent descent(0.25);
  descent.step(all);
  CHECK(numbers_of({a, late, later}) == std::vector{1.0, 3.0, 3.0});
}

TEST_CASE("gradients are of parameters of one graph, each once") {
  Graph graph, other;
  const Value a = graph.parameter(1.0, "a"), x = graph.input(2.0, "x");
  const Value c = other.parameter(1.0, "c");
  struct Row {
    std::vector<Value> parameters;
    const char* message;
  };
  for (const auto& [parameters, message] :
       {Row{{}, "one parameter or more, got none"},
        Row{{a, a}, "each parameter once, got a twice"},
        Row{{a, x}, "a parameter, got x"},
        Row{{a, c}, "nodes of one graph, got a and, of another, c"}})
    CHECK_THROWS_WITH_AS(
        Gradients{parameters},
        ("Gradients: expected " + std::string(message)).c_str(), Error);
}

TEST_CASE("gradients of parameters that are gone are refused whole") {
  Graph graph;
  const Value a = graph.parameter(2.0, "a");
  std::unique_ptr<Gradients> gradients;
  GradientDescent descent(0.25);
  {
    const Graph::Scope scope{graph};
    const Value b = graph.parameter(3.0, "b");
    gradients = std::make_unique<Gradients>(ValuesView{a, b});
  }
  square(a).backward();
  CHECK_THROWS_WITH_AS(
      gradients->add(),
      "add: expected a node that still exists, got b of a scope that has ended",
      Error);
  CHECK(numbers(*gradients) == std::vector{0.0, 0.0});
  gradients->numbers()[0] = 1.0;
  CHECK_THROWS_WITH_AS(descent.step(*gradients),
                       "step: expected a node that still exists, got b of a "
                       "scope that has ended",
                       Error);
  CHECK(a.value() == 2.0);
  const Gradients moved = std::move(*gradients);
  CHECK_THROWS_WITH_AS(descent.step(*gradients),
                       "step: expected one parameter or more, got none", Error);
}

TEST_CASE("a step by gradients that were added is one by the last pass's") {
  for (const NamedOptimizer& one : optimizers())
    for (const double decay : {0.0, 0.125}) {
      INFO(one.name << " with weight decay " << decay);
      Graph graph, same;
      const Values w = graph.parameters(std::vector{2.0, -3.0, 0.5});
      const Values v = same.parameters(std::vector{2.0, -3.0, 0.5});
      const Value loss = w[0] * square(w[1]) + w[2],
                  cost = v[0] * square(v[1]) + v[2];
      const auto optimizer = one.make(0.125), other = one.make(0.125);
      optimizer->set_weight_decay(decay);
      other->set_weight_decay(decay);
      Gradients gradients(w);
      for (int i = 0; i < 5; ++i) {
        graph.forward();
        loss.backward();
        gradients.clear();
        gradients.add();
        // What another pass leaves is not what moves them.
        square(w[0]).backward();
        optimizer->step(gradients, 0.5);
        same.forward();
        cost.backward();
        other->step(v, 0.5);
        CHECK(numbers_of(w) == numbers_of(v));
      }
      CHECK(w[1].value() != -3.0);
    }
}

TEST_CASE("the numbers can be changed before a step") {
  Sloped one(std::vector{1.0, 2.0});
  one.gradients.numbers()[1] = -4.0;
  GradientDescent(0.5).step(one.gradients);
  CHECK(numbers_of(one.w) == std::vector{0.5, 3.0});
}

TEST_CASE("the norm is that of all, however long or short they are") {
  // √ and / round to 1e-16 each.
  const auto norm = [](std::vector<double> slopes) {
    return Sloped(slopes).gradients.norm();
  };
  CHECK(norm({3.0, 4.0, 12.0}) == 13.0);
  CHECK(norm({-5.0}) == 5.0);
  CHECK(norm({0.0, 0.0}) == 0.0);
  CHECK(norm({3e200, 4e200}) == Approx(5e200).scale(0).epsilon(1e-15));
  CHECK(norm({3e-200, 4e-200}) == Approx(5e-200).scale(0).epsilon(1e-15));
  CHECK(norm({1.0, endless}) == endless);
  CHECK(std::isnan(norm({1.0, std::nan("")})));
}

TEST_CASE("clipping shortens what is too long, and leaves the rest") {
  Sloped one(std::vector{3.0, -4.0});
  CHECK(one.gradients.clip(6.0) == 5.0);
  CHECK(one.gradients.clip(5.0) == 5.0);
  CHECK(one.gradients.clip(endless) == 5.0);
  CHECK(numbers(one.gradients) == std::vector{3.0, -4.0});
  CHECK(one.gradients.clip(2.5) == 5.0);
  CHECK(numbers(one.gradients) == std::vector{1.5, -2.0});
  CHECK(one.gradients.clip(0.0) == 2.5);
  CHECK(one.gradients.norm() == 0.0);
  CHECK(one.gradients.clip(0.0) == 0.0);
  Sloped wide(std::vector{3e300, 4e300});
  wide.gradients.clip(1e-10);
  // Each rounds twice.
  CHECK(wide.gradients.norm() == Approx(1e-10).scale(0).epsilon(1e-15));
}

TEST_CASE("what cannot be clipped is refused, and stays") {
  struct Row {
    std::vector<double> slopes;
    double most;
    const char* message;
  };
  for (const auto& [slopes, most, message] :
       {Row{{1.0, 2.0}, -1.0, "a norm of 0 or more, got -1"},
        Row{{1.0, 2.0}, std::nan(""), "a norm of 0 or more, got nan"},
        Row{{1.0, endless}, 1.0, "finite gradients, got inf at w2"},
        Row{{std::nan(""), endless}, 1.0, "finite gradients, got nan at w1"},
        Row{{greatest, greatest}, 1.0, "a finite norm, got inf"}}) {
    Sloped one(slopes);
    const std::string whole = "clip: expected " + std::string(message);
    CHECK_THROWS_WITH_AS(one.gradients.clip(most), whole.c_str(), Error);
    CHECK(one.gradients.numbers()[1] == slopes[1]);
  }
}

TEST_CASE("batches that are added up step as all of them in one do") {
  const Examples all{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}, {{0}, {1}, {1}, {0}}};
  Graph graph, whole;
  const MLP net(graph, {2, 3, 1}, {.initializer = Initializer::xavier});
  const MLP same(whole, {2, 3, 1}, {.initializer = Initializer::xavier});
  Adam adam(0.05), other(0.05);
  Gradients gradients(net.parameters());
  for (int epoch = 0; epoch < 20; ++epoch) {
    for (std::size_t first = 0; first < 4; first += 2) {
      const Graph::Scope scope{graph};
      record_batch(net, all, Loss::squared_error, Reduction::sum, first, 2)
          .cost.backward();
      gradients.add(0.25);  // the mean of four examples
    }
    gradients.clip(0.1);
    adam.step(gradients);
    gradients.clear();
  }
  TrainingOptions options{.epochs = 20};
  options.clip_norm = 0.1;
  train(same, all, other, options);
  const std::vector<double> found = numbers_of(net.parameters()),
                            expected = numbers_of(same.parameters());
  // Sums in another order, and Adam makes a gradient of any length a step of
  // the rate: 1e-16 of a gradient grows to 1e-12 where most of it cancels.
  for (std::size_t i = 0; i < found.size(); ++i)
    CHECK(found[i] == Approx(expected[i]).scale(0).epsilon(1e-10));
}
