#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/engine.hpp>
#include <random>
#include <vector>

#include "functions.hpp"

using namespace gradwalk;

namespace {

/// A number of either sign, between 1e-6 and 1e3.
double wide(std::mt19937& random) {
  std::uniform_real_distribution<double> exponent(-6.0, 3.0);
  const double size = std::pow(10.0, exponent(random));
  return random() % 2 == 0 ? size : -size;
}

}  // namespace

TEST_CASE("every operation's gradients hold for small and large operands") {
  std::mt19937 random(5);
  for (const Operation& operation : functions()) {
    int agree = 0, looked_at = 0;
    for (int trial = 0; trial < 100; ++trial) {
      std::vector<double> x(counts_of(operation).front());
      for (double& value : x) value = wide(random);
      const Tried tried(operation, x);
      if (!std::isfinite(tried.node.value())) continue;
      const GradientCheck check = check_gradients(tried.node);
      INFO(operation.name << " at " << x[0] << ": "
                          << fmt::format("{}", check));
      for (const Perturbation& moved : check.perturbations) {
        CHECK(check.verdict(moved) != Verdict::different);
        agree += check.verdict(moved) == Verdict::agrees;
        ++looked_at;
      }
    }
    INFO(operation.name << ": " << agree << " of " << looked_at);
    // Half of these are in the domain of log, or of pow.
    CHECK(looked_at >= 30);
    CHECK(agree >= looked_at / 2);
  }
}

TEST_CASE("in their tails operations and their gradients keep their digits") {
  struct Tail {
    std::string_view operation;
    std::vector<double> operands;
    double value;
    std::vector<double> local_gradients;
  };
  // From decimal arithmetic of 60 digits.
  constexpr double small = 4.248354255291589e-18;  // log(1 + exp(-40))
  const std::vector<Tail> tails{
      {"sigmoid", {40.0}, 1.0, {small}},
      {"sigmoid", {-720.0}, 2.0322308024e-313, {2.0322308024e-313}},
      {"tanh", {14.0}, 0.9999999999986171, {2.7657600427722563e-12}},
      {"tanh", {-14.0}, -0.9999999999986171, {2.7657600427722563e-12}},
      {"log_sum_exp", {0.0, -40.0}, small, {1.0, small}},
      {"negative_log_softmax", {40.0, 0.0}, small, {-small, small}},
      {"softmax_cross_entropy",
       {1.0, 0.0, 40.0, 0.0},
       small,
       {small, 40.0, -small, small}},
  };
  const auto same = [](double a, double b) {
    return std::abs(a - b) <= 4e-16 * std::abs(b);  // two roundings
  };
  for (const Tail& tail : tails) {
    const auto operation =
        std::ranges::find(operations(), tail.operation, &Operation::name);
    REQUIRE(operation != operations().end());
    INFO(tail.operation << " of " << tail.operands[0]);
    const double y = operation->value(tail.operands);
    CHECK(same(y, tail.value));
    const std::vector<double> locals =
        operation->local_gradients(tail.operands, y);
    REQUIRE(locals.size() == tail.local_gradients.size());
    for (std::size_t i = 0; i < locals.size(); ++i)
      CHECK(same(locals[i], tail.local_gradients[i]));
  }
}
