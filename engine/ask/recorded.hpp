#pragma once

#include <gradwalk/operators.hpp>

/// The number type with which a rule's local gradient becomes nodes: a Value,
/// or a constant that has not become one. Sums with 0 and products with 0 and
/// 1 record nothing.
namespace gradwalk {

struct Recorded {
  Value node;
  double constant = 0.0;
  bool is_constant = true;

  Recorded(double number) : constant(number) {}
  Recorded(Value value) : node(value), is_constant(false) {}

  [[nodiscard]] bool is(double number) const {
    return is_constant && constant == number;
  }
};

/// A comparison that is decided anew whenever the graph is computed: by the
/// sign of a difference.
struct Comparison {
  Recorded difference;
  bool if_negative, if_zero, if_positive;
};

/// `of(a, b)` on what the two are: nodes, numbers, or one of each.
Recorded apply(const Recorded& a, const Recorded& b, auto of) {
  if (a.is_constant && b.is_constant)
    return Recorded(of(a.constant, b.constant));
  if (a.is_constant) return Recorded(of(a.constant, b.node));
  if (b.is_constant) return Recorded(of(a.node, b.constant));
  return Recorded(of(a.node, b.node));
}
Recorded apply(const Recorded& a, auto of) {
  return a.is_constant ? Recorded(of(a.constant)) : Recorded(of(a.node));
}

inline Recorded operator+(const Recorded& a, const Recorded& b) {
  if (a.is(0.0)) return b;
  if (b.is(0.0)) return a;
  return apply(a, b, [](auto x, auto y) { return x + y; });
}
inline Recorded operator-(const Recorded& a) {
  return apply(a, [](auto x) { return -x; });
}
inline Recorded operator-(const Recorded& a, const Recorded& b) {
  if (b.is(0.0)) return a;
  if (a.is(0.0)) return -b;
  return apply(a, b, [](auto x, auto y) { return x - y; });
}
inline Recorded operator*(const Recorded& a, const Recorded& b) {
  if (a.is(0.0) || b.is(0.0)) return 0.0;
  if (a.is(1.0)) return b;
  if (b.is(1.0)) return a;
  return apply(a, b, [](auto x, auto y) { return x * y; });
}
inline Recorded operator/(const Recorded& a, const Recorded& b) {
  if (b.is(1.0)) return a;
  return apply(a, b, [](auto x, auto y) { return x / y; });
}

inline Recorded square(const Recorded& a) {
  return apply(a, [](auto x) {
    using rules::square;
    return square(x);
  });
}
inline Recorded pow(const Recorded& a, const Recorded& b) {
  if (b.is(1.0)) return a;
  return apply(a, b, [](auto x, auto y) {
    using std::pow;
    return pow(x, y);
  });
}
inline Recorded exp(const Recorded& a) {
  return apply(a, [](auto x) {
    using std::exp;
    return exp(x);
  });
}
inline Recorded log(const Recorded& a) {
  return apply(a, [](auto x) {
    using std::log;
    return log(x);
  });
}
inline Recorded sin(const Recorded& a) {
  return apply(a, [](auto x) {
    using std::sin;
    return sin(x);
  });
}
inline Recorded cos(const Recorded& a) {
  return apply(a, [](auto x) {
    using std::cos;
    return cos(x);
  });
}
inline Recorded maximum(const Recorded& a, const Recorded& b) {
  return apply(a, b, [](auto x, auto y) {
    using rules::maximum;
    return maximum(x, y);
  });
}
inline Value maximum(Value a, auto b) { return max(a, b); }
inline Value maximum(double a, Value b) { return max(a, b); }

/// A node's derivatives do not depend on the shift, finite or not.
inline Recorded finite_or_zero(const Recorded& a) { return a; }

inline Comparison operator<(const Recorded& a, const Recorded& b) {
  return {a - b, true, false, false};
}
inline Comparison operator<=(const Recorded& a, const Recorded& b) {
  return {a - b, true, true, false};
}
inline Comparison operator==(const Recorded& a, const Recorded& b) {
  return {a - b, false, true, false};
}
// Turned round, so that nan, whose sign is none, is greater than nothing.
inline Comparison operator>(const Recorded& a, const Recorded& b) {
  return b < a;
}

/// `yes` or `no` as the comparison stands whenever the graph is computed.
Recorded where(const Comparison& comparison, const Recorded& yes,
               const Recorded& no);

inline Recorded except(const Comparison& comparison, const Recorded& there,
                       const Recorded& elsewhere) {
  return where(comparison, there, elsewhere);
}

}  // namespace gradwalk
