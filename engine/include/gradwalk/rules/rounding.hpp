#pragma once

#include <cmath>
#include <gradwalk/graph/arithmetic.hpp>
#include <gradwalk/rules/shapes.hpp>
#include <string_view>

/// Steps, which are level between their jumps: no path goes through them.
namespace gradwalk::rules {

struct Level : Unary {
  static auto local_gradient(auto, auto) { return closed; }
};
/// -1, 0 or 1; of nan nan.
struct Sign : Level {
  static constexpr std::string_view name = "sign", symbol = "sign";
  static double value(double a) {
    return a > 0.0 ? 1.0 : a < 0.0 ? -1.0 : nan_or_zero(a);
  }
};
struct Floor : Level {
  static constexpr std::string_view name = "floor", symbol = "⌊·⌋";
  static double value(double a) { return std::floor(a); }
};
struct Ceil : Level {
  static constexpr std::string_view name = "ceil", symbol = "⌈·⌉";
  static double value(double a) { return std::ceil(a); }
};
/// To the nearest whole number; midway, to the even one, as in Python, NumPy
/// and PyTorch: 0.5 to 0, 1.5 and 2.5 to 2.
struct Round : Level {
  static constexpr std::string_view name = "round", symbol = "round";
  static double value(double a) { return std::nearbyint(a); }
};
/// Towards 0.
struct Trunc : Level {
  static constexpr std::string_view name = "trunc", symbol = "trunc";
  static double value(double a) { return std::trunc(a); }
};
/// a - trunc(a/b)·b, exactly: what is left of a, with its sign.
struct Fmod : Binary {
  static constexpr std::string_view name = "fmod", symbol = "mod";
  static double value(double a, double b) { return std::fmod(a, b); }
  static auto by_first(auto, auto, auto) { return 1.0; }
  static auto by_second(auto a, auto b, auto) { return -use<Trunc>(a / b); }
};

}  // namespace gradwalk::rules
