#pragma once

#include <cmath>
#include <cstddef>
#include <gradwalk/graph/arithmetic.hpp>
#include <gradwalk/rules/shapes.hpp>
#include <span>
#include <string_view>

/// Sums of any number of operands, and the roots of sums of squares.
namespace gradwalk::rules {

struct Sum : AnyArity<1> {
  static constexpr std::string_view name = "sum", symbol = "Σ";
  static constexpr bool is_tame = true;
  static auto value(const auto& operands) {
    const auto x = all_of(operands);
    return total(x.size(), [&](std::size_t i) { return x[i]; });
  }
  static void local_gradients(const auto& x, auto, auto&& out) {
    out(0, x.size(), 1.0);
  }
};
struct Mean : AnyArity<1> {
  static constexpr std::string_view name = "mean", symbol = "mean";
  static constexpr bool is_tame = true;
  static auto value(const auto& x) {
    return Sum::value(x) / static_cast<double>(x.size());
  }
  static void local_gradients(const auto& x, auto, auto&& out) {
    out(0, x.size(), 1.0 / static_cast<double>(x.size()));
  }
};
/// a1·b1 + a2·b2 + …; the operands are a1 … an, b1 … bn.
struct Dot : AnyArity<2> {
  static constexpr std::string_view name = "dot", symbol = "Σ a·b";
  static constexpr bool is_tame = true;
  static constexpr bool in_pairs = true;
  static auto value(const auto& x) {
    const std::size_t n = x.size() / 2;
    const auto a = x.subspan(0, n), b = x.subspan(n, n);
    return total(n, [&](std::size_t i) { return a[i] * b[i]; });
  }
  static void local_gradients(const auto& x, auto, auto&& out) {
    const std::size_t n = x.size() / 2;
    out(0, x.subspan(n, n));
    out(n, x.subspan(0, n));
  }
};
/// The walkthrough's z node, w1·x1 + w2·x2 + … + b; the operands are
/// w1 … wn, x1 … xn, b.
struct Linear : AnyArity<3> {
  static constexpr std::string_view name = "linear", symbol = "Σ w·x + b";
  static constexpr bool is_tame = true;
  static constexpr bool in_pairs = true;
  static auto value(const auto& x) { return Dot::value(x) + x[x.size() - 1]; }
  static void local_gradients(const auto& x, auto y, auto&& out) {
    Dot::local_gradients(x, y, out);
    out(x.size() - 1, 1.0);
  }
};

/// √(x1² + x2² + …), scaled so that no square overflows or is lost.
[[gnu::always_inline]] inline double norm(const auto& x) {
  double most = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) most = maximum(most, abs(x[i]));
  const double scale = most > 1e140 ? 0x1p-600 : most < 1e-140 ? 0x1p600 : 1.0;
  const double squares =
      total(x.size(), [&](std::size_t i) { return square(scale * x[i]); });
  return sqrt(squares) / scale;
}
/// x_i / y, where y is the norm; 0 where that is 0. Derivative has the
/// operation of this name, whose slopes have their digits.
[[gnu::always_inline]] inline auto direction_cosine(const auto& x,
                                                    std::size_t i,
                                                    const auto& y) {
  return except(y == 0.0, 0.0, x[i] / y);
}
template <class T>
[[gnu::always_inline]] inline auto direction_cosine(const T& a, const T& b,
                                                    const T& y) {
  const T both[] = {a, b};
  return direction_cosine(std::span<const T>(both), 0, y);
}
/// The length of a vector; 0 has the gradient 0.
struct Norm : AnyArity<1> {
  static constexpr std::string_view name = "norm", symbol = "‖·‖";
  static auto value(const auto& x) { return norm(x); }
  static void local_gradients(const auto& x, auto y, auto&& out) {
    for (std::size_t i = 0; i < x.size(); ++i)
      out(i, direction_cosine(x, i, y));
  }
};
/// The same of two.
struct Hypot : Binary {
  static constexpr std::string_view name = "hypot", symbol = "hypot";
  static double value(double a, double b) { return std::hypot(a, b); }
  static auto by_first(auto a, auto b, auto y) {
    return direction_cosine(a, b, y);
  }
  static auto by_second(auto a, auto b, auto y) {
    return direction_cosine(b, a, y);
  }
};
/// The cosine of the angle between a vector and its first axis, x0 / norm(x);
/// 0 where that is 0.
struct DirectionCosine : AnyArity<1> {
  static constexpr std::string_view name = "direction_cosine", symbol = "cos ∠";
  static auto value(const auto& x) { return direction_cosine(x, 0, norm(x)); }
  static void local_gradients(const auto& x, auto y, auto&& out) {
    if (x.size() == 1) return out(0, 0.0);
    const auto length = norm(x);
    const auto others = norm(x.subspan(1, x.size() - 1));
    const auto is_0 = length == 0.0;
    out(0, except(is_0, 0.0, square(others / length) / length));
    for (std::size_t i = 1; i < x.size(); ++i)
      out(i, except(is_0, 0.0, -y * (x[i] / length) / length));
  }
};

}  // namespace gradwalk::rules
