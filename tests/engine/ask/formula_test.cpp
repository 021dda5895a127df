#include <doctest/doctest.h>

#include <gradwalk/formula.hpp>
#include <string>
#include <utility>
#include <vector>

using gradwalk::Formula;
using gradwalk::to_ascii;

TEST_CASE("a formula has the parentheses that its meaning needs") {
  const Formula a("a"), b("b"), c("c"), minus("-0.5");
  struct Row {
    Formula formula;
    std::string text;
  };
  const std::vector<Row> rows{
      {a + b + c, "a + b + c"},
      {a + (b + c), "a + (b + c)"},
      {a - (b - c), "a - (b - c)"},
      {(a + b) * c, "(a + b)·c"},
      {a * b * c, "a·b·c"},
      {a * (b * c), "a·(b·c)"},
      {a / (b * c), "a/(b·c)"},
      {a * b + c, "a·b + c"},
      {-(a + b), "-(a + b)"},
      {-(a * b), "-a·b"},
      {a - minus, "a - (-0.5)"},
      {minus - a, "-0.5 - a"},
      {minus * a, "-0.5·a"},
      {a * minus, "a·(-0.5)"},
      {a + minus * b, "a + (-0.5·b)"},
      {-minus, "-(-0.5)"},
      {square(minus), "(-0.5)²"},
      {square(-a), "(-a)²"},
      {a * -b, "a·(-b)"},
      {pow(pow(a, b), c), "(a^b)^c"},
      {pow(a, pow(b, c)), "a^(b^c)"},
      {pow(a, square(b)), "a^(b²)"},
      {square(abs(a)) * abs(a - b), "|a|²·|a - b|"},
      {square(a - b), "(a - b)²"},
      {pow(a + b, -c), "(a + b)^(-c)"},
      {exp(-a), "exp(-a)"},
      {1.0 - square(a), "1 - a²"},
      {where(a > 0.0, a, b), "a if a > 0, else b"},
      {where(a > 0.0, 1.0, where(b < 0.0, 2.0, c)),
       "1 if a > 0, 2 if b < 0, else c"},
      {where(a > 0.0, a,
             where(Formula("y"), Formula("x"), Formula("z")).as_label()),
       "a if a > 0, else (x if y, else z)"},
      {where(where(Formula("y"), Formula("x"), Formula("z")) > 0.0, a, b),
       "a if (x if y, else z) > 0, else b"},
      {where(a > 0.0, 1.0, b) * c, "(1 if a > 0, else b)·c"},
  };
  for (const auto& [formula, text] : rows) CHECK(formula.text() == text);
}

TEST_CASE("to_ascii spells every symbol and keeps what it does not know") {
  CHECK(to_ascii("∂z/∂w = y·(1 - y)² ≤ 2 × 3 µs → é") ==
        "dz/dw = y*(1 - y)^2 <= 2 x 3 us -> é");
}

TEST_CASE("a power by a small whole number is written with its digit raised") {
  const Formula a("a"), b("b");
  const std::pair<Formula, std::string> rows[] = {
      {pow(a - b, 2.0), "(a - b)²"},
      {pow(a, Formula("3")), "a³"},
      {pow(a, 4.0), "a^4"},
      {pow(a, 2.5), "a^2.5"},
      {pow(a, -2.0), "a^(-2)"},
      {pow(a, 2.0 * b), "a^(2·b)"},
      {pow(a, Formula("inf")), "a^inf"},
      {pow(a, Formula("2b")), "a^2b"}};
  for (const auto& [formula, text] : rows) CHECK(formula.text() == text);
}

TEST_CASE("the slope of a power by a number is written as people write it") {
  const Formula a("a"), b("b");
  const auto slope = [&](const Formula& exponent) {
    return power_slope(a - b, exponent).text();
  };
  CHECK(slope(0.0) == "0");
  CHECK(slope(1.0) == "1");
  CHECK(slope(2.0) == "2·(a - b)");
  CHECK(slope(3.0) == "3·(a - b)²");
  CHECK(slope(4.0) == "4·(a - b)³");
  CHECK(slope(0.5) == "0.5·(a - b)^(-0.5)");
  CHECK(slope(1.1) == "1.1·(a - b)^0.1");
  CHECK(slope(-1.0) == "-(a - b)^(-2)");
  CHECK(slope(-Formula(3.0)) == "-3·(a - b)^(-4)");
  CHECK(slope(-2.0) == "-2·(a - b)^(-3)");
  CHECK(slope(a) == "a·(a - b)^(a - 1)");
}
