#pragma once

#include <gradwalk/graph/arithmetic.hpp>
#include <gradwalk/rules/powers.hpp>
#include <gradwalk/rules/shapes.hpp>
#include <gradwalk/rules/special.hpp>
#include <string_view>

/// More of what nets squash their sums with.
namespace gradwalk::rules {

/// a times the probability of what is at most a in a normal distribution.
struct Gelu : Unary {
  static constexpr std::string_view name = "gelu", symbol = "gelu";
  static auto value(auto a) { return a * use<NormalCdf>(a); }
  static auto local_gradient(auto a, auto) {
    return use<NormalCdf>(a) + a * use<NormalDensity>(a);
  }
};
/// a·σ(a), which is also called SiLU.
struct Swish : Unary {
  static constexpr std::string_view name = "swish", symbol = "swish";
  [[gnu::always_inline]] static auto value(auto a) { return a * logistic(a); }
  [[gnu::always_inline]] static auto local_gradient(auto a, auto) {
    return logistic(a) * (1.0 + a * logistic(-a));
  }
};
struct Elu : Binary {
  static constexpr std::string_view name = "elu", symbol = "elu";
  static auto value(auto a, auto alpha) {
    return where(a > 0.0, a, alpha * use<Expm1>(a));
  }
  [[gnu::always_inline]] static auto by_first(auto a, auto alpha, auto) {
    return where(a > 0.0, 1.0, alpha * exp(a));
  }
  static auto by_second(auto a, auto, auto) {
    return where(a > 0.0, closed, use<Expm1>(a));
  }
};

}  // namespace gradwalk::rules
