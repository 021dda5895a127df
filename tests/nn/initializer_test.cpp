#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/nn/initializer.hpp>
#include <numeric>
#include <vector>

#include "golden.hpp"

using namespace gradwalk;

namespace {

std::vector<double> drawn(Initializer initializer, std::size_t inputs,
                          std::size_t count) {
  Random random(48);
  std::vector<double> weights(count);
  for (double& weight : weights)
    weight = initial_weight(initializer, random, inputs);
  return weights;
}

double mean_of(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) /
         static_cast<double>(x.size());
}

double variance_of(std::vector<double> x) {
  const double mean = mean_of(x);
  for (double& element : x) element = (element - mean) * (element - mean);
  return mean_of(x);
}

}  // namespace

TEST_CASE("plain, xavier and he have the spread of init_statistics") {
  const nlohmann::json& expected =
      golden("nothing_but_numpy")["init_statistics"];
  int compared = 0;
  for (const Initializer initializer : initializers()) {
    const std::string name(name_of(initializer));
    if (!expected.contains(name)) continue;
    const std::vector<double> w = drawn(initializer, 400, 400 * 300);
    // NumPy sums pairwise; 120,000 terms summed one by one differ by less.
    const double mean = expected[name]["mean"], var = expected[name]["var"];
    CHECK(std::abs(mean_of(w) - mean) < 1e-12);
    CHECK(std::abs(variance_of(w) - var) < 1e-12);
    ++compared;
  }
  CHECK(compared == 3);
}

TEST_CASE("uniform weights lie in [0, 1) and fill it evenly") {
  const std::vector<double> w = drawn(Initializer::uniform, 3, 100'000);
  for (const double weight : w) REQUIRE((weight >= 0.0 && weight < 1.0));
  // Four standard errors of 100,000 draws: 4·√(1/12)/√100000.
  CHECK(std::abs(mean_of(w) - 0.5) < 0.0037);
}

TEST_CASE("each initializer is randn or rand, scaled by its formula") {
  struct Row {
    Initializer initializer;
    double scale;
  };
  for (const auto& [initializer, scale] :
       {Row{Initializer::plain, 0.01},
        Row{Initializer::xavier, 1.0 / std::sqrt(7.0)},
        Row{Initializer::he, std::sqrt(2.0 / 7.0)}}) {
    Random ours(3), theirs(3);
    for (int i = 0; i < 10; ++i)
      CHECK(initial_weight(initializer, ours, 7) ==
            doctest::Approx(theirs.normal() * scale).scale(0).epsilon(1e-15));
  }
  Random ours(3), theirs(3);
  CHECK(initial_weight(Initializer::uniform, ours, 7) == theirs.uniform());
}

TEST_CASE("an initializer's name is the one that it is asked for by") {
  CHECK(name_of(Initializer::plain) == "plain");
  CHECK(name_of(Initializer::xavier) == "xavier");
  CHECK(name_of(Initializer::he) == "he");
  CHECK(name_of(Initializer::uniform) == "uniform");
}
