#pragma once

#include <cstddef>
#include <gradwalk/graph/arithmetic.hpp>
#include <gradwalk/rules/shapes.hpp>
#include <string_view>

/// Sums of any number of operands.
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

}  // namespace gradwalk::rules
