#pragma once

#include <cmath>
#include <gradwalk/graph/arithmetic.hpp>
#include <gradwalk/rules/shapes.hpp>
#include <numbers>
#include <string_view>

/// The error function and the gamma function, and what their slopes are.
namespace gradwalk::rules {

/// exp(-a²), and the normal distribution's density and its integral up to a.
[[nodiscard]] double gaussian(double a);
[[nodiscard]] double normal_density(double a);
[[nodiscard]] double normal_cdf(double a);

/// log |Γ(a)|; its derivative; and the derivative of that of the order
/// trunc(order), from 0 to 170, beyond which its factor order! is no double:
/// nan.
[[nodiscard]] double log_gamma(double a);
[[nodiscard]] double digamma(double a);
[[nodiscard]] double polygamma(double order, double a);

struct Gaussian : Unary {
  static constexpr std::string_view name = "gaussian", symbol = "gaussian";
  static auto value(auto a) { return gaussian(a); }
  static auto local_gradient(auto a, auto y) { return -2.0 * a * y; }
};
struct Erf : Unary {
  static constexpr std::string_view name = "erf", symbol = "erf";
  static constexpr double steepest = 2.0 * std::numbers::inv_sqrtpi;
  static double value(double a) { return std::erf(a); }
  static auto local_gradient(auto a, auto) {
    return steepest * use<Gaussian>(a);
  }
};
/// 1 - erf(a), which has its digits where that is near 1 too.
struct Erfc : Unary {
  static constexpr std::string_view name = "erfc", symbol = "erfc";
  static double value(double a) { return std::erfc(a); }
  static auto local_gradient(auto a, auto) {
    return -Erf::steepest * use<Gaussian>(a);
  }
};
/// exp(-a²/2) / √(2π)
struct NormalDensity : Unary {
  static constexpr std::string_view name = "normal_density", symbol = "φ";
  static double value(double a) { return normal_density(a); }
  static auto local_gradient(auto a, auto y) { return -a * y; }
};
/// The probability of what is at most a in a normal distribution.
struct NormalCdf : Unary {
  static constexpr std::string_view name = "normal_cdf", symbol = "Φ";
  static double value(double a) { return normal_cdf(a); }
  static auto local_gradient(auto a, auto) { return use<NormalDensity>(a); }
};

/// The derivative of digamma whose order is floor(order), which no path goes
/// to; of the order 0 digamma itself.
struct Polygamma : Binary {
  static constexpr std::string_view name = "polygamma", symbol = "polygamma";
  static double value(double order, double a) { return polygamma(order, a); }
  static auto by_first(auto, auto, auto) { return closed; }
  static auto by_second(auto order, auto a, auto) {
    return use<Polygamma>(order + 1.0, a);
  }
};
struct Digamma : Unary {
  static constexpr std::string_view name = "digamma", symbol = "digamma";
  static double value(double a) { return digamma(a); }
  static auto local_gradient(auto a, auto) { return use<Polygamma>(1.0, a); }
};
struct Lgamma : Unary {
  static constexpr std::string_view name = "lgamma", symbol = "log |Γ|";
  static double value(double a) { return log_gamma(a); }
  static auto local_gradient(auto a, auto) { return use<Digamma>(a); }
};

}  // namespace gradwalk::rules
