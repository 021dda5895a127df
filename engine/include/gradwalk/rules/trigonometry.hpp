#pragma once

#include <cmath>
#include <gradwalk/graph/arithmetic.hpp>
#include <gradwalk/rules/shapes.hpp>
#include <gradwalk/rules/sums.hpp>
#include <string_view>

/// Circular and hyperbolic functions and their inverses; angles in radians.
namespace gradwalk::rules {

/// 1 - a², which has its digits near ±1 too. Derivative has one of its own,
/// whose slope, -2·a, has them near 0.
inline double one_minus_square(double a) { return (1.0 - a) * (1.0 + a); }

struct Tan : Unary {
  static constexpr std::string_view name = "tan", symbol = "tan";
  static double value(double a) { return std::tan(a); }
  static auto local_gradient(auto, auto y) { return 1.0 + square(y); }
};
struct Asin : Unary {
  static constexpr std::string_view name = "asin", symbol = "asin";
  static double value(double a) { return std::asin(a); }
  static auto local_gradient(auto a, auto) {
    return 1.0 / sqrt(one_minus_square(a));
  }
};
struct Acos : Unary {
  static constexpr std::string_view name = "acos", symbol = "acos";
  static double value(double a) { return std::acos(a); }
  static auto local_gradient(auto a, auto) {
    return -1.0 / sqrt(one_minus_square(a));
  }
};
struct Atan : Unary {
  static constexpr std::string_view name = "atan", symbol = "atan";
  static double value(double a) { return std::atan(a); }
  static auto local_gradient(auto a, auto) { return 1.0 / (1.0 + square(a)); }
};
/// The angle of the point whose height is a, and whose distance to the right b,
/// from -π to π.
struct Atan2 : Binary {
  static constexpr std::string_view name = "atan2", symbol = "atan2";
  static double value(double a, double b) { return std::atan2(a, b); }
  // By quotients of at most 1: squares, as formulas have it, would overflow.
  static auto by_first(auto a, auto b, auto) {
    const auto steep = b / a, flat = a / b;
    return except(abs(a) < abs(b), 1.0 / (b + a * flat),
                  except(abs(b) <= abs(a), steep / (a + b * steep),
                         b / (square(a) + square(b))));
  }
  static auto by_second(auto a, auto b, auto) {
    const auto steep = b / a, flat = a / b;
    return except(abs(a) < abs(b), -flat / (b + a * flat),
                  except(abs(b) <= abs(a), -1.0 / (a + b * steep),
                         -a / (square(a) + square(b))));
  }
};

struct Cosh;
struct Sinh : Unary {
  static constexpr std::string_view name = "sinh", symbol = "sinh";
  static double value(double a) { return std::sinh(a); }
  static auto local_gradient(auto a, auto) { return use<Cosh>(a); }
};
struct Cosh : Unary {
  static constexpr std::string_view name = "cosh", symbol = "cosh";
  static double value(double a) { return std::cosh(a); }
  static auto local_gradient(auto a, auto) { return use<Sinh>(a); }
};
struct Asinh : Unary {
  static constexpr std::string_view name = "asinh", symbol = "asinh";
  static double value(double a) { return std::asinh(a); }
  static auto local_gradient(auto a, auto) { return 1.0 / use<Hypot>(1.0, a); }
};
struct Acosh : Unary {
  static constexpr std::string_view name = "acosh", symbol = "acosh";
  static double value(double a) { return std::acosh(a); }
  static auto local_gradient(auto a, auto) {
    return 1.0 / (sqrt(a - 1.0) * sqrt(a + 1.0));
  }
};
struct Atanh : Unary {
  static constexpr std::string_view name = "atanh", symbol = "atanh";
  static double value(double a) { return std::atanh(a); }
  static auto local_gradient(auto a, auto) { return 1.0 / one_minus_square(a); }
};

}  // namespace gradwalk::rules
