#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/engine.hpp>
#include <random>

#include "functions.hpp"

using namespace gradwalk;

namespace {

/// A kink within reach of the step makes a difference quotient meaningless.
bool near_kink(const std::vector<double>& x) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::abs(x[i]) < 0.2) return true;
    for (std::size_t j = 0; j < i; ++j)
      if (std::abs(x[i] - x[j]) < 1e-3) return true;
  }
  return false;
}

/// (f(x + h) - f(x - h)) / 2h, or nan near a pole or a jump: where a step twice
/// as long gives another one, by more than a third of what is allowed below.
/// A step of 6e-6 balances truncation, h²·f'''/6, and rounding, 2e-16·f/h.
double difference_quotient(auto f, double x) {
  const double h = 6e-6 * std::max(1.0, std::abs(x));
  const double slope = (f(x + h) - f(x - h)) / (2 * h);
  const double longer = (f(x + 2 * h) - f(x - 2 * h)) / (4 * h);
  const bool settled =
      std::abs(slope - longer) <= 1e-7 * std::max(1.0, std::abs(slope));
  return settled ? slope : std::nan("");
}

/// How many of the node's gradients could be compared; fails on a wrong one.
int compare_with_differences(const Operation& operation,
                             const std::vector<double>& x) {
  Tried tried(operation, x);
  tried.node.backward();
  int compared = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double slope = difference_quotient(
        [&](double value) { return tried.at(i, value); }, x[i]);
    if (!std::isfinite(slope)) continue;
    const double gradient = tried.leaves[i].gradient();
    INFO(operation.name << " of " << x.size() << " operands, operand " << i
                        << " = " << x[i]);
    CHECK(std::abs(gradient - slope) <= 1e-7 * std::max(1.0, std::abs(slope)));
    ++compared;
  }
  return compared;
}

}  // namespace

TEST_CASE("every operation's local gradients agree with central differences") {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> uniform(-3.0, 3.0);
  for (const Operation& operation : functions()) {
    if (is_cut(operation)) continue;
    INFO(operation.name);
    for (const std::size_t count : counts_of(operation)) {
      int compared = 0;
      for (int trial = 0; trial < 200; ++trial) {
        std::vector<double> x(count);
        for (double& value : x) value = uniform(random);
        if (!near_kink(x)) compared += compare_with_differences(operation, x);
      }
      CHECK(compared >= 20 * static_cast<int>(count));
    }
  }
}

TEST_CASE("every operation's local gradients can be differentiated again") {
  std::mt19937 random(2);
  std::uniform_real_distribution<double> uniform(-3.0, 3.0);
  for (const Operation& operation : functions()) {
    if (is_cut(operation)) continue;
    int compared = 0;
    for (int trial = 0; trial < 200; ++trial) {
      std::vector<double> x(counts_of(operation).front());
      for (double& value : x) value = uniform(random);
      if (near_kink(x)) continue;
      INFO(operation.name << " at " << x[0]);
      Tried tried(operation, x);
      for (const Value leaf : tried.leaves) {
        const Value slope = gradient_node(tried.node, leaf);
        const double x0 = leaf.value();
        const auto slope_at = [&](double at) {
          leaf.set(at);
          tried.graph.forward();
          return slope.value();
        };
        const double quotient = difference_quotient(slope_at, x0);
        slope_at(x0);
        if (!std::isfinite(quotient)) continue;
        slope.backward();
        CHECK(std::abs(leaf.gradient() - quotient) <=
              1e-7 * std::max(1.0, std::abs(quotient)));
        ++compared;
      }
    }
    INFO(operation.name);
    CHECK(compared >= 20);
  }
}
