#include <doctest/doctest.h>
#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <gradwalk/engine.hpp>
#include <limits>
#include <numeric>
#include <sstream>
#include <unordered_map>
#include <unordered_set>
#include <vector>

using namespace gradwalk;

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// As people write for double.
template <class T> T polynomial(const std::vector<T>& coefficients, T x) {
  T s = 0;
  for (const T& c : coefficients) s = s * x + c;
  return s;
}
template <class T> T huber(T x) {
  if (x < 0) x = -x;
  return x <= 1 ? 0.5 * x * x : x - T(0.5);
}
template <class T> T norm(const std::vector<T>& x) {
  using std::sqrt;
  return sqrt(std::accumulate(x.begin(), x.end(), T(0),
                              [](T sum, T one) { return sum + one * one; }));
}
template <class T> T newton_root(T a) {
  using std::abs;
  T x = 1;
  while (abs(x * x - a) > 1e-14) x -= (x * x - a) / (2 * x);
  return x;
}

}  // namespace

TEST_CASE("code written for double runs on Value, with the same numbers") {
  Graph graph;
  const Value x = graph.parameter(1.5, "x");
  const Value cubic = polynomial<Value>({2, x, -1, 0.5}, x);
  CHECK(cubic.value() == polynomial<double>({2, 1.5, -1, 0.5}, 1.5));
  cubic.backward();
  // 3·2·x² + 3·x² - 1: x is a coefficient, too.
  CHECK(x.gradient() == 9.0 * 1.5 * 1.5 - 1.0);

  for (const double at : {-3.0, -0.5, 0.25, 2.0}) {
    const Value t = graph.parameter(at);
    const Value loss = huber(t);
    CHECK(loss.value() == huber(at));
    loss.backward();
    CHECK(t.gradient() == (std::abs(at) <= 1 ? at : at < 0 ? -1.0 : 1.0));
  }

  const Value a = graph.parameter(3.0), b = graph.parameter(4.0);
  const Value length = norm<Value>({a, b});
  CHECK(length.value() == 5.0);
  length.backward();
  CHECK(b.gradient() == 0.8);

  const Value square = graph.parameter(2.0);
  const Value root = newton_root(square);
  CHECK(root.value() == newton_root(2.0));
  root.backward();
  // Each step halves an error of the derivative, at least.
  CHECK(square.gradient() ==
        doctest::Approx(0.5 / std::sqrt(2.0)).epsilon(1e-9));
}

TEST_CASE("plain numbers are computed without a graph") {
  const Value two = 2, half = 0.5;
  CHECK((two * half + 1 - two / 4).value() == 1.5);
  CHECK(exp(Value(0)).value() == 1.0);
  CHECK(pow(two, 3).value() == 8.0);
  CHECK(max(two, half).value() == 2.0);
  CHECK(leaky_relu(-two).value() == -0.02);
  CHECK(sum({1.0, 2.0, half}).value() == 3.5);
  CHECK(dot({two, half}, {1, 4}).value() == 4.0);
  CHECK(linear({two, half}, {1, 4}, 3).value() == 7.0);
  const std::vector<Value> p = softmax({0.0, 0.0});
  CHECK(p[1].value() == 0.5);
  CHECK(p[1].is_plain_number());
  Value s = 0;
  s += two;
  CHECK(s.is_plain_number());
  CHECK_FALSE(s.is_empty());
  CHECK(Value().is_empty());
}

TEST_CASE("a plain number keeps each bit of its double, but for nan") {
  for (const double number : {0.0, -0.0, 1.0, -1.5, 5e-324, -5e-324, 1e300,
                              -1e-300, std::numeric_limits<double>::infinity(),
                              -std::numeric_limits<double>::infinity()}) {
    const Value v = number;
    CHECK(v.is_plain_number());
    CHECK(std::bit_cast<std::uint64_t>(v.value()) ==
          std::bit_cast<std::uint64_t>(number));
  }
  for (const std::uint64_t bits :
       {0xffff'ffff'ffff'ffffu, 0xffff'ffff'0000'0000u, 0x7ff8'0000'0000'0001u})
    CHECK(std::isnan(Value(std::bit_cast<double>(bits)).value()));
}

TEST_CASE("beside a node, a plain number is recorded as an input") {
  Graph graph;
  const Value x = graph.parameter(3.0, "x"), two = 2;
  for (const Value y : {two * x, x * two, 2.0 * x}) {
    CHECK(y.value() == 6.0);
    CHECK(y.parents().size() == 2);
    y.backward();
    CHECK(x.gradient() == 2.0);
  }
  const Value total = sum({x, 2.0, x, 1});
  CHECK(total.value() == 9.0);
  CHECK(total.parents()[1].operation().name == "input");
  total.backward();
  CHECK(x.gradient() == 2.0);

  const Value z = linear({2, x}, {x, 0.5}, 1);
  CHECK(z.value() == 8.5);
  z.backward();
  CHECK(x.gradient() == 2.5);

  const std::vector<Value> p = softmax({0, x});
  p[1].backward();
  CHECK(x.gradient() ==
        doctest::Approx(std::exp(3.0) / std::pow(1 + std::exp(3.0), 2))
            .epsilon(1e-13));

  const Value chosen = true ? x : 0.0;
  CHECK(same_node(chosen, x));
}

TEST_CASE("what is asked of a node is refused of a plain number") {
  const Value two = 2;
  CHECK_FALSE(two.needs_gradient());
  CHECK_FALSE(two.has_gradient());
  CHECK_THROWS_WITH(two.gradient(),
                    "gradient: expected a node, got the number 2");
  CHECK_THROWS_WITH(two.backward(),
                    "backward: expected a node, got the number 2");
  CHECK_THROWS_WITH(two.named("two"),
                    "named: expected a node, got the number 2");
  CHECK_THROWS_WITH(two.set(3.0), "set: expected a node, got the number 2");
  Graph graph, other;
  const Value x = graph.parameter(1.0, "x"), y = other.parameter(1.0, "y");
  const std::size_t size = graph.size();
  CHECK_THROWS_WITH(
      sum({2, x, y}),
      "sum: expected nodes of one graph, got x and, of another, y");
  CHECK_THROWS_WITH(two + Value(), "add: expected a node, got an empty Value");
  CHECK(graph.size() == size);
}

TEST_CASE("relational operators compare the numbers") {
  Graph graph;
  const Value x = graph.parameter(1.0), y = graph.parameter(1.0),
              n = graph.input(undefined);
  CHECK(x == y);
  CHECK_FALSE(same_node(x, y));
  CHECK(x <= y);
  CHECK_FALSE(x < y);
  CHECK(x > 0);
  CHECK(0 < x);
  CHECK(x != 2);
  CHECK(x >= 1.0);
  CHECK_FALSE(x == n);
  CHECK(x != n);
  CHECK_FALSE(n < x);
  CHECK_FALSE(n >= x);
  CHECK(!(n < x));
  CHECK(isnan(n));
  CHECK(isfinite(x));
  CHECK(value_of(x) + value_of(2.0) == 3.0);
  CHECK(std::numeric_limits<Value>::infinity() > x.value());
}

TEST_CASE("where records a comparison, which is decided anew at each forward") {
  Graph graph;
  const Value x = graph.parameter(2.0, "x");
  struct Row {
    Value chosen;
    bool below, at, above, beside_nan;
  };
  const Value yes = 10 * x, no = 3 * x;
  const std::vector<Row> rows{
      {where(x < 1, yes, no), true, false, false, false},
      {where(x <= 1, yes, no), true, true, false, false},
      {where(x > 1, yes, no), false, false, true, false},
      {where(x >= 1, yes, no), false, true, true, false},
      {where(x == 1, yes, no), false, true, false, false},
      {where(x != 1, yes, no), true, false, true, true},
      {where(!(x < 1), yes, no), false, true, true, true},
  };
  for (const Row& row : rows) {
    const auto slope_at = [&](double number) {
      x.set(number);
      graph.forward();
      row.chosen.backward();
      return x.gradient();
    };
    CHECK(slope_at(0.0) == (row.below ? 10.0 : 3.0));
    CHECK(slope_at(1.0) == (row.at ? 10.0 : 3.0));
    CHECK(slope_at(2.0) == (row.above ? 10.0 : 3.0));
    x.set(undefined);
    graph.forward();
    CHECK(std::isnan(row.chosen.value()));
  }
  CHECK(where(x < 1, Value(1), 2).value() == 2.0);
  CHECK(where(Value(3) > 1, 1, 2).value() == 1.0);
}

TEST_CASE("in containers without order a Value stands for its node") {
  Graph graph;
  const Value x = graph.parameter(1.0), y = graph.parameter(1.0),
              n = graph.input(undefined);
  std::unordered_map<Value, int> places{{x, 1}, {y, 2}, {n, 3}};
  CHECK(places.size() == 3);
  CHECK(places.at(y) == 2);
  CHECK(places.at(n) == 3);
  CHECK(std::unordered_set<Value>{x, x, y, 2.0, 2.0}.size() == 3);
}

TEST_CASE("a Value prints itself into a field, and into a stream") {
  Graph graph;
  const Value z = graph.parameter(0.5, "z"), plain = 0.25,
              unnamed = graph.input(2.0);
  CHECK(fmt::format("{:>12}|{:<10}|{:^11}|{:*>9}|{:9}", z, z, z, z, z) ==
        "     z = 0.5|z = 0.5   |  z = 0.5  |**z = 0.5|  z = 0.5");
  CHECK(fmt::format("{:.3f}|{:10.2e}|{:+}", z, z, z) ==
        "z = 0.500|z = 5.00e-01|z = +0.5");
  CHECK(fmt::format("{:{}}|{:.{}f}|{:*<{}.{}f}|{}", z, 9, z, 2, z, 9, 1, 7) ==
        "  z = 0.5|z = 0.50|z = 0.5**|7");
  CHECK(fmt::format("{1:{0}}{1:{w}}", 8, z, fmt::arg("w", 9)) ==
        " z = 0.5  z = 0.5");
  CHECK_THROWS_WITH(fmt::format(fmt::runtime("{:{}}"), z, -9),
                    "negative width");
  CHECK_THROWS_WITH(fmt::format(fmt::runtime("{:.{}f}"), z, 2.5),
                    "precision is not integer");
  CHECK(fmt::format("{:>6}|{:6}|{:06.2f}", plain, unnamed, plain) ==
        "  0.25|     2|000.25");
  std::ostringstream out;
  out.precision(3);
  out << z << '|' << plain << '|' << Value() << '|';
  out.width(12);
  out << graph.input(1.0 / 3.0, "t");
  CHECK(out.str() == "z = 0.5|0.25|(empty)|   t = 0.333");
}
