#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <gradwalk/engine.hpp>
#include <limits>
#include <random>
#include <span>
#include <string_view>
#include <vector>

#include "elementary_values.hpp"

using namespace gradwalk;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity(),
                 no_number = std::numeric_limits<double>::quiet_NaN(),
                 smallest = std::numeric_limits<double>::denorm_min(),
                 largest = std::numeric_limits<double>::max();

/// A function, and how many units in the last place it may be off: what its
/// comment says.
struct Function {
  std::string_view name;
  double (*value)(double);
  long double (*exact)(long double);
  double bound;
  std::span<const KnownValue> rows;
};
const Function elementary[] = {
    {"exp", [](double x) { return rules::exp(x); }, std::exp, 0.8, exp_rows},
    {"tanh", [](double x) { return rules::tanh(x); }, std::tanh, 2.5,
     tanh_rows},
    {"log", [](double x) { return rules::log(x); }, std::log, 0.9, log_rows},
    {"log1p", [](double x) { return rules::log1p(x); }, std::log1p, 0.9,
     log1p_rows}};

/// The unit in the last place.
double unit(double y) {
  const int exponent = std::ilogb(std::max(std::abs(y), 0x1p-1022));
  return std::ldexp(1.0, exponent - 52);
}

/// From -1 to 1 and from -1000 to 1000, of every size, and beyond all bounds.
std::vector<double> points(std::size_t count) {
  std::vector<double> points{0.0,       -0.0,      infinite,  -infinite,
                             no_number, smallest,  -smallest, largest,
                             -largest,  0x1p-1022, 710.0,     -746.0};
  std::mt19937_64 random(1);
  std::uniform_real_distribution<> one(-1.0, 1.0), power(-1074.0, 1024.0);
  while (points.size() < count) {
    points.push_back(one(random));
    points.push_back(1000.0 * one(random));
    points.push_back(20.0 * one(random));
    const double size = std::exp2(power(random));
    points.push_back(std::copysign(size, one(random)));
  }
  return points;
}

/// Nan is nan whatever its sign.
std::uint64_t bits(double y) {
  return std::bit_cast<std::uint64_t>(y != y ? no_number : y);
}

}  // namespace

TEST_CASE("exp, tanh, log and log1p are right to what they promise") {
  for (const Function& function : elementary) {
    INFO(function.name);
    CHECK(function.rows.size() == 56);
    for (const KnownValue& row : function.rows) {
      INFO(row.x);
      const double off =
          (function.value(row.x) - row.nearest) / unit(row.nearest);
      CHECK(std::abs(off - row.thousandths_beyond / 1000.0) <= function.bound);
    }
  }
}

// Where a long double has at least 11 digits more in base 2.
TEST_CASE("exp, tanh, log and log1p stay near those of long doubles" *
          doctest::skip(std::numeric_limits<long double>::digits < 64)) {
  for (const Function& function : elementary) {
    INFO(function.name);
    int compared = 0;
    for (const double x : points(100'000)) {
      const long double expected = function.exact(x);
      const double rounded = static_cast<double>(expected);
      if (!std::isfinite(rounded)) {
        CHECK(bits(function.value(x)) == bits(rounded));
        continue;
      }
      ++compared;
      const long double off = (function.value(x) - expected) / unit(rounded);
      if (!(std::abs(off) <= function.bound))
        FAIL_CHECK(x << " is off by " << off);
    }
    CHECK(compared > 45'000);
  }
}

TEST_CASE("exp, tanh, log and log1p are exact where their values end") {
  struct Edge {
    double x, exp, tanh, log, log1p;
  };
  for (const Edge& edge : {
           Edge{0.0, 1.0, 0.0, -infinite, 0.0},
           Edge{-0.0, 1.0, -0.0, -infinite, -0.0},
           Edge{infinite, infinite, 1.0, infinite, infinite},
           Edge{-infinite, 0.0, -1.0, no_number, no_number},
           Edge{no_number, no_number, no_number, no_number, no_number},
           Edge{smallest, 1.0, smallest, -0x1.74385446d71c3p+9, smallest},
           Edge{-smallest, 1.0, -smallest, no_number, -smallest},
           Edge{largest, infinite, 1.0, 0x1.62e42fefa39efp+9,
                0x1.62e42fefa39efp+9},
           Edge{-largest, 0.0, -1.0, no_number, no_number},
           Edge{1.0, 0x1.5bf0a8b145769p+1, 0x1.85efab514f394p-1, 0.0,
                0x1.62e42fefa39efp-1},
           Edge{-1.0, 0x1.78b56362cef38p-2, -0x1.85efab514f394p-1, no_number,
                -infinite},
       }) {
    INFO(edge.x);
    CHECK(bits(rules::exp(edge.x)) == bits(edge.exp));
    CHECK(bits(rules::tanh(edge.x)) == bits(edge.tanh));
    CHECK(bits(rules::log(edge.x)) == bits(edge.log));
    CHECK(bits(rules::log1p(edge.x)) == bits(edge.log1p));
  }
  // The last before inf, and the first after; the same of 0.
  CHECK(std::isfinite(rules::exp(0x1.62e42fefa39efp+9)));
  CHECK(rules::exp(0x1.62e42fefa39fp+9) == infinite);
  CHECK(rules::exp(-0x1.74910d52d3051p+9) == smallest);
  CHECK(rules::exp(-0x1.74910d52d3052p+9) == 0.0);
}

TEST_CASE("tanh never falls, and is odd") {
  for (const double x : points(100'000)) {
    if (x != x) continue;
    if (!(rules::tanh(x) <= rules::tanh(std::nextafter(x, infinite))) ||
        rules::tanh(-x) != -rules::tanh(x))
      FAIL_CHECK(x);
  }
  CHECK(rules::tanh(std::nextafter(0.5, 0.0)) <= rules::tanh(0.5));
}

TEST_CASE("a batch computes exp, tanh and log to the bits of recording") {
  // A number that no register's width divides.
  const std::vector<double> x = points(4'003);
  Value (*const recorded[])(Value) = {exp, tanh, log, sigmoid, softplus};
  for (const auto function : recorded) {
    Graph graph;
    const Graph::Scope scope{graph};
    const Value a = graph.parameter(1.0), y = function(a);
    INFO(y.operation().name);
    std::vector<std::uint64_t> values, gradients;
    for (const double point : x) {
      const Graph::Scope once{graph};
      const Value at = graph.parameter(point), output = function(at);
      output.backward();
      values.push_back(bits(output.value()));
      gradients.push_back(bits(at.gradient()));
    }
    for (const std::string_view level : Batch::levels()) {
      INFO(level);
      Batch batch(
          y, {a},
          {.reduction = Reduction::sum, .kept = {a, y}, .level = level});
      batch.backward(x);
      std::vector<std::uint64_t> found, slopes;
      for (const double value : batch.values(y)) found.push_back(bits(value));
      for (const double slope : batch.gradients(a))
        slopes.push_back(bits(slope));
      CHECK((found == values));
      CHECK((slopes == gradients));
    }
  }
}
