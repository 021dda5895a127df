#pragma once

#include <concepts>
#include <gradwalk/operators.hpp>

/// What does not mean what it says on Values: a line of the compiler's says
/// what to write.
namespace gradwalk {

namespace detail {
template <class T>
concept IsValue = std::same_as<T, Value>;
}

template <class A, class B>
requires Operands<A, B> Value operator^(A a, B) {
  static_assert(!Operands<A, B>, "gradwalk: ^ is no power: write pow(a, b)");
  return a;
}
template <class A, class B>
requires Operands<A, B> Value operator%(A a, B) {
  static_assert(!Operands<A, B>, "gradwalk: write fmod(a, b)");
  return a;
}

}  // namespace gradwalk

// Of std's functions those that are written most: the others are not found.
namespace std {

template <gradwalk::detail::IsValue T> T exp(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write exp(v), without std::");
}
template <gradwalk::detail::IsValue T> T log(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write log(v), without std::");
}
template <gradwalk::detail::IsValue T> T sqrt(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write sqrt(v), without std::");
}
template <gradwalk::detail::IsValue T> T abs(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write abs(v), without std::");
}
template <gradwalk::detail::IsValue T> T fabs(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write abs(v), without std::");
}
template <gradwalk::detail::IsValue T> T sin(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write sin(v), without std::");
}
template <gradwalk::detail::IsValue T> T cos(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write cos(v), without std::");
}
template <gradwalk::detail::IsValue T> T tan(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write tan(v), without std::");
}
template <gradwalk::detail::IsValue T> T asin(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write asin(v), without std::");
}
template <gradwalk::detail::IsValue T> T acos(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write acos(v), without std::");
}
template <gradwalk::detail::IsValue T> T atan(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write atan(v), without std::");
}
template <gradwalk::detail::IsValue T> T sinh(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write sinh(v), without std::");
}
template <gradwalk::detail::IsValue T> T cosh(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write cosh(v), without std::");
}
template <gradwalk::detail::IsValue T> T tanh(T) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write tanh(v), without std::");
}
template <gradwalk::detail::IsValue T> T pow(T, auto) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of a Value write pow(v, w), without std::");
}
template <class T>
requires gradwalk::detail::IsValue<T>
constexpr const T& max(const T&, const T&) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of Values write max(v, w), without std::");
}
template <class T>
requires gradwalk::detail::IsValue<T>
constexpr const T& min(const T&, const T&) {
  static_assert(!gradwalk::detail::IsValue<T>,
                "gradwalk: of Values write min(v, w), without std::");
}

}  // namespace std
