#pragma once

#include <concepts>
#include <gradwalk/operators.hpp>

/// What does not mean what it says on Values: a line of the compiler's says
/// what to write.
namespace gradwalk {

namespace detail {
template <class... T>
concept HaveValue = (std::same_as<T, Value> || ...);
template <class T>
concept IsValue = std::same_as<T, Value>;
}  // namespace detail

/// Found by its argument, from std.
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

// Of <cmath> what is an operation here, each in a form that loses to that where
// both are visible; and, of <algorithm>, what would choose once.
namespace std {

auto abs(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto acos(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto acosh(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto asin(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto asinh(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto atan(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto atanh(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto cbrt(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto ceil(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto cos(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto cosh(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto erf(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto erfc(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto exp(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto exp2(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto expm1(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto fabs(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto floor(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto isfinite(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto isinf(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto isnan(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto lgamma(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto log(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto log10(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto log1p(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto log2(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto nearbyint(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto rint(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto round(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto sin(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto sinh(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto sqrt(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto tan(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto tanh(gradwalk::detail::IsValue auto v) { return without_std(v); }
auto trunc(gradwalk::detail::IsValue auto v) { return without_std(v); }

template <gradwalk::detail::IsValue T> auto atan2(T v, T) {
  return without_std(v);
}
template <class... T>
requires gradwalk::detail::HaveValue<T...>
auto fmax(T... v) { return without_std((gradwalk::Value(v), ...)); }
template <class... T>
requires gradwalk::detail::HaveValue<T...>
auto fmin(T... v) { return without_std((gradwalk::Value(v), ...)); }
template <gradwalk::detail::IsValue T> auto fmod(T v, T) {
  return without_std(v);
}
template <gradwalk::detail::IsValue T> auto hypot(T v, T) {
  return without_std(v);
}
template <class... T>
requires gradwalk::detail::HaveValue<T...>
auto pow(T... v) { return without_std((gradwalk::Value(v), ...)); }

template <class T>
requires gradwalk::detail::IsValue<T>
constexpr const T& max(const T& v, const T&) { return without_std(v); }
template <class T>
requires gradwalk::detail::IsValue<T>
constexpr const T& min(const T& v, const T&) { return without_std(v); }
template <class T>
requires gradwalk::detail::IsValue<T>
constexpr const T& clamp(const T& v, const T&, const T&) {
  return without_std(v);
}

}  // namespace std
