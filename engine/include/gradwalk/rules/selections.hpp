#pragma once

#include <cstddef>
#include <gradwalk/graph/arithmetic.hpp>
#include <gradwalk/rules/shapes.hpp>
#include <string_view>

/// Operations that choose: no path goes to what they leave.
namespace gradwalk::rules {

/// One of three, by the sign of x0: what a derivative of relu or max is. No
/// gradient flows into x0. A nan is neither below 0 nor equal to it.
struct Choose : AnyArity<4, 4> {
  static constexpr std::string_view name = "choose", symbol = "choose";
  static auto value(const auto& x) {
    return where(x[0] < 0.0, x[1], where(x[0] == 0.0, x[2], x[3]));
  }
  static void local_gradients(const auto& x, auto, auto&& out) {
    out(0, closed);
    out(1, where(x[0] < 0.0, 1.0, closed));
    out(2, where(x[0] == 0.0, 1.0, closed));
    out(3, where(x[0] < 0.0, closed, where(x[0] == 0.0, closed, 1.0)));
  }
};

/// x2 where x0 and x1 compare so, else x3; no gradient flows into x0 and x1.
/// Beside a nan a comparison is false.
template <class Rule> struct Where : AnyArity<4, 4> {
  static auto value(const auto& x) {
    return where(Rule::holds(x[0], x[1]), x[2], x[3]);
  }
  static void local_gradients(const auto& x, auto, auto&& out) {
    out(0, closed);
    out(1, closed);
    out(2, where(Rule::holds(x[0], x[1]), 1.0, closed));
    out(3, where(Rule::holds(x[0], x[1]), closed, 1.0));
  }
};
struct WhereLess : Where<WhereLess> {
  static constexpr std::string_view name = "where_less", symbol = "<";
  static auto holds(auto a, auto b) { return a < b; }
};
struct WhereAtMost : Where<WhereAtMost> {
  static constexpr std::string_view name = "where_at_most", symbol = "≤";
  static auto holds(auto a, auto b) { return a <= b; }
};
struct WhereEqual : Where<WhereEqual> {
  static constexpr std::string_view name = "where_equal", symbol = "=";
  static auto holds(auto a, auto b) { return a == b; }
};

/// min(max(x, low), high): x, not beyond the bounds, on which its slope is 1.
struct Clamp : AnyArity<3, 3> {
  static constexpr std::string_view name = "clamp", symbol = "clamp";
  static auto value(const auto& x) {
    return minimum(maximum(x[0], x[1]), x[2]);
  }
  static void local_gradients(const auto& x, auto, auto&& out) {
    const auto low = x[1], high = x[2];
    out(0, where(x[0] < low, closed, where(high < x[0], closed, 1.0)));
    out(1, where(x[0] < low, where(high < low, closed, 1.0), closed));
    out(2, where(high < maximum(x[0], low), 1.0, closed));
  }
};

/// How many operands are the extreme one: `counts(i)` is 1 for them, else 0.
[[gnu::always_inline]] inline auto ties(const auto& x, auto counts) {
  return total(x.size(), counts);
}
[[gnu::always_inline]] inline auto minimum(const auto& x) {
  auto least = x[0];
  for (std::size_t i = 1; i < x.size(); ++i) least = minimum(least, x[i]);
  return least;
}
[[gnu::always_inline]] inline auto maximum(const auto& x) {
  auto most = x[0];
  for (std::size_t i = 1; i < x.size(); ++i) most = maximum(most, x[i]);
  return most;
}
/// The lowest or the highest of any number, which equal ones share the gradient
/// of; a nan comes through.
template <class Rule> struct Extreme : AnyArity<1> {
  static void local_gradients(const auto& x, auto, auto&& out) {
    const auto extreme = Rule::value(x);
    const auto share = 1.0 / ties(x, [&](std::size_t i) {
                         return where(Rule::leaves(x[i], extreme), 0.0, 1.0);
                       });
    for (std::size_t i = 0; i < x.size(); ++i)
      out(i, where(Rule::leaves(x[i], extreme), closed, share));
  }
};
struct Amin : Extreme<Amin> {
  static constexpr std::string_view name = "amin", symbol = "min",
                                    function = "min";
  static auto value(const auto& x) { return minimum(x); }
  static auto leaves(auto a, auto least) { return least < a; }
};
struct Amax : Extreme<Amax> {
  static constexpr std::string_view name = "amax", symbol = "max",
                                    function = "max";
  static auto value(const auto& x) { return maximum(x); }
  static auto leaves(auto a, auto most) { return a < most; }
};

/// The number alone: no path goes to its operand.
struct Detach : Unary {
  static constexpr std::string_view name = "detach", symbol = "detach";
  static double value(double a) { return a; }
  static auto local_gradient(auto, auto) { return closed; }
};

}  // namespace gradwalk::rules
