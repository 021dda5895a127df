#pragma once

#include <cmath>
#include <gradwalk/error.hpp>
#include <gradwalk/graph/record_lists.hpp>
#include <gradwalk/value.hpp>
#include <gradwalk/value_text.hpp>
#include <gradwalk/values.hpp>
#include <span>
#include <type_traits>
#include <vector>

/// Operators and functions on Values. Each call records one node (softmax,
/// one for each score), and one more for a bare number among its operands: an
/// input without a name; of plain numbers alone each gives one more. Local
/// gradients and edge cases: gradwalk/rules.hpp.
/// C++ does not say which operand of `a*x + b*y` it evaluates, and so records,
/// first, and compilers differ; where the last digit of a gradient's sum must
/// not, give each operation a statement of its own.
/// Errors: an operand that is empty, forgotten or of another graph.
namespace gradwalk {

/// A Value and a Value, or a Value and a number on either side.
template <class A, class B>
concept Operands = (std::is_same_v<A, Value> &&
                    (std::is_same_v<B, Value> || std::is_arithmetic_v<B>)) ||
                   (std::is_arithmetic_v<A> && std::is_same_v<B, Value>);

namespace detail {
inline Value operand(Value v) { return v; }
template <class Number>
double operand(Number v) requires std::is_arithmetic_v<Number> {
  return static_cast<double>(v);
}
template <class Rule>
[[gnu::always_inline]] inline Value binary(auto a, auto b) {
  return record<Rule>(operand(a), operand(b));
}
}  // namespace detail

template <class A, class B>
requires Operands<A, B>
[[gnu::always_inline]] inline Value operator+(A a, B b) {
  return detail::binary<rules::Add>(a, b);
}
template <class A, class B>
requires Operands<A, B>
[[gnu::always_inline]] inline Value operator-(A a, B b) {
  return detail::binary<rules::Subtract>(a, b);
}
template <class A, class B>
requires Operands<A, B>
[[gnu::always_inline]] inline Value operator*(A a, B b) {
  return detail::binary<rules::Multiply>(a, b);
}
template <class A, class B>
requires Operands<A, B>
[[gnu::always_inline]] inline Value operator/(A a, B b) {
  return detail::binary<rules::Divide>(a, b);
}
template <class B>
requires Operands<Value, B> Value& operator+=(Value& a, B b) {
  return a = a + b;
}
template <class B>
requires Operands<Value, B> Value& operator-=(Value& a, B b) {
  return a = a - b;
}
template <class B>
requires Operands<Value, B> Value& operator*=(Value& a, B b) {
  return a = a * b;
}
template <class B>
requires Operands<Value, B> Value& operator/=(Value& a, B b) {
  return a = a / b;
}
inline Value operator-(Value a) { return detail::record<rules::Negate>(a); }
inline Value operator+(Value a) { return a; }

template <class A, class B>
requires Operands<A, B> Value pow(A base, B exponent) {
  return detail::binary<rules::Power>(base, exponent);
}
template <class A, class B>
requires Operands<A, B> Value min(A a, B b) {
  return detail::binary<rules::Minimum>(a, b);
}
template <class A, class B>
requires Operands<A, B> Value max(A a, B b) {
  return detail::binary<rules::Maximum>(a, b);
}
// Not templates, so that they win where std::min and std::max are visible.
inline Value min(Value a, Value b) {
  return detail::record<rules::Minimum>(a, b);
}
inline Value max(Value a, Value b) {
  return detail::record<rules::Maximum>(a, b);
}

/// -1, 0 or 1 as a is below, at or above b; nan if one is. No gradient flows.
template <class A, class B>
requires Operands<A, B> Value compare(A a, B b) {
  return detail::binary<rules::Compare>(a, b);
}

/// a where a > 0, else slope·a.
template <class B = double>
requires Operands<Value, B> Value leaky_relu(Value a, B slope = 0.01) {
  return detail::binary<rules::LeakyRelu>(a, slope);
}
/// ½(target - prediction)².
template <class A, class B>
requires Operands<A, B> Value squared_error(A target, B prediction) {
  return detail::binary<rules::SquaredError>(target, prediction);
}

/// -target·log(p) - (1 - target)·log(1 - p) of the probability p = σ(score).
Value binary_cross_entropy(Value target, Value score);

inline Value square(Value a) { return detail::record<rules::Square>(a); }
inline double square(double a) { return a * a; }
inline Value sqrt(Value a) { return detail::record<rules::Sqrt>(a); }
inline Value exp(Value a) { return detail::record<rules::Exp>(a); }
inline Value log(Value a) { return detail::record<rules::Log>(a); }
inline Value sin(Value a) { return detail::record<rules::Sin>(a); }
inline Value cos(Value a) { return detail::record<rules::Cos>(a); }
inline Value tanh(Value a) { return detail::record<rules::Tanh>(a); }
inline Value sigmoid(Value a) { return detail::record<rules::Sigmoid>(a); }
inline Value relu(Value a) { return detail::record<rules::Relu>(a); }
inline Value softplus(Value a) { return detail::record<rules::Softplus>(a); }
inline Value abs(Value a) { return detail::record<rules::Abs>(a); }
// Of a double, where both names are visible: not C's, which takes an int.
using std::abs;

/// Errors: no operands.
inline Value sum(const ValuesView& a) {
  return detail::record_many<rules::Sum>(a);
}
inline Value mean(const ValuesView& a) {
  return detail::record_many<rules::Mean>(a);
}
Value log_sum_exp(const ValuesView& a);

/// negative, zero or positive, by the sign of x.
Value choose(Value x, Value negative, Value zero, Value positive);

/// a1·b1 + a2·b2 + …. Shape: both have n ≥ 1 elements.
Value dot(const ValuesView& a, const ValuesView& b);

/// w1·x1 + w2·x2 + … + b as one node.
/// Shape: weights and inputs have n ≥ 1 elements.
Value linear(const ValuesView& weights, const ValuesView& inputs, Value bias);

/// -log of the softmax probability of the score at `right`.
/// Errors: fewer than two scores; no such score.
Value negative_log_softmax(const ValuesView& scores, std::size_t right = 0);

/// Σ target·-log(p) of the softmax probabilities p of some scores.
/// Shape: both have n ≥ 1 elements.
Value softmax_cross_entropy(const ValuesView& targets,
                            const ValuesView& scores);

/// The probabilities exp(a_i) / Σ exp(a_j), one node for each score.
std::vector<Value> softmax(const ValuesView& scores);

}  // namespace gradwalk
