#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <gradwalk/nn/optimizer.hpp>
#include <numbers>

using namespace gradwalk;
using doctest::Approx;

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
      // A few roundings; 0 is 0.
      CHECK(std::abs(row.schedule(epochs[i]) - row.at[i]) <= 1e-15 * row.at[i]);
  }
  CHECK(step_decay(5, 0.5)(4) == 1.0);
  CHECK(cosine_decay(6)(2) ==
        Approx(0.5 * (1.0 + std::cos(std::numbers::pi / 3.0))).scale(0));
}

TEST_CASE("a schedule needs an epoch or more") {
  CHECK_THROWS_WITH_AS(step_decay(0, 0.5),
                       "step_decay: expected 1 epoch or more, got 0", Error);
  CHECK_THROWS_WITH_AS(linear_decay(-3),
                       "linear_decay: expected 1 epoch or more, got -3", Error);
  CHECK_THROWS_WITH_AS(cosine_decay(0),
                       "cosine_decay: expected 1 epoch or more, got 0", Error);
}
