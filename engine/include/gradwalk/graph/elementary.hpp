#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <gradwalk/version.hpp>
#include <limits>

/// exp, tanh, log and log1p, of additions, products, quotients and bits alone:
/// the same bits from every compiler and on every machine, where those of
/// `<cmath>` depend on its version and on the processor. No branch and no
/// table, so that a loop over them is computed side by side.
///
/// Always inlined: the levels of a batch must not share a function. None leans
/// on the rounding of a sum to find a whole number: -ffast-math would undo it.
///
/// Source: own derivation, checked by elementary_test.
namespace gradwalk::rules {

/// first + x·(second + x·(third + …))
[[gnu::always_inline]] inline double series(double, double last) {
  return last;
}
template <class... Numbers>
[[gnu::always_inline]] inline double series(double x, double first,
                                            Numbers... more) {
  return first + x * series(x, more...);
}

/// To add to what a nan would not reach. A choice between a and all that is
/// computed of it would be a branch to g++, and keep it from vectors.
[[gnu::always_inline]] inline double nan_or_zero(double a) {
  return a != a ? a : 0.0;
}

/// 2^exponent, for exponents from -1022 to 1023.
[[gnu::always_inline]] inline double power_of_two(std::int32_t exponent) {
  const auto biased = static_cast<std::uint32_t>(exponent + 1023);
  return std::bit_cast<double>(std::uint64_t{biased} << 52);
}

// ln 2 in two parts. The high one has 32 bits, so that its product with a whole
// number of up to 21 bits is exact.
constexpr double ln_2_high = 0x1.62e42feep-1;
constexpr double ln_2_low = 0x1.a39ef35793c76p-33;

/// x = twos · ln 2 + rest + tail: rest is at most half of ln 2, and tail what
/// its rounding left over.
struct Reduced {
  std::int32_t twos;
  double rest, tail;
};
[[gnu::always_inline]] inline Reduced reduced(double x) {
  constexpr double per_ln_2 = 0x1.71547652b82fep+0;
  const auto twos =
      static_cast<std::int32_t>(x * per_ln_2 + std::copysign(0.5, x));
  const double high = x - twos * ln_2_high, low = twos * ln_2_low;
  const double rest = high - low;
  return {twos, rest, (high - rest) - low};
}

/// exp(rest + tail) - 1 - rest, by Taylor's series, its even and odd terms side
/// by side: what is left out at half of ln 2 is 4e-18.
[[gnu::always_inline]] inline double exp_beyond_rest(double rest, double tail) {
  const double square = rest * rest;
  const double even = series(square, 1.0 / 2, 1.0 / 24, 1.0 / 720, 1.0 / 40320,
                             1.0 / 3628800, 1.0 / 479001600);
  const double odd = series(square, 1.0 / 6, 1.0 / 120, 1.0 / 5040,
                            1.0 / 362880, 1.0 / 39916800, 1.0 / 6227020800);
  return square * (even + rest * odd) + tail;
}

/// Within 0.8 units in the last place.
[[gnu::always_inline]] inline double exp(double a) {
  // Beyond these it is 0 and inf.
  const double size = std::abs(a);
  const auto [twos, rest, tail] =
      reduced(std::copysign(size < 746.0 ? size : 746.0, a));
  const double sum = 1.0 + rest, rounded_off = rest - (sum - 1.0);
  const double power = sum + (rounded_off + exp_beyond_rest(rest, tail));
  // Scaled in two steps: 2^twos itself may be no double.
  const std::int32_t half = twos >> 1;
  const double scaled = power * power_of_two(half) * power_of_two(twos - half);
  return scaled + nan_or_zero(a);
}

/// With t = exp(±2|a|) - 1, -t / (2 + t) where a is small and 1 - 2 / (2 + t)
/// elsewhere, for these never fall as a rises. Within 2.5 units in the last
/// place.
[[gnu::always_inline]] inline double tanh(double a) {
  const double size = std::abs(a);
  const bool small = size < 0.5;
  const double twice = small ? -2.0 * size : 2.0 * size;
  const auto [twos, rest, tail] = reduced(twice < 40.0 ? twice : 40.0);
  const double scale = power_of_two(twos);
  const double t = scale * (rest + exp_beyond_rest(rest, tail)) + (scale - 1.0);
  const double quotient = (small ? -t : 2.0) / (2.0 + t);
  const double value = small ? quotient : 1.0 - quotient;
  return std::copysign(value + nan_or_zero(a), a);
}

/// log(a) + tail, where the tail is small beside a's last place.
[[gnu::always_inline]] inline double log_with_tail(double a, double tail) {
  constexpr double least_normal = std::numeric_limits<double>::min(),
                   infinity = std::numeric_limits<double>::infinity();
  // a = 2^twos · (1 + f), with 1 + f from √½ to √2.
  const bool subnormal = a < least_normal;
  const auto bits = std::bit_cast<std::uint64_t>(subnormal ? a * 0x1p54 : a);
  const std::uint64_t beyond =
      bits - std::bit_cast<std::uint64_t>(0x1.6a09ep-1);
  const auto exponent = static_cast<std::int32_t>(beyond >> 32) >> 20;
  const double twos = exponent - (subnormal ? 54.0 : 0.0);
  const double f =
      std::bit_cast<double>(bits - (beyond & (std::uint64_t{0xfff} << 52))) -
      1.0;
  // log(1 + f) = 2 artanh(s) = f - (f²/2 - s·(f²/2 + r)), s = f / (2 + f),
  // where r is artanh's series: what is left out at √2 is 1e-18 of it.
  const double s = f / (2.0 + f), square = s * s, half_square = 0.5 * f * f;
  const double r =
      square * series(square, 2.0 / 3, 2.0 / 5, 2.0 / 7, 2.0 / 9, 2.0 / 11,
                      2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21);
  const double small = s * (half_square + r) + (twos * ln_2_low + tail);
  const double general = twos * ln_2_high - ((half_square - small) - f);
  const double otherwise =
      a == 0.0 ? -infinity : std::numeric_limits<double>::quiet_NaN();
  return a > 0.0 ? (a < infinity ? general : a) : otherwise;
}

/// Within 0.9 units in the last place, as log1p.
[[gnu::always_inline]] inline double log(double a) {
  return log_with_tail(a, 0.0);
}

/// log(1 + a), with what the rounding of 1 + a leaves over as the tail.
[[gnu::always_inline]] inline double log1p(double a) {
  const double sum = 1.0 + a;
  const double rounded_off =
      std::abs(a) < 1.0 ? a - (sum - 1.0) : 1.0 - (sum - a);
  const double value = log_with_tail(sum, rounded_off / sum);
  return a == 0.0 ? a : value;
}

}  // namespace gradwalk::rules
