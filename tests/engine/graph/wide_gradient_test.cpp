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
    if (is_cut(operation)) continue;
    int agree = 0, looked_at = 0;
    for (int trial = 0; trial < 200; ++trial) {
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
    // Half of these are in the domain of log, or of pow, a sixth in acosh's.
    CHECK(looked_at >= 30);
    CHECK(agree >= looked_at / 2);
  }
}
