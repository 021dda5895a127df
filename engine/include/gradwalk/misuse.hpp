#pragma once

#include <concepts>
#include <gradwalk/operators.hpp>
#include <initializer_list>

/// What does not mean what it says on Values: a line of the compiler's says
/// what to write.
namespace gradwalk {

namespace detail {
template <class... T>
concept HaveValue = (std::same_as<T, Value> || ...);
template <class T>
concept IsValue = std::same_as<T, Value>;
}  // namespace detail

/// Stands here, and not in detail, so that the functions in std below find it.
template <class T> constexpr const T& without_std(const T& v) {
  static_assert(!detail::IsValue<T>,
                "gradwalk: call it without std::, as exp(v) or max(v, w); fabs "
                "is abs, fmin min, fmax max, rint and nearbyint round");
  return v;
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

// Of <cmath> what is an operation here: that is preferred where both are
// visible. Of <algorithm> what would choose when it is recorded, and never
// again.
namespace std {

template <gradwalk::detail::IsValue T> T abs(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T acos(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T acosh(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T asin(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T asinh(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T atan(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T atanh(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T cbrt(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T ceil(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T cos(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T cosh(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T erf(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T erfc(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T exp(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T exp2(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T expm1(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T fabs(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T floor(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T isfinite(T v) {
  return without_std(v);
}
template <gradwalk::detail::IsValue T> T isinf(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T isnan(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T lgamma(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T log(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T log10(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T log1p(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T log2(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T nearbyint(T v) {
  return without_std(v);
}
template <gradwalk::detail::IsValue T> T rint(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T round(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T sin(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T sinh(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T sqrt(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T tan(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T tanh(T v) { return without_std(v); }
template <gradwalk::detail::IsValue T> T trunc(T v) { return without_std(v); }

template <gradwalk::detail::IsValue T> T atan2(T v, T) {
  return without_std(v);
}
template <class... T>
requires gradwalk::detail::HaveValue<T...> gradwalk::Value fmax(T... v) {
  return without_std((gradwalk::Value(v), ...));
}
template <class... T>
requires gradwalk::detail::HaveValue<T...> gradwalk::Value fmin(T... v) {
  return without_std((gradwalk::Value(v), ...));
}
template <gradwalk::detail::IsValue T> T fmod(T v, T) { return without_std(v); }
template <gradwalk::detail::IsValue T> T hypot(T v, T) {
  return without_std(v);
}
template <class... T>
requires gradwalk::detail::HaveValue<T...> gradwalk::Value pow(T... v) {
  return without_std((gradwalk::Value(v), ...));
}

template <class T>
requires gradwalk::detail::IsValue<T>
constexpr const T& max(const T& v, const T&) { return without_std(v); }
template <class T>
requires gradwalk::detail::IsValue<T>
constexpr const T& min(const T& v, const T&) { return without_std(v); }
template <gradwalk::detail::IsValue T> T max(initializer_list<T> v) {
  return without_std(*v.begin());
}
template <gradwalk::detail::IsValue T> T min(initializer_list<T> v) {
  return without_std(*v.begin());
}
template <class T>
requires gradwalk::detail::IsValue<T>
constexpr const T& clamp(const T& v, const T&, const T&) {
  return without_std(v);
}

}  // namespace std
