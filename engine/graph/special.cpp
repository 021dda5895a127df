#include <math.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <gradwalk/rules/special.hpp>
#include <limits>
#include <numbers>

// Source: own derivation, checked by known_values_test; the series are those of
// Euler and Maclaurin.
namespace gradwalk::rules {

namespace {

/// exp(-rate·a²), where the rate is a power of 2. The square of a's high half
/// is exact: the rounding of a² would cost exp the digits of its whole part.
double exp_of_square(double a, double rate) {
  const double high = std::bit_cast<double>(std::bit_cast<std::uint64_t>(a) &
                                            ~std::uint64_t{0x7ffffff});
  const double rest = high == a ? 0.0 : (a - high) * (a + high);
  return exp(-rate * (high * high)) * exp(-rate * rest);
}

/// B_2k / (2k), for k = 1, 2, …, where B are Bernoulli's numbers.
constexpr double bernoulli[] = {1.0 / 12,   -1.0 / 120,    1.0 / 252,
                                -1.0 / 240, 5.0 / 660,     -691.0 / 32760,
                                1.0 / 12,   -3617.0 / 8160};

/// ψ(a) - ψ(root) = Σ (1/(root + k) - 1/(a + k)) over k from 0 on. Each part is
/// a - root times what is positive, so that no digits are lost near the root.
double digamma_above_0(double a) {
  constexpr double root = 1.4616321449683622, root_tail = 9.549995429965697e-17;
  if (a > 1e17) return log(a);
  const double beyond = (a - root) - root_tail;
  constexpr int apart = 10;
  double sum = 0.0;
  for (int k = apart - 1; k >= 0; --k) sum += 1.0 / ((root + k) * (a + k));
  // All that follow: log z - 1/(2z) - Σ B_2k / (2k·z^2k), here less there.
  const double z = a + apart, z0 = root + apart;
  const double w = 1.0 / (z * z), w0 = 1.0 / (z0 * z0);
  double series = 0.0, quotient = 0.0;  // (series(w) - series(w0)) / (w - w0)
  for (int k = 8; k-- > 0;) {
    quotient = quotient * w + series;
    series = series * w0 + bernoulli[k];
  }
  quotient = quotient * w + series;
  sum += 0.5 / (z * z0) + (z + z0) * w * w0 * quotient;
  return beyond * sum + log1p(beyond / z0);
}

/// Σ (q + k)^-s over k from 0 on, for q ≥ 0.
double hurwitz_zeta(double s, double q) {
  double sum = 0.0, z = q;
  for (; z < s + 10.0; z += 1.0) sum += std::pow(z, -s);
  double power = std::pow(z, -s);
  sum += std::pow(z, 1.0 - s) / (s - 1.0) + 0.5 * power;
  // Σ B_2k / (2k)! · s(s + 1)…(s + 2k - 2) / z^(s + 2k - 1)
  power *= s / z;
  for (int k = 1; k <= 8; ++k) {
    sum += bernoulli[k - 1] * power;
    power *= (s + 2 * k - 1) * (s + 2 * k) / (2 * k * (2 * k + 1) * z * z);
  }
  return sum;
}

}  // namespace

double gaussian(double a) { return exp_of_square(a, 1.0); }
double normal_density(double a) {
  return exp_of_square(a, 0.5) *
         (std::numbers::inv_sqrtpi / std::numbers::sqrt2);
}

double normal_cdf(double a) {
  if (!(abs(a) < 40.0)) return a > 0.0 ? 1.0 : a < 0.0 ? 0.0 : a;
  // √½ in two parts; z_tail is what -a·√½ has beyond z.
  constexpr double high = 0x1.6a09e667f3bcdp-1, low = -0x1.bdd3413b26456p-55;
  const double z = -a * high, z_tail = std::fma(-a, high, -z) - a * low;
  const double slope = -2.0 * std::numbers::inv_sqrtpi * gaussian(z);
  return 0.5 * (std::erfc(z) + slope * z_tail);
}

double log_gamma(double a) {
  int sign = 0;  // std::lgamma writes it into a variable that threads share
  return ::lgamma_r(a, &sign);
}

// Below 0 the poles on both sides are near: those of ψ(below) and of ψ(above).
double digamma(double a) {
  if (a >= 0.0) return a == 0.0 ? -1.0 / a : digamma_above_0(a);
  const double floor = std::floor(a), below = a - floor;
  const double above = (floor + 1.0) - a;
  if (below == 0.0) return std::numeric_limits<double>::quiet_NaN();
  return digamma_above_0(1.0 - a) +
         (digamma_above_0(below) - digamma_above_0(above));
}

double polygamma(double order, double a) {
  const double n = std::floor(order), s = n + 1.0;
  if (n == 0.0) return digamma(a);
  if (!(n > 0.0 && n <= 170.0)) return std::numeric_limits<double>::quiet_NaN();
  const double sign = std::fmod(n, 2.0) == 0.0 ? -1.0 : 1.0;
  const double scale = sign * std::tgamma(s);
  if (a >= 0.0) return scale * hurwitz_zeta(s, a);
  const double floor = std::floor(a), above = (floor + 1.0) - a;
  return scale * (hurwitz_zeta(s, a - floor) +
                  sign * (hurwitz_zeta(s, above) - hurwitz_zeta(s, 1.0 - a)));
}

}  // namespace gradwalk::rules
