#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/engine.hpp>
#include <limits>
#include <string>
#include <vector>

using namespace gradwalk;

namespace {

/// The only parameter of y = function(x), moved.
struct Moved {
  Graph graph;
  GradientCheck check;

  Moved(double x, Value (*function)(Value))
      : check(check_gradients(function(graph.parameter(x, "x")))) {}

  [[nodiscard]] const Perturbation& one() const {
    return check.perturbations.front();
  }
  [[nodiscard]] Verdict verdict() const { return check.verdict(one()); }
  /// If the gradient were another number.
  [[nodiscard]] Verdict verdict_of(double gradient) const {
    Perturbation other = one();
    other.gradient = gradient;
    return check.verdict(other);
  }
};

struct Row {
  double x;
  Value (*function)(Value);
  double slope;  ///< by its formula
};

}  // namespace

TEST_CASE("beside a pole no step crosses it, and an error of 1e-4 is found") {
  const std::vector<Row> rows{
      {1e-8, [](Value x) { return pow(x, -2.0); }, -2e24},
      {1e-18, [](Value x) { return 1.0 / x; }, -1e36},
      {-1e-150, [](Value x) { return 1.0 / x; }, -1e300},
      {1.0 + 0x1p-26, [](Value x) { return 1.0 / (x - 1.0); }, -0x1p52},
      {1.0 - 0x1p-26, [](Value x) { return pow(x - 1.0, -2.0); }, 0x1p79},
      {1e-300, [](Value x) { return log(x); }, 1e300},
      {1e-300, [](Value x) { return sqrt(x); }, 5e149},
  };
  for (const Row& row : rows) {
    const Moved moved(row.x, row.function);
    INFO(row.x << ": " << fmt::format("{}", moved.check));
    CHECK(moved.verdict() == Verdict::agrees);
    CHECK(moved.verdict_of(row.slope) == Verdict::agrees);
    CHECK(moved.verdict_of(row.slope * 1.0001) == Verdict::different);
  }
}

TEST_CASE("where the root has no value at the node, no slope is told") {
  const std::vector<Row> rows{
      {0.0, [](Value x) { return 1.0 / square(x); }, 0.0},
      {0.0, [](Value x) { return log(square(x)); }, 0.0},
      {0.0, [](Value x) { return log(abs(x)); }, 0.0},
      {0.0, [](Value x) { return -1.0 / abs(x); }, 0.0},
      {0.0, [](Value x) { return 1.0 / (x * x) + 3.0 * x; }, 3.0},
      {0.0, [](Value x) { return pow(x, -4.0); }, 0.0},
      {0.0, [](Value x) { return abs(1.0 / x); }, 0.0},
      {0.0, [](Value x) { return exp(1.0 / square(x)); }, 0.0},
      {3.0, [](Value x) { return pow(x - 3.0, -2.0) + x; }, 1.0},
      // It has one, but beside it the slopes are beyond every number.
      {1e-150, [](Value x) { return pow(x, -2.0); }, 0.0},
      {1e-154, [](Value x) { return pow(x, -2.0); }, 0.0},
      {1e-100, [](Value x) { return pow(x, -3.1); }, 0.0},
      {0.0, [](Value x) { return 1e300 * relu(1.0 - 1e12 * abs(x)); }, 0.0},
  };
  for (const Row& row : rows) {
    const Moved moved(row.x, row.function);
    INFO(row.x << ": " << fmt::format("{}", moved.check));
    CHECK(moved.verdict() == Verdict::cannot_tell);
    CHECK(moved.verdict_of(row.slope) == Verdict::cannot_tell);
    CHECK(moved.check.worst() == nullptr);
  }
}

TEST_CASE("a peak, a wave far narrower than the first steps are resolved") {
  const std::vector<Row> rows{
      {1e-7, [](Value x) { return exp(-square(1e6 * x)); },
       -2e5 * std::exp(-0.01)},
      {0.0, [](Value x) { return exp(-square(1e6 * x)); }, 0.0},
      {1.0, [](Value x) { return sin(1e6 * x); }, 1e6 * std::cos(1e6)},
      // Aliases of these steps are smooth for three of them.
      {1.0, [](Value x) { return sin(1e8 * x); }, 1e8 * std::cos(1e8)},
      {1.0, [](Value x) { return 1e-12 * sin(1e8 * x) + x; },
       1.0 + 1e-4 * std::cos(1e8)},
  };
  for (const Row& row : rows) {
    const Moved moved(row.x, row.function);
    INFO(row.x << ": " << fmt::format("{}", moved.check));
    CHECK(moved.verdict() == Verdict::agrees);
    CHECK(moved.verdict_of(row.slope) == Verdict::agrees);
    CHECK(moved.verdict_of(row.slope + 1e-3 * moved.one().size) ==
          Verdict::different);
  }
}

TEST_CASE("where large numbers cancel there is no telling, and no alarm") {
  const Moved moved(1.0, [](Value x) { return (x + 1e10) - 1e10; });
  CHECK(moved.verdict() == Verdict::cannot_tell);
  CHECK(moved.check.verdict() == Verdict::cannot_tell);
  CHECK_FALSE(moved.check.passed());
  CHECK(moved.check.worst() == nullptr);
  const std::string text = fmt::format("{}", moved.check);
  CHECK(text.starts_with("x: gradient 1, nudged "));
  CHECK(text.ends_with(", cannot tell\nnothing to compare"));
  // A large error is seen all the same.
  CHECK(moved.verdict_of(1.1) == Verdict::different);
  CHECK(moved.verdict_of(1.00001) == Verdict::cannot_tell);

  // The variance of numbers near 1e7, as the mean square less the square mean.
  Graph graph;
  const std::vector<Value> x{graph.parameter(1e7), graph.parameter(1e7 + 1.0),
                             graph.parameter(1e7 + 2.0)};
  std::vector<Value> squares;
  for (const Value one : x) squares.push_back(square(one));
  const GradientCheck check = check_gradients(mean(squares) - square(mean(x)));
  for (const Perturbation& one : check.perturbations)
    CHECK(check.verdict(one) != Verdict::different);
}

TEST_CASE("where contributions cancel to nothing, their 0 is not confirmed") {
  const std::vector<Row> rows{
      {1.0, [](Value x) { return 1e20 * x - 1e20 * x + 0.3 * x; }, 0.3},
      {1.0, [](Value x) { return 2.59e25 * x - 2.59e25 * x + x; }, 1.0},
      {1.0, [](Value x) { return 0.3 * x + (1e20 * x - 1e20 * x); }, 0.3},
      {1.0, [](Value x) { return 1e14 * x - 1e14 * x + 0.3 * x; }, 0.3},
      {1.0, [](Value x) { return 1e-280 * (1e20 * x - 1e20 * x + x); }, 1e-280},
      {1e-6, [](Value x) { return 1e20 * x - 1e20 * x + 0.3 * x; }, 0.3},
      {-1e9, [](Value x) { return 1e20 * x - 1e20 * x + 0.3 * x; }, 0.3},
      {2.0, [](Value x) { return exp(50.0 * x) / exp(50.0 * x) * x; }, 1.0},
      {1.0, [](Value x) { return 1e20 * sin(x) - 1e20 * sin(x) + x; }, 1.0},
  };
  for (const Row& row : rows) {
    const Moved moved(row.x, row.function);
    INFO(row.x << ": " << fmt::format("{}", moved.check));
    const bool is_right =
        std::abs(moved.one().gradient - row.slope) <= 1e-4 * row.slope;
    CHECK((is_right || moved.verdict() == Verdict::cannot_tell));
    CHECK(moved.verdict_of(0.0) != Verdict::agrees);
    CHECK(moved.verdict_of(row.slope) != Verdict::different);
  }
  // Rounding of 1e6 is 1e-10 of it: there is telling.
  const Moved moved(1.0, [](Value x) { return 1e6 * x - 1e6 * x + 0.3 * x; });
  CHECK(moved.verdict() == Verdict::agrees);
  CHECK(moved.verdict_of(0.0) == Verdict::different);
}

TEST_CASE("a gradient that rounding has made is not called wrong") {
  // Two contributions of 1e10 cancel to 0.5, of which rounding leaves nothing;
  // the differences are sure.
  const Moved moved(1e-10, [](Value x) { return (exp(x) - 1.0) / x; });
  CHECK(std::abs(moved.one().gradient - 0.5) > 100.0);
  CHECK(std::abs(moved.one().difference - 0.5) < 1e-3);
  CHECK(moved.verdict() != Verdict::different);
  CHECK(moved.verdict_of(1e6) == Verdict::different);
}

TEST_CASE("of a gradient that hardly moves the root there is no telling") {
  const Moved small(1.0, [](Value x) { return 1.0 + 1e-12 * x; });
  CHECK(small.verdict() == Verdict::cannot_tell);
  const Moved underflow(1e-100, [](Value x) { return square(square(x)); });
  CHECK(underflow.verdict() == Verdict::cannot_tell);
  CHECK(underflow.one().gradient > 0.0);
}

TEST_CASE("where nothing depends on a node, a gradient of 0 is confirmed") {
  const std::vector<Row> rows{
      {-1.0, [](Value x) { return relu(x); }, 0.0},
      {-1.0, [](Value x) { return relu(x) + 1e10; }, 0.0},
      {400.0, [](Value x) { return tanh(x); }, 0.0},
      {0.0, [](Value x) { return square(square(x)); }, 0.0},
      {0.0, [](Value x) { return cos(x) - 1.0; }, 0.0},
  };
  for (const Row& row : rows) {
    const Moved moved(row.x, row.function);
    INFO(row.x << ": " << fmt::format("{}", moved.check));
    CHECK(moved.verdict() == Verdict::agrees);
    CHECK(moved.verdict_of(0.01) == Verdict::different);
  }
}

TEST_CASE("beside an edge no kink is told, and a wrong gradient is found") {
  for (double distance = 0.1; distance > 1e-8; distance /= 3.0)
    for (const double side : {1.0, -1.0}) {
      const Moved moved(2.0 + side * distance,
                        [](Value x) { return max(x, 2.0) + x; });
      const double slope = side > 0.0 ? 2.0 : 1.0;
      INFO(side * distance << ": " << fmt::format("{}", moved.check));
      CHECK_FALSE(moved.one().kink);
      CHECK(moved.one().gradient == slope);
      CHECK(moved.verdict() == Verdict::agrees);
      CHECK(moved.verdict_of(slope - 0.75) == Verdict::different);
      CHECK(moved.verdict_of(1.5) == Verdict::different);
    }
}

TEST_CASE(
    "where rounding hides all but two steps, no kink is told of a curve") {
  // x² less x⁴ has as large a gap between its sides at 0.2 as at 0.05, and none
  // that rounding of 1e12 leaves to be seen at smaller steps.
  const Moved moved(0.0, [](Value x) {
    return 1e12 + (square(x) - 31.0 * square(square(x)));
  });
  CHECK_FALSE(moved.one().kink);
  CHECK(moved.verdict_of(1.0) == Verdict::different);
}

TEST_CASE("the two steps' errors cancel: of a cubic nothing is left") {
  // A difference of x³ is off by step², the extrapolated one by rounding alone:
  // two products near 8, over the third step, 1/160, make 6e-13. With other
  // weights what is left of step² balances that at 2e-10.
  const Moved cubic(2.0, [](Value x) { return x * x * x; });
  CHECK(cubic.one().uncertainty < 1e-12);
  CHECK(std::abs(cubic.one().difference - 12.0) < 1e-12);
}

TEST_CASE("a gradient that is no number is wrong where a difference is one") {
  const Moved moved(2.0, [](Value x) { return square(x); });
  CHECK(moved.verdict_of(std::nan("")) == Verdict::different);
  CHECK(moved.verdict_of(std::numeric_limits<double>::infinity()) ==
        Verdict::different);
}

TEST_CASE("one wrong gradient is the verdict, one that agrees is enough") {
  Graph graph;
  const Value a = graph.parameter(2.0), b = graph.parameter(1.0);
  GradientCheck check = check_gradients(a * a + 1e-14 * b);
  CHECK(check.verdict(check.perturbations[0]) == Verdict::agrees);
  CHECK(check.verdict(check.perturbations[1]) == Verdict::cannot_tell);
  CHECK(check.passed());
  check.perturbations[0].gradient = 5.0;
  CHECK(check.verdict() == Verdict::different);
}
