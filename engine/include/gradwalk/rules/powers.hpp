#pragma once

#include <cmath>
#include <gradwalk/graph/arithmetic.hpp>
#include <gradwalk/rules/shapes.hpp>
#include <string_view>

/// More exponentials, logarithms and roots.
namespace gradwalk::rules {

/// log(1 + a), which has its digits near 0 too.
struct Log1p : Unary {
  static constexpr std::string_view name = "log1p", symbol = "log1p";
  [[gnu::always_inline]] static auto value(auto a) { return log1p(a); }
  static auto local_gradient(auto a, auto) { return 1.0 / (1.0 + a); }
};
/// exp(a) - 1, which has its digits near 0 too.
struct Expm1 : Unary {
  static constexpr std::string_view name = "expm1", symbol = "expm1";
  static double value(double a) { return std::expm1(a); }
  [[gnu::always_inline]] static auto local_gradient(auto a, auto) {
    return exp(a);
  }
};
struct Log2 : Unary {
  static constexpr std::string_view name = "log2", symbol = "log2";
  static double value(double a) { return std::log2(a); }
  static auto local_gradient(auto a, auto) { return 1.0 / (a * log(2.0)); }
};
struct Log10 : Unary {
  static constexpr std::string_view name = "log10", symbol = "log10";
  static double value(double a) { return std::log10(a); }
  static auto local_gradient(auto a, auto) { return 1.0 / (a * log(10.0)); }
};
struct Exp2 : Unary {
  static constexpr std::string_view name = "exp2", symbol = "exp2";
  static double value(double a) { return std::exp2(a); }
  static auto local_gradient(auto, auto y) { return y * log(2.0); }
};
struct Cbrt : Unary {
  static constexpr std::string_view name = "cbrt", symbol = "cbrt";
  // A step of Newton's: the C library's may be off by 4 units.
  static double value(double a) {
    const double y = std::cbrt(a);
    return y == a ? y : y - (y - a / (y * y)) / 3.0;
  }
  // The square, as formulas have it, counts y's error twice, and its own slope
  // five times; the quotient is none at 0 and ±inf.
  static auto local_gradient(auto a, auto y) {
    return except(0.0 < abs(a - y), y / a / 3.0, 1.0 / (3.0 * square(y)));
  }
};
/// a·log(b); 0 where a is 0, also beside log(0).
struct Xlogy : Binary {
  static constexpr std::string_view name = "xlogy", symbol = "a·log b";
  [[gnu::always_inline]] static auto value(auto a, auto b) {
    return except(a == 0.0, nan_or_zero(b), a * log(b));
  }
  [[gnu::always_inline]] static auto by_first(auto a, auto b, auto) {
    const auto general = log(b);
    return except(a == 0.0, except(b <= 0.0, 0.0, general), general);
  }
  static auto by_second(auto a, auto b, auto) { return a / b; }
};

}  // namespace gradwalk::rules
