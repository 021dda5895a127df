#include <gradwalk/functions.hpp>
#include <gradwalk/rules/all.hpp>

namespace gradwalk {

Value tan(Value a) { return detail::record<rules::Tan>(a); }
Value asin(Value a) { return detail::record<rules::Asin>(a); }
Value acos(Value a) { return detail::record<rules::Acos>(a); }
Value atan(Value a) { return detail::record<rules::Atan>(a); }
Value sinh(Value a) { return detail::record<rules::Sinh>(a); }
Value cosh(Value a) { return detail::record<rules::Cosh>(a); }
Value asinh(Value a) { return detail::record<rules::Asinh>(a); }
Value acosh(Value a) { return detail::record<rules::Acosh>(a); }
Value atanh(Value a) { return detail::record<rules::Atanh>(a); }
Value log1p(Value a) { return detail::record<rules::Log1p>(a); }
Value expm1(Value a) { return detail::record<rules::Expm1>(a); }
Value log2(Value a) { return detail::record<rules::Log2>(a); }
Value log10(Value a) { return detail::record<rules::Log10>(a); }
Value exp2(Value a) { return detail::record<rules::Exp2>(a); }
Value cbrt(Value a) { return detail::record<rules::Cbrt>(a); }
Value norm(const ValuesView& a) { return detail::record_many<rules::Norm>(a); }
Value direction_cosine(const ValuesView& a) {
  return detail::record_many<rules::DirectionCosine>(a);
}
Value erf(Value a) { return detail::record<rules::Erf>(a); }
Value erfc(Value a) { return detail::record<rules::Erfc>(a); }
Value gaussian(Value a) { return detail::record<rules::Gaussian>(a); }
Value normal_density(Value a) {
  return detail::record<rules::NormalDensity>(a);
}
Value normal_cdf(Value a) { return detail::record<rules::NormalCdf>(a); }
Value lgamma(Value a) { return detail::record<rules::Lgamma>(a); }
Value digamma(Value a) { return detail::record<rules::Digamma>(a); }
Value gelu(Value a) { return detail::record<rules::Gelu>(a); }
Value swish(Value a) { return detail::record<rules::Swish>(a); }
Value sign(Value a) { return detail::record<rules::Sign>(a); }
Value floor(Value a) { return detail::record<rules::Floor>(a); }
Value ceil(Value a) { return detail::record<rules::Ceil>(a); }
Value round(Value a) { return detail::record<rules::Round>(a); }
Value trunc(Value a) { return detail::record<rules::Trunc>(a); }
Value detach(Value a) { return detail::record<rules::Detach>(a); }
Value clamp(Value a, Value low, Value high) {
  return detail::record_many<rules::Clamp>({a, low, high});
}
Value min(const ValuesView& a) { return detail::record_many<rules::Amin>(a); }
Value max(const ValuesView& a) { return detail::record_many<rules::Amax>(a); }
Value where_less(Value a, Value b, Value yes, Value no) {
  return detail::record_many<rules::WhereLess>({a, b, yes, no});
}
Value where_at_most(Value a, Value b, Value yes, Value no) {
  return detail::record_many<rules::WhereAtMost>({a, b, yes, no});
}
Value where_equal(Value a, Value b, Value yes, Value no) {
  return detail::record_many<rules::WhereEqual>({a, b, yes, no});
}
Value atan2(Value y, Value x) { return detail::record<rules::Atan2>(y, x); }
Value xlogy(Value a, Value b) { return detail::record<rules::Xlogy>(a, b); }
Value hypot(Value a, Value b) { return detail::record<rules::Hypot>(a, b); }
Value polygamma(Value order, Value a) {
  return detail::record<rules::Polygamma>(order, a);
}
Value elu(Value a, Value alpha) { return detail::record<rules::Elu>(a, alpha); }
Value fmod(Value a, Value b) { return detail::record<rules::Fmod>(a, b); }

}  // namespace gradwalk
