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

/// A rule on what its operands are: a number of numbers, else a node.
template <class Rule> Recorded used(Rule, const Recorded& a) {
  if (a.is_constant) return Rule::value(a.constant);
  return detail::record<Rule>(a.node);
}
template <class Rule>
Recorded used(Rule, const Recorded& a, const Recorded& b) {
  if (a.is_constant && b.is_constant)
    return Rule::value(a.constant, b.constant);
  if (a.is_constant) return detail::record<Rule>(a.constant, b.node);
  if (b.is_constant) return detail::record<Rule>(a.node, b.constant);
  return detail::record<Rule>(a.node, b.node);
}

inline Recorded operator+(const Recorded& a, const Recorded& b) {
  if (a.is(0.0)) return b;
  if (b.is(0.0)) return a;
  return used(rules::Add{}, a, b);
}
inline Recorded operator-(const Recorded& a) {
  return used(rules::Negate{}, a);
}
inline Recorded operator-(const Recorded& a, const Recorded& b) {
  if (b.is(0.0)) return a;
  if (a.is(0.0)) return -b;
  return used(rules::Subtract{}, a, b);
}
inline Recorded operator*(const Recorded& a, const Recorded& b) {
  if (a.is(0.0) || b.is(0.0)) return 0.0;
  if (a.is(1.0)) return b;
  if (b.is(1.0)) return a;
  return used(rules::Multiply{}, a, b);
}
inline Recorded operator/(const Recorded& a, const Recorded& b) {
  if (b.is(1.0)) return a;
  return used(rules::Divide{}, a, b);
}

inline Recorded pow(const Recorded& a, const Recorded& b) {
  if (b.is(1.0)) return a;
  return used(rules::Power{}, a, b);
}
inline Recorded square(const Recorded& a) { return used(rules::Square{}, a); }
inline Recorded sqrt(const Recorded& a) { return used(rules::Sqrt{}, a); }
inline Recorded exp(const Recorded& a) { return used(rules::Exp{}, a); }
inline Recorded log(const Recorded& a) { return used(rules::Log{}, a); }
inline Recorded log1p(const Recorded& a) {
  return a.is_constant ? Recorded(std::log1p(a.constant)) : log(1.0 + a);
}
inline Recorded sin(const Recorded& a) { return used(rules::Sin{}, a); }
inline Recorded cos(const Recorded& a) { return used(rules::Cos{}, a); }
inline Recorded tanh(const Recorded& a) { return used(rules::Tanh{}, a); }
inline Recorded abs(const Recorded& a) { return used(rules::Abs{}, a); }
inline Recorded minimum(const Recorded& a, const Recorded& b) {
  return used(rules::Minimum{}, a, b);
}
inline Recorded maximum(const Recorded& a, const Recorded& b) {
  return used(rules::Maximum{}, a, b);
}

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
