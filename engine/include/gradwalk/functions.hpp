#pragma once

#include <gradwalk/operators.hpp>
#include <initializer_list>

/// More functions on Values, as those of operators.hpp: each call records one
/// node, and one more for a bare number among its operands.
/// Errors: an operand that is empty, forgotten or of another graph.
namespace gradwalk {

Value tan(Value a);
Value asin(Value a);
Value acos(Value a);
Value atan(Value a);
Value sinh(Value a);
Value cosh(Value a);
Value asinh(Value a);
Value acosh(Value a);
Value atanh(Value a);

/// The angle of the point (x, y), from -π to π.
Value atan2(Value y, Value x);

Value log1p(Value a);
Value expm1(Value a);
Value log2(Value a);
Value log10(Value a);
Value exp2(Value a);
Value cbrt(Value a);

/// a·log(b); 0 where a is 0, whatever b is but nan.
Value xlogy(Value a, Value b);

/// √(a² + b²); at 0 the gradient is 0.
Value hypot(Value a, Value b);
/// √(a1² + a2² + …), and of that a1's part, a1 / norm(a). Both, and their
/// gradients, are 0 at 0.
/// Errors: no operands.
Value norm(const ValuesView& a);
Value direction_cosine(const ValuesView& a);

Value erf(Value a);
Value erfc(Value a);
/// exp(-a²)
Value gaussian(Value a);
/// The standard normal distribution: exp(-a²/2) / √(2π), and its integral from
/// -∞ to a.
Value normal_density(Value a);
Value normal_cdf(Value a);

/// log |Γ(a)|, and its derivative.
Value lgamma(Value a);
Value digamma(Value a);
/// The derivative of digamma of an order from 0 to 170, 1 for trigamma. No
/// gradient flows into the order.
Value polygamma(Value order, Value a);

/// a·normal_cdf(a), the exact one; a·σ(a), or SiLU.
Value gelu(Value a);
Value swish(Value a);
/// a where a > 0, else alpha·(exp(a) - 1).
Value elu(Value a, Value alpha = 1.0);

/// No gradient flows through these. `round` goes to the even number where two
/// are as near, as Python's, NumPy's and PyTorch's; `sign` is -1, 0 or 1.
Value sign(Value a);
Value floor(Value a);
Value ceil(Value a);
/// To the nearest whole number, and of two as near to the even one, as Python's
/// and NumPy's; std::round goes away from 0.
Value round(Value a);
Value trunc(Value a);
/// The number alone, through which no gradient flows.
Value detach(Value a);

/// a - trunc(a/b)·b; its gradient is 1 and -trunc(a/b).
Value fmod(Value a, Value b);

/// min(max(a, low), high); on a bound the gradient goes to a.
Value clamp(Value a, Value low, Value high);

/// The lowest and the highest of any number; equal ones share the gradient.
/// Errors: no operands.
Value min(const ValuesView& a);
Value max(const ValuesView& a);
// So that they win where std::min and std::max are visible.
inline Value min(std::initializer_list<Value> a) { return min(ValuesView(a)); }
inline Value max(std::initializer_list<Value> a) { return max(ValuesView(a)); }

/// `yes` where a < b, a ≤ b or a = b, else `no`, also beside a nan. No gradient
/// flows into a and b, nor into what is not chosen.
Value where_less(Value a, Value b, Value yes, Value no);
Value where_at_most(Value a, Value b, Value yes, Value no);
Value where_equal(Value a, Value b, Value yes, Value no);

}  // namespace gradwalk
