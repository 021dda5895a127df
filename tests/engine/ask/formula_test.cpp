#include <doctest/doctest.h>

#include <gradwalk/formula.hpp>
#include <string>
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
