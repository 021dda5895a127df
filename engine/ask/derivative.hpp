#pragma once

#include <gradwalk/operators.hpp>

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

/// A rule on what its operands are: a number of numbers, else a node.
template <class Rule> Derivative used(Rule, const Derivative& a) {
  if (a.is_constant) return Rule::value(a.constant);
  return detail::record<Rule>(a.node);
}
template <class Rule>
Derivative used(Rule, const Derivative& a, const Derivative& b) {
  if (a.is_constant && b.is_constant)
    return Rule::value(a.constant, b.constant);
  if (a.is_constant) return detail::record<Rule>(a.constant, b.node);
  if (b.is_constant) return detail::record<Rule>(a.node, b.constant);
  return detail::record<Rule>(a.node, b.node);
}

inline Derivative operator+(const Derivative& a, const Derivative& b) {
  if (a.is(0.0)) return b;
  if (b.is(0.0)) return a;
  return used(rules::Add{}, a, b);
}
inline Derivative operator-(const Derivative& a) {
  return used(rules::Negate{}, a);
}
inline Derivative operator-(const Derivative& a, const Derivative& b) {
  if (b.is(0.0)) return a;
  if (a.is(0.0)) return -b;
  return used(rules::Subtract{}, a, b);
}
inline Derivative operator*(const Derivative& a, const Derivative& b) {
  if (a.is(0.0) || b.is(0.0)) return 0.0;
  if (a.is(1.0)) return b;
  if (b.is(1.0)) return a;
  return used(rules::Multiply{}, a, b);
}
inline Derivative operator/(const Derivative& a, const Derivative& b) {
  if (b.is(1.0)) return a;
  return used(rules::Divide{}, a, b);
}

inline Derivative pow(const Derivative& a, const Derivative& b) {
  if (b.is(1.0)) return a;
  return used(rules::Power{}, a, b);
}
inline Derivative square(const Derivative& a) {
  return used(rules::Square{}, a);
}
inline Derivative sqrt(const Derivative& a) { return used(rules::Sqrt{}, a); }
inline Derivative exp(const Derivative& a) { return used(rules::Exp{}, a); }
inline Derivative log(const Derivative& a) { return used(rules::Log{}, a); }
inline Derivative log1p(const Derivative& a) {
  return a.is_constant ? Derivative(rules::log1p(a.constant)) : log(1.0 + a);
}
inline Derivative sin(const Derivative& a) { return used(rules::Sin{}, a); }
inline Derivative cos(const Derivative& a) { return used(rules::Cos{}, a); }
inline Derivative tanh(const Derivative& a) { return used(rules::Tanh{}, a); }
inline Derivative abs(const Derivative& a) { return used(rules::Abs{}, a); }
inline Derivative minimum(const Derivative& a, const Derivative& b) {
  return used(rules::Minimum{}, a, b);
}
inline Derivative maximum(const Derivative& a, const Derivative& b) {
  return used(rules::Maximum{}, a, b);
}

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
