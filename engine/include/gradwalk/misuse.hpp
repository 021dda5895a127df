#pragma once

#include <concepts>
#include <gradwalk/operators.hpp>

/// What does not mean what it says on Values: a line of the compiler's says
/// what to write.
namespace gradwalk {

namespace detail {
template <class T>
concept IsValue = std::same_as<T, Value>;

template <class T> constexpr const T& without_std(const T& v) {
  static_assert(!IsValue<T>,
                "gradwalk: call it without std::, as exp(v) or max(v, w)");
  return v;
}
}  // namespace detail

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

template <gradwalk::detail::IsValue T> T exp(T v) {
  return gradwalk::detail::without_std(v);
}
template <gradwalk::detail::IsValue T> T log(T v) {
  return gradwalk::detail::without_std(v);
}
template <gradwalk::detail::IsValue T> T sqrt(T v) {
  return gradwalk::detail::without_std(v);
}
template <gradwalk::detail::IsValue T> T abs(T v) {
  return gradwalk::detail::without_std(v);
}
template <gradwalk::detail::IsValue T> T fabs(T v) {
  return gradwalk::detail::without_std(v);
}
template <gradwalk::detail::IsValue T> T sin(T v) {
  return gradwalk::detail::without_std(v);
}
template <gradwalk::detail::IsValue T> T cos(T v) {
  return gradwalk::detail::without_std(v);
}
template <gradwalk::detail::IsValue T> T tan(T v) {
  return gradwalk::detail::without_std(v);
}
template <gradwalk::detail::IsValue T> T asin(T v) {
  return gradwalk::detail::without_std(v);
}
template <gradwalk::detail::IsValue T> T acos(T v) {
  return gradwalk::detail::without_std(v);
}
template <gradwalk::detail::IsValue T> T atan(T v) {
  return gradwalk::detail::without_std(v);
}
template <gradwalk::detail::IsValue T> T sinh(T v) {
  return gradwalk::detail::without_std(v);
}
template <gradwalk::detail::IsValue T> T cosh(T v) {
  return gradwalk::detail::without_std(v);
}
template <gradwalk::detail::IsValue T> T tanh(T v) {
  return gradwalk::detail::without_std(v);
}
template <class T>
requires gradwalk::detail::IsValue<T>
constexpr const T& max(const T& v, const T&) {
  return gradwalk::detail::without_std(v);
}
template <class T>
requires gradwalk::detail::IsValue<T>
constexpr const T& min(const T& v, const T&) {
  return gradwalk::detail::without_std(v);
}

}  // namespace std
