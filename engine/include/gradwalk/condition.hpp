#pragma once

#include <cmath>
#include <concepts>
#include <gradwalk/functions.hpp>
#include <limits>

/// Values where code expects numbers: compared, tested, and in containers.
namespace gradwalk {

/// `a < b` and the like: true or false of the numbers as they are now, and to
/// be recorded by `where`. False beside nan, but for `!=`. An `if` on it
/// chooses once, when the graph is recorded: `forward` and a Batch keep that
/// choice, whatever the numbers are then.
class Condition {
 public:
  enum class Sign { less, at_most, equal };

  Condition(Value left, Sign sign, Value right, bool is_negated = false)
      : left_(left), right_(right), sign_(sign), is_negated_(is_negated) {}

  operator bool() const {
    const double a = left_.value(), b = right_.value();
    const bool holds = sign_ == Sign::less      ? a < b
                       : sign_ == Sign::at_most ? a <= b
                                                : a == b;
    return holds != is_negated_;
  }
  Condition operator!() const { return {left_, sign_, right_, !is_negated_}; }

  /// A node that is `yes` where it holds, else `no`, and is decided anew
  /// whenever the graph is computed. No gradient flows to what is compared.
  friend Value where(const Condition& condition, Value yes, Value no);

 private:
  Value left_, right_;
  Sign sign_;
  bool is_negated_;
};

Value where(const Condition& condition, Value yes, Value no);
/// The same of numbers, and, of a bool beside a Value, what to write instead:
/// it is decided already, and stays so whenever the graph is computed.
template <std::same_as<bool> Bool, class Yes, class No>
double where(Bool condition, Yes yes, No no) {
  static_assert(std::is_arithmetic_v<Yes> && std::is_arithmetic_v<No>,
                "gradwalk: a bool is decided now: write c ? a : b for that, or "
                "nest where of comparisons, for && is a bool");
  return condition ? yes : no;
}

template <class A, class B>
requires Operands<A, B> Condition operator<(A a, B b) {
  return {a, Condition::Sign::less, b};
}
template <class A, class B>
requires Operands<A, B> Condition operator>(A a, B b) {
  return {b, Condition::Sign::less, a};
}
template <class A, class B>
requires Operands<A, B> Condition operator<=(A a, B b) {
  return {a, Condition::Sign::at_most, b};
}
template <class A, class B>
requires Operands<A, B> Condition operator>=(A a, B b) {
  return {b, Condition::Sign::at_most, a};
}
/// Whether the numbers are equal; whether the nodes are the same: `same_node`.
template <class A, class B>
requires Operands<A, B> Condition operator==(A a, B b) {
  return {a, Condition::Sign::equal, b};
}
template <class A, class B>
requires Operands<A, B> Condition operator!=(A a, B b) { return !(a == b); }

inline bool isnan(Value v) { return std::isnan(v.value()); }
inline bool isinf(Value v) { return std::isinf(v.value()); }
inline bool isfinite(Value v) { return std::isfinite(v.value()); }

/// The number in a double or a Value, where code takes either.
inline double value_of(double number) { return number; }
inline double value_of(Value v) { return v.value(); }

}  // namespace gradwalk

/// What double has.
template <>
struct std::numeric_limits<gradwalk::Value> : std::numeric_limits<double> {};

/// In a set or a map without order, a Value stands for its node.
template <> struct std::hash<gradwalk::Value> {
  std::size_t operator()(const gradwalk::Value& v) const noexcept;
};
template <> struct std::equal_to<gradwalk::Value> {
  bool operator()(const gradwalk::Value& a, const gradwalk::Value& b) const {
    return same_node(a, b);
  }
};
