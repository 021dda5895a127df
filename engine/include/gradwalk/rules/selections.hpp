#pragma once

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

}  // namespace gradwalk::rules
