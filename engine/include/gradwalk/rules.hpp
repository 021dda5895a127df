#pragma once

#include <gradwalk/graph/arithmetic.hpp>
#include <gradwalk/rules/shapes.hpp>
#include <gradwalk/rules/sums.hpp>
#include <string_view>

/// Every operation once: its name, its symbol, its value and its local
/// gradients; here those that most graphs have, and in rules/ beside this file
/// the others, which `All` lists with them.
///
/// A rule is generic in its number type: the same lines are computed with
/// doubles, write themselves as text, and become nodes, so that a derivative
/// can be differentiated again. `y` is the node's value. A rule of any arity
/// has its operands as a span, or as what has a span's `size`, `[]` and
/// `subspan`. It hands its local gradients in their order to
/// `out(i, gradient)`, or many at once to `out(first, gradients)`, a span, and
/// to `out(first, count, gradient)`, the same for each.
///
/// To a branch that a selection did not take, the local gradient is `closed`:
/// no path goes there.
///
/// A new operation is one struct here with its name in `All`, and its one-line
/// function in operators.hpp:
///
/// ```cpp
/// struct Softsign : Unary {
///   static constexpr std::string_view name = "softsign",
///                                     symbol = "softsign";
///   static auto value(auto a) { return a / (1.0 + abs(a)); }
///   static auto local_gradient(auto a, auto) {
///     return 1.0 / square(1.0 + abs(a));
///   }
/// };
/// ```
///
/// ```cpp
/// inline Value softsign(Value a) {
///   return detail::record<rules::Softsign>(a);
/// }
/// ```
///
/// A value that only `<cmath>` knows is a plain function of doubles,
/// `static double value(double a) { return std::atan(a); }`, and its text is
/// `atan(a)`. A rule uses another operation by its rule, `use<Sqrt>(a)`, or by
/// the functions of graph/arithmetic.hpp.
namespace gradwalk::rules {

struct Input : Leaf {
  static constexpr std::string_view name = "input", symbol = "input";
};
struct Parameter : Leaf {
  static constexpr std::string_view name = "parameter", symbol = "parameter";
};

struct Add : Binary {
  static constexpr std::string_view name = "add", symbol = "+";
  static constexpr bool is_tame = true;
  static auto value(auto a, auto b) { return a + b; }
  static auto by_first(auto, auto, auto) { return 1.0; }
  static auto by_second(auto, auto, auto) { return 1.0; }
};
struct Subtract : Binary {
  static constexpr std::string_view name = "subtract", symbol = "-";
  static constexpr bool is_tame = true;
  static auto value(auto a, auto b) { return a - b; }
  static auto by_first(auto, auto, auto) { return 1.0; }
  static auto by_second(auto, auto, auto) { return -1.0; }
};
struct Multiply : Binary {
  static constexpr std::string_view name = "multiply", symbol = "×";
  static constexpr bool is_tame = true;
  static auto value(auto a, auto b) { return a * b; }
  static auto by_first(auto, auto b, auto) { return b; }
  static auto by_second(auto a, auto, auto) { return a; }
};
struct Divide : Binary {
  static constexpr std::string_view name = "divide", symbol = "/";
  static auto value(auto a, auto b) { return a / b; }
  static auto by_first(auto, auto b, auto) { return 1.0 / b; }
  static auto by_second(auto, auto b, auto y) { return quotient_slope(y, b); }
};
/// a^0 is constant in a, and 0^b in b ≥ 0: their gradients are 0, not 0·inf.
struct Power : Binary {
  static constexpr std::string_view name = "pow", symbol = "^";
  static auto value(auto a, auto b) { return pow(a, b); }
  static auto by_first(auto a, auto b, auto) {
    return except(b == 0.0, 0.0, power_slope(a, b));
  }
  static auto by_second(auto a, auto b, auto y) {
    const auto general = y * log(a);
    return except(a == 0.0, except(0.0 <= b, 0.0, general), general);
  }
};
/// Equal operands share the gradient.
struct Minimum : Binary {
  static constexpr std::string_view name = "min", symbol = "min";
  static auto value(auto a, auto b) { return minimum(a, b); }
  static auto by_first(auto a, auto b, auto) {
    return where(a == b, 0.5, where(b < a, closed, 1.0));
  }
  static auto by_second(auto a, auto b, auto y) { return by_first(b, a, y); }
};
struct Maximum : Binary {
  static constexpr std::string_view name = "max", symbol = "max";
  static auto value(auto a, auto b) { return maximum(a, b); }
  static auto by_first(auto a, auto b, auto) {
    return where(a == b, 0.5, where(a < b, closed, 1.0));
  }
  static auto by_second(auto a, auto b, auto y) { return by_first(b, a, y); }
};
struct LeakyRelu : Binary {
  static constexpr std::string_view name = "leaky_relu", symbol = "leaky relu";
  static auto value(auto a, auto slope) { return where(a > 0.0, a, slope * a); }
  static auto by_first(auto a, auto slope, auto) {
    return where(a > 0.0, 1.0, slope);
  }
  static auto by_second(auto a, auto, auto) {
    return where(a > 0.0, closed, a);
  }
};
/// -1, 0 or 1: how a stands to b; nan beside a nan. No gradient flows.
struct Compare : Binary {
  static constexpr std::string_view name = "compare", symbol = "<>";
  static auto value(auto a, auto b) {
    return where(a < b, -1.0, where(b < a, 1.0, where(a == b, 0.0, a - b)));
  }
  static auto by_first(auto, auto, auto) { return closed; }
  static auto by_second(auto, auto, auto) { return closed; }
};
/// The walkthrough's loss node: half the square of target - prediction.
struct SquaredError : Binary {
  static constexpr std::string_view name = "squared_error", symbol = "½(·)²";
  static constexpr bool is_tame = true;
  static auto value(auto target, auto prediction) {
    return 0.5 * square(target - prediction);
  }
  static auto by_first(auto target, auto prediction, auto) {
    return target - prediction;
  }
  static auto by_second(auto target, auto prediction, auto) {
    return -(target - prediction);
  }
};

struct Negate : Unary {
  static constexpr std::string_view name = "negate", symbol = "-";
  static constexpr bool is_tame = true;
  static auto value(auto a) { return -a; }
  static auto local_gradient(auto, auto) { return -1.0; }
};
struct Square : Unary {
  static constexpr std::string_view name = "square", symbol = "²";
  static constexpr bool is_tame = true;
  static auto value(auto a) { return square(a); }
  static auto local_gradient(auto a, auto) { return 2.0 * a; }
};
struct Sqrt : Unary {
  static constexpr std::string_view name = "sqrt", symbol = "sqrt";
  static auto value(auto a) { return sqrt(a); }
  static auto local_gradient(auto, auto y) { return 0.5 / y; }
};
struct Exp : Unary {
  static constexpr std::string_view name = "exp", symbol = "exp";
  static auto value(auto a) { return exp(a); }
  static auto local_gradient(auto, auto y) { return y; }
};
struct Log : Unary {
  static constexpr std::string_view name = "log", symbol = "log";
  static auto value(auto a) { return log(a); }
  static auto local_gradient(auto a, auto) { return 1.0 / a; }
};
struct Sin : Unary {
  static constexpr std::string_view name = "sin", symbol = "sin";
  static auto value(auto a) { return sin(a); }
  static auto local_gradient(auto a, auto) { return cos(a); }
};
struct Cos : Unary {
  static constexpr std::string_view name = "cos", symbol = "cos";
  static auto value(auto a) { return cos(a); }
  static auto local_gradient(auto a, auto) { return -sin(a); }
};
struct Tanh : Unary {
  static constexpr std::string_view name = "tanh", symbol = "tanh";
  static auto value(auto a) { return tanh(a); }
  static auto local_gradient(auto a, auto y) { return tanh_slope(a, y); }
  static bool is_far(double y) { return !(abs(y) <= tanh_near_one); }
  static double far_gradient(double a, double) { return tanh_slope_far(a); }
};
struct Sigmoid : Unary {
  static constexpr std::string_view name = "sigmoid", symbol = "σ";
  // What takes an exp is too long for clang++ to inline unasked, here and
  // below.
  [[gnu::always_inline]] static auto value(auto a) { return logistic(a); }
  /// What formulas have in place of `value`, where σ would tell nothing.
  static auto written(auto a) { return 1.0 / (1.0 + exp(-a)); }
  static auto local_gradient(auto a, auto y) { return logistic_slope(a, y); }
  static bool is_far(double y) { return !(y <= logistic_near_one); }
  static double far_gradient(double a, double) { return logistic_slope_far(a); }
};
struct Relu : Unary {
  static constexpr std::string_view name = "relu", symbol = "relu";
  static auto value(auto a) { return maximum(a, 0.0); }
  static auto local_gradient(auto a, auto) {
    return where(a <= 0.0, closed, 1.0);
  }
};
/// log(1 + exp(a)), arranged so that exp cannot overflow.
struct Softplus : Unary {
  static constexpr std::string_view name = "softplus", symbol = "softplus";
  [[gnu::always_inline]] static auto value(auto a) {
    return maximum(a, 0.0) + log1p(exp(-abs(a)));
  }
  [[gnu::always_inline]] static auto local_gradient(auto a, auto) {
    return logistic(a);
  }
};
struct Abs : Unary {
  static constexpr std::string_view name = "abs", symbol = "|·|";
  static auto value(auto a) { return abs(a); }
  static auto local_gradient(auto a, auto) {
    return where(a > 0.0, 1.0, where(a < 0.0, -1.0, nan_or_zero(a)));
  }
};

/// Leaves first. Functions are listed in this order wherever they are listed.
/// `struct` stands before those that are in the files of rules/: who computes
/// with all includes rules/all.hpp.
using All =
    List<Input, Parameter, Add, Subtract, Multiply, Divide, Power, Negate,
         Square, Sqrt, Exp, Log, Sin, Cos, Tanh, Sigmoid, Relu, LeakyRelu,
         Softplus, Abs, Minimum, Maximum, Compare, SquaredError,
         struct BinaryCrossEntropy, struct Choose, Sum, Mean, struct LogSumExp,
         Dot, Linear, struct Softmax, struct NegativeLogSoftmax,
         struct SoftmaxCrossEntropy, struct Tan, struct Asin, struct Acos,
         struct Atan, struct Atan2, struct Sinh, struct Cosh, struct Asinh,
         struct Acosh, struct Atanh, struct Log1p, struct Expm1, struct Log2,
         struct Log10, struct Exp2, struct Cbrt, struct Xlogy, Hypot, Norm,
         DirectionCosine, struct Gaussian, struct Erf, struct Erfc,
         struct NormalDensity, struct NormalCdf, struct Lgamma, struct Digamma,
         struct Polygamma, struct Gelu, struct Swish, struct Elu, struct Sign,
         struct Floor, struct Ceil, struct Round, struct Trunc, struct Fmod,
         struct Clamp, struct Amin, struct Amax, struct WhereLess,
         struct WhereAtMost, struct WhereEqual, struct Detach>;

}  // namespace gradwalk::rules
