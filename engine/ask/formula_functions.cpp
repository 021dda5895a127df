#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <gradwalk/formula.hpp>
#include <limits>
#include <string>

#pragma GCC visibility push(default)  // for friends: exported.hpp

/// The functions of rules, as they are written.
namespace gradwalk {

using Kind = Formula::Kind;

namespace {

/// nan: it is no number's text.
double number_of(const Formula& f) {
  if (f.kind() == Kind::negative) return -number_of(f.operands()[0]);
  const std::string& text = f.name();
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  const char first = text.c_str()[text.starts_with('-') ? 1 : 0];
  const bool is_number = first >= '0' && first <= '9' && *end == '\0';
  return f.kind() == Kind::atom && is_number
             ? number
             : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

Formula square(const Formula& a) {
  return Formula::made_of(Kind::power, "²", {a, Formula(2.0)});
}
Formula pow(const Formula& a, const Formula& b) {
  const double exponent = number_of(b);
  return Formula::made_of(Kind::power,
                          exponent == 2.0   ? "²"
                          : exponent == 3.0 ? "³"
                                            : "^",
                          {a, b});
}
Formula power_slope(const Formula& a, const Formula& b) {
  const double exponent = number_of(b), less = exponent - 1.0;
  if (std::isnan(exponent)) return b * pow(a, b - 1.0);
  if (exponent == 0.0) return 0.0;
  if (exponent == 1.0) return 1.0;
  // Without the rounding: 1.1 - 1 is 0.10000000000000009.
  const Formula rest =
      less == 1.0 ? a : pow(a, Formula(fmt::format("{:.15g}", less)));
  return exponent == -1.0 ? -rest : b * rest;
}
Formula quotient_slope(const Formula& y, const Formula& b) {
  if (y.kind() != Kind::quotient) return -y / b;
  return -y.operands()[0] / square(b);
}
Formula sqrt(const Formula& a) { return Formula::call("sqrt", {&a, 1}); }
Formula exp(const Formula& a) { return Formula::call("exp", {&a, 1}); }
Formula log(const Formula& a) { return Formula::call("log", {&a, 1}); }
Formula log1p(const Formula& a) { return log(Formula(1.0) + a); }
Formula sin(const Formula& a) { return Formula::call("sin", {&a, 1}); }
Formula cos(const Formula& a) { return Formula::call("cos", {&a, 1}); }
Formula tanh(const Formula& a) { return Formula::call("tanh", {&a, 1}); }
Formula logistic(const Formula& a) { return Formula::call("σ", {&a, 1}); }
Formula logistic_slope(const Formula&, const Formula& y) {
  return y * (Formula(1.0) - y);
}
Formula tanh_slope(const Formula&, const Formula& y) {
  return Formula(1.0) - square(y);
}
Formula abs(const Formula& a) { return Formula::call("abs", {&a, 1}); }
Formula nan_or_zero(const Formula&) { return Formula(0.0); }
Formula minimum(const Formula& a, const Formula& b) {
  return Formula::made_of(Kind::call, "min", {a, b});
}
Formula maximum(const Formula& a, const Formula& b) {
  return Formula::made_of(Kind::call, "max", {a, b});
}
Formula where(const Formula& condition, const Formula& yes, const Formula& no) {
  return Formula::made_of(Kind::choice, "", {condition, yes, no});
}

Formula highest(std::span<const Formula>) { return Formula::unwritten(); }
Formula cross_entropy_slope(const Formula& target, const Formula& sum,
                            const Formula& p, const Formula&) {
  return sum * p - target;
}

Formula except(const Formula&, const Formula&, const Formula& elsewhere) {
  return elsewhere;
}

}  // namespace gradwalk

#pragma GCC visibility pop
