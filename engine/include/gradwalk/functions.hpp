#pragma once

#include <gradwalk/operators.hpp>
#include <initializer_list>

/// More functions on Values, as those of operators.hpp: each call records one
/// node, and one more for a bare number among its operands.
/// Errors: an operand that is empty, forgotten or of another graph.
namespace gradwalk {

inline Value tan(Value a) { return detail::record<rules::Tan>(a); }
inline Value asin(Value a) { return detail::record<rules::Asin>(a); }
inline Value acos(Value a) { return detail::record<rules::Acos>(a); }
inline Value atan(Value a) { return detail::record<rules::Atan>(a); }
inline Value sinh(Value a) { return detail::record<rules::Sinh>(a); }
inline Value cosh(Value a) { return detail::record<rules::Cosh>(a); }
inline Value asinh(Value a) { return detail::record<rules::Asinh>(a); }
inline Value acosh(Value a) { return detail::record<rules::Acosh>(a); }
inline Value atanh(Value a) { return detail::record<rules::Atanh>(a); }

/// The angle of the point (x, y), from -π to π.
template <class A, class B>
requires Operands<A, B> Value atan2(A y, B x) {
  return detail::binary<rules::Atan2>(y, x);
}

inline Value log1p(Value a) { return detail::record<rules::Log1p>(a); }
inline Value expm1(Value a) { return detail::record<rules::Expm1>(a); }
inline Value log2(Value a) { return detail::record<rules::Log2>(a); }
inline Value log10(Value a) { return detail::record<rules::Log10>(a); }
inline Value exp2(Value a) { return detail::record<rules::Exp2>(a); }
inline Value cbrt(Value a) { return detail::record<rules::Cbrt>(a); }

/// a·log(b); 0 where a is 0, whatever b is but nan.
template <class A, class B>
requires Operands<A, B> Value xlogy(A a, B b) {
  return detail::binary<rules::Xlogy>(a, b);
}

/// √(a² + b²); at 0 the gradient is 0.
template <class A, class B>
requires Operands<A, B> Value hypot(A a, B b) {
  return detail::binary<rules::Hypot>(a, b);
}
/// √(a1² + a2² + …), and of that a1's part, a1 / norm(a). Both, and their
/// gradients, are 0 at 0.
/// Errors: no operands.
inline Value norm(const ValuesView& a) {
  return detail::record_many<rules::Norm>(a);
}
inline Value direction_cosine(const ValuesView& a) {
  return detail::record_many<rules::DirectionCosine>(a);
}

inline Value erf(Value a) { return detail::record<rules::Erf>(a); }
inline Value erfc(Value a) { return detail::record<rules::Erfc>(a); }
/// exp(-a²)
inline Value gaussian(Value a) { return detail::record<rules::Gaussian>(a); }
/// The standard normal distribution: exp(-a²/2) / √(2π), and its integral from
/// -∞ to a.
inline Value normal_density(Value a) {
  return detail::record<rules::NormalDensity>(a);
}
inline Value normal_cdf(Value a) { return detail::record<rules::NormalCdf>(a); }

/// log |Γ(a)|, and its derivative.
inline Value lgamma(Value a) { return detail::record<rules::Lgamma>(a); }
inline Value digamma(Value a) { return detail::record<rules::Digamma>(a); }
/// The derivative of digamma of an order from 0 to 170, 1 for trigamma. No
/// gradient flows into the order.
template <class A, class B>
requires Operands<A, B> Value polygamma(A order, B a) {
  return detail::binary<rules::Polygamma>(order, a);
}

/// a·normal_cdf(a), the exact one; a·σ(a), or SiLU.
inline Value gelu(Value a) { return detail::record<rules::Gelu>(a); }
inline Value swish(Value a) { return detail::record<rules::Swish>(a); }
/// a where a > 0, else alpha·(exp(a) - 1).
template <class B = double>
requires Operands<Value, B> Value elu(Value a, B alpha = 1.0) {
  return detail::binary<rules::Elu>(a, alpha);
}

/// No gradient flows through these. `round` goes to the even number where two
/// are as near, as Python's, NumPy's and PyTorch's; `sign` is -1, 0 or 1.
inline Value sign(Value a) { return detail::record<rules::Sign>(a); }
inline Value floor(Value a) { return detail::record<rules::Floor>(a); }
inline Value ceil(Value a) { return detail::record<rules::Ceil>(a); }
inline Value round(Value a) { return detail::record<rules::Round>(a); }
inline Value trunc(Value a) { return detail::record<rules::Trunc>(a); }
/// The number alone, through which no gradient flows.
inline Value detach(Value a) { return detail::record<rules::Detach>(a); }

/// a - trunc(a/b)·b; its gradient is 1 and -trunc(a/b).
template <class A, class B>
requires Operands<A, B> Value fmod(A a, B b) {
  return detail::binary<rules::Fmod>(a, b);
}

/// min(max(a, low), high); on a bound the gradient goes to a.
inline Value clamp(Value a, Value low, Value high) {
  return detail::record_many<rules::Clamp>({a, low, high});
}

/// The lowest and the highest of any number; equal ones share the gradient.
/// Errors: no operands.
inline Value min(const ValuesView& a) {
  return detail::record_many<rules::Amin>(a);
}
inline Value max(const ValuesView& a) {
  return detail::record_many<rules::Amax>(a);
}
// So that they win where std::min and std::max are visible.
inline Value min(std::initializer_list<Value> a) { return min(ValuesView(a)); }
inline Value max(std::initializer_list<Value> a) { return max(ValuesView(a)); }

/// `yes` where a < b, a ≤ b or a = b, else `no`, also beside a nan. No gradient
/// flows into a and b, nor into what is not chosen.
inline Value where_less(Value a, Value b, Value yes, Value no) {
  return detail::record_many<rules::WhereLess>({a, b, yes, no});
}
inline Value where_at_most(Value a, Value b, Value yes, Value no) {
  return detail::record_many<rules::WhereAtMost>({a, b, yes, no});
}
inline Value where_equal(Value a, Value b, Value yes, Value no) {
  return detail::record_many<rules::WhereEqual>({a, b, yes, no});
}

}  // namespace gradwalk
