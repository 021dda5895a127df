#pragma once

#include <gradwalk/value.hpp>

/// The number type with which a rule's local gradient becomes nodes: a Value,
/// or a constant that has not become one. Sums with 0 and products with 0 and
/// 1 record nothing.
namespace gradwalk {

struct Derivative {
  Value node;
  double constant = 0.0;
  bool is_constant = true;

  Derivative(double number) : constant(number) {}
  Derivative(Value value) : node(value), is_constant(false) {}

  [[nodiscard]] bool is(double number) const {
    return is_constant && constant == number;
  }
};

/// A comparison that is decided anew whenever the graph is computed: by the
/// sign of a difference.
struct Comparison {
  Derivative difference;
  bool if_negative, if_zero, if_positive;
};

/// `of(a, b)` on what the two are: nodes, numbers, or one of each.
Derivative apply(const Derivative& a, const Derivative& b, auto of) {
  if (a.is_constant && b.is_constant)
    return Derivative(of(a.constant, b.constant));
  if (a.is_constant) return Derivative(of(a.constant, b.node));
  if (b.is_constant) return Derivative(of(a.node, b.constant));
  return Derivative(of(a.node, b.node));
}
Derivative apply(const Derivative& a, auto of) {
  return a.is_constant ? Derivative(of(a.constant)) : Derivative(of(a.node));
}

inline Derivative operator+(const Derivative& a, const Derivative& b) {
  if (a.is(0.0)) return b;
  if (b.is(0.0)) return a;
  return apply(a, b, [](auto x, auto y) { return x + y; });
}
inline Derivative operator-(const Derivative& a) {
  return apply(a, [](auto x) { return -x; });
}
inline Derivative operator-(const Derivative& a, const Derivative& b) {
  if (b.is(0.0)) return a;
  if (a.is(0.0)) return -b;
  return apply(a, b, [](auto x, auto y) { return x - y; });
}
inline Derivative operator*(const Derivative& a, const Derivative& b) {
  if (a.is(0.0) || b.is(0.0)) return 0.0;
  if (a.is(1.0)) return b;
  if (b.is(1.0)) return a;
  return apply(a, b, [](auto x, auto y) { return x * y; });
}
inline Derivative operator/(const Derivative& a, const Derivative& b) {
  if (b.is(1.0)) return a;
  return apply(a, b, [](auto x, auto y) { return x / y; });
}

inline Derivative square(const Derivative& a) {
  return apply(a, [](auto x) {
    using rules::square;
    return square(x);
  });
}
inline Derivative pow(const Derivative& a, const Derivative& b) {
  if (b.is(1.0)) return a;
  return apply(a, b, [](auto x, auto y) {
    using std::pow;
    return pow(x, y);
  });
}
inline Derivative exp(const Derivative& a) {
  return apply(a, [](auto x) {
    using std::exp;
    return exp(x);
  });
}
inline Derivative log(const Derivative& a) {
  return apply(a, [](auto x) {
    using std::log;
    return log(x);
  });
}
inline Derivative sin(const Derivative& a) {
  return apply(a, [](auto x) {
    using std::sin;
    return sin(x);
  });
}
inline Derivative cos(const Derivative& a) {
  return apply(a, [](auto x) {
    using std::cos;
    return cos(x);
  });
}
inline Derivative maximum(const Derivative& a, const Derivative& b) {
  return apply(a, b, [](auto x, auto y) {
    using rules::maximum;
    return maximum(x, y);
  });
}
inline Value maximum(Value a, auto b) { return max(a, b); }
inline Value maximum(double a, Value b) { return max(a, b); }

/// A node's derivatives do not depend on the shift, finite or not.
inline Derivative finite_or_zero(const Derivative& a) { return a; }

inline Comparison operator<(const Derivative& a, const Derivative& b) {
  return {a - b, true, false, false};
}
inline Comparison operator<=(const Derivative& a, const Derivative& b) {
  return {a - b, true, true, false};
}
inline Comparison operator==(const Derivative& a, const Derivative& b) {
  return {a - b, false, true, false};
}
// Turned round, so that nan, whose sign is none, is greater than nothing.
inline Comparison operator>(const Derivative& a, const Derivative& b) {
  return b < a;
}

/// `yes` or `no` as the comparison stands whenever the graph is computed.
Derivative where(const Comparison& comparison, const Derivative& yes,
                 const Derivative& no);

inline Derivative except(const Comparison& comparison, const Derivative& there,
                         const Derivative& elsewhere) {
  return where(comparison, there, elsewhere);
}

}  // namespace gradwalk
