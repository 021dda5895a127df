#pragma once

#include <gradwalk/operators.hpp>
#include <span>
#include <utility>
#include <vector>

/// The number type with which a rule's local gradient becomes nodes: a Value,
/// or a constant that has not become one. Sums with 0 and products with 1
/// record nothing; products with 0 do, for 0 × inf is not 0.
namespace gradwalk {

struct Derivative {
  Value node;
  double constant = 0.0;
  bool is_constant = true;

  Derivative(double number) : constant(number) {}
  Derivative(rules::Closed) {}
  Derivative(Value value) : node(value), is_constant(false) {}

  [[nodiscard]] bool is(double number) const {
    return is_constant && constant == number;
  }
};

/// A comparison that is decided anew whenever the graph is computed.
struct Comparison {
  Derivative sign;
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
    return double(Rule::value(a.constant, b.constant));
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
  return used(rules::Subtract{}, a, b);
}
inline Derivative operator*(const Derivative& a, const Derivative& b) {
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
inline Derivative log1p(const Derivative& a) { return used(rules::Log1p{}, a); }
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

inline Derivative logistic(const Derivative& a) {
  return used(rules::Sigmoid{}, a);
}
inline Derivative cross_entropy_slope(const Derivative& target,
                                      const Derivative& sum,
                                      const Derivative& p,
                                      const Derivative& others) {
  return (sum - target) * p - target * others;
}

/// -1, 0, 1 or nan: a difference would be nan between infinities.
inline Derivative compare(const Derivative& a, const Derivative& b) {
  return b.is(0.0) ? a : used(rules::Compare{}, a, b);
}
inline Comparison operator<(const Derivative& a, const Derivative& b) {
  return {compare(a, b), true, false, false};
}
inline Comparison operator<=(const Derivative& a, const Derivative& b) {
  return {compare(a, b), true, true, false};
}
inline Comparison operator==(const Derivative& a, const Derivative& b) {
  return {compare(a, b), false, true, false};
}
// Turned round, so that nan, whose sign is none, is greater than nothing.
inline Comparison operator>(const Derivative& a, const Derivative& b) {
  return b < a;
}

/// `yes` or `no` as the comparison stands whenever the graph is computed.
Derivative where(const Comparison& comparison, const Derivative& yes,
                 const Derivative& no);

// Far from 0 products, whose small factors keep their digits; near 0, where
// their slope's terms cancel, 1 less a square.
inline Derivative logistic_slope(const Derivative& a, const Derivative& y) {
  return where(abs(a) < 1.0, 0.25 * (1.0 - square(tanh(0.5 * a))),
               y * logistic(-a));
}
inline Derivative tanh_slope(const Derivative& a, const Derivative& y) {
  const Derivative twice = 2.0 * a, squared = square(y);
  return where(squared < 0.5, 1.0 - squared,
               4.0 * (logistic(twice) * logistic(-twice)));
}

/// Asked for where a is 0 or nan.
inline Derivative nan_or_zero(const Derivative& a) { return a - a; }
inline Derivative finite_or_zero(const Derivative& a) {
  const Comparison is_finite{a - a, false, true, false};
  return where(is_finite, a, 0.0);
}
inline Derivative except(const Comparison& comparison, const Derivative& there,
                         const Derivative& elsewhere) {
  return where(comparison, there, elsewhere);
}

/// A sum's slope, of which both terms are near 1, would lose it near 0, and the
/// square the digits near ±1.
inline Derivative one_minus_square(const Derivative& a) {
  const Derivative squared = square(a);
  return where(squared < 0.25, 1.0 - squared, (1.0 - a) * (1.0 + a));
}
inline Derivative gaussian(const Derivative& a) {
  return used(rules::Gaussian{}, a);
}

/// Operands that are nodes, one of them first.
std::vector<Value> with_first(std::span<const Derivative> x, std::size_t k);
inline Derivative norm(std::span<const Derivative> x) {
  return detail::record_many<rules::Norm>(with_first(x, 0));
}
inline Derivative direction_cosine(std::span<const Derivative> x, std::size_t k,
                                   const Derivative&) {
  return detail::record_many<rules::DirectionCosine>(with_first(x, k));
}

/// As rules::ExponentialSum.
struct DerivativeSum {
  std::span<const Derivative> x;
  Derivative shift, sum;

  [[nodiscard]] Derivative part(std::size_t k) const {
    return exp(x[k] - shift) / sum;
  }
  /// A nan comes through.
  [[nodiscard]] Derivative all_but(std::size_t k, const Derivative& one) const {
    Derivative others = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (i != k) others = others + part(i);
    return where(0.5 <= one, others, 1.0 - one);
  }
  /// An operation of its own has its digits.
  [[nodiscard]] Derivative log() const { return 0.0; }
  [[nodiscard]] Derivative surprise(std::size_t k, const Derivative&) const;
};
inline DerivativeSum exponential_sum(std::span<const Derivative> x,
                                     const Derivative& shift) {
  return {x, shift, rules::exponentials(x, shift)};
}

/// A local gradient, and whether there is a path: 1 or 0, as the selections
/// stand whenever the graph is computed.
struct Guarded {
  Derivative local;  ///< where there is a path
  Derivative open = 1.0;

  Guarded(double number) : local(number) {}
  Guarded(const Derivative& number) : local(number) {}
  Guarded(rules::Closed) : local(0.0), open(0.0) {}
  Guarded(Derivative when_open, Derivative is_open)
      : local(std::move(when_open)), open(std::move(is_open)) {}
};
template <class Yes, class No>
requires rules::Selection<Yes> || rules::Selection<No> ||
    std::is_same_v<No, Guarded>
        Guarded where(const Comparison& comparison, const Yes& yes,
                      const No& no) {
  const Guarded one(yes), other(no);
  const Derivative open = where(comparison, one.open, other.open);
  if (one.open.is(0.0)) return {other.local, open};
  if (other.open.is(0.0)) return {one.local, open};
  return {where(comparison, one.local, other.local), open};
}

}  // namespace gradwalk
