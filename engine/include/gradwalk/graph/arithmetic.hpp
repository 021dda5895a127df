#pragma once

#include <cmath>
#include <cstddef>
#include <gradwalk/graph/elementary.hpp>
#include <type_traits>

/// What the rules of operations are written with.
namespace gradwalk::rules {

using std::abs, std::cos, std::pow, std::sin, std::sqrt;

// What rules need beyond these and elementary.hpp; Formula has functions of the
// same names.
inline double square(double a) { return a * a; }
inline double where(bool condition, double yes, double no) {
  return condition ? yes : no;
}
/// `there` where the general formula has no value of its own, or fewer digits.
inline double except(bool condition, double there, double elsewhere) {
  return condition ? there : elsewhere;
}
// A nan on either side comes through, as in PyTorch.
inline double minimum(double a, double b) { return a < b || a != a ? a : b; }
inline double maximum(double a, double b) { return a > b || a != a ? a : b; }

/// The local gradient of a branch that a selection did not take. No path goes
/// through it: nothing is passed on, whatever comes from above.
struct Closed {
  operator double() const { return 0.0; }
};
inline constexpr Closed closed;

/// A local gradient that a selection decided about.
struct Selected {
  double local;
  bool is_open;

  Selected(double number) : local(number), is_open(true) {}
  Selected(Closed) : local(0.0), is_open(false) {}
  operator double() const { return local; }
};
template <class Branch>
concept Selection =
    std::is_same_v<Branch, Closed> || std::is_same_v<Branch, Selected>;

template <class Yes, class No>
requires Selection<Yes> || Selection<No>
[[gnu::always_inline]] inline Selected where(bool condition, Yes yes, No no) {
  const Selected one(yes), other(no);
  Selected taken(condition ? one.local : other.local);
  taken.is_open = condition ? one.is_open : other.is_open;
  return taken;
}

/// 1 / (1 + exp(-a)); where exp(-a) overflows, that is exp(a).
[[gnu::always_inline]] inline double logistic(double a) {
  const bool far = a < -700.0;
  const double power = exp(far ? a : -a);
  return far ? power : 1.0 / (1.0 + power);
}
// Where y is near 1, 1 - y and 1 - y² have lost digits that exp still has: the
// slopes with `far` in their names are used there.
constexpr double logistic_near_one = 0.8, tanh_near_one = 0.866;
[[gnu::always_inline]] inline double logistic_slope_far(double a) {
  const double power = exp(-a), rest = power / (1.0 + power);
  return rest * (1.0 - rest);
}
/// y·(1 - y), where y is logistic(a).
[[gnu::always_inline]] inline double logistic_slope(double a, double y) {
  return y <= logistic_near_one ? y * (1.0 - y) : logistic_slope_far(a);
}
[[gnu::always_inline]] inline double tanh_slope_far(double a) {
  return 4.0 * logistic_slope_far(2.0 * abs(a));
}
/// 1 - y², where y is tanh(a).
[[gnu::always_inline]] inline double tanh_slope(double a, double y) {
  return abs(y) <= tanh_near_one ? 1.0 - y * y : tanh_slope_far(a);
}

// Functions, for formulas write them shorter.
/// ∂(a^b)/∂a, and ∂y/∂b where y is a/b.
[[gnu::always_inline]] inline auto power_slope(auto a, auto b) {
  return b * pow(a, b - 1.0);
}
[[gnu::always_inline]] inline auto quotient_slope(auto y, auto b) {
  return -y / b;
}

/// Another operation within a rule: of numbers its value, of formulas its text,
/// of nodes a node.
template <class Rule, class... Numbers> auto use(const Numbers&... operands) {
  if constexpr ((std::is_same_v<Numbers, double> && ...))
    return Rule::value(operands...);
  else
    return used(Rule{}, operands...);
}

/// term(0) + … + term(n - 1), left to right; of 16 numbers or more in eight
/// sums side by side, which processors add faster, and which round less.
[[gnu::always_inline]] inline auto total(std::size_t n, auto term) {
  using Term = std::decay_t<decltype(term(n))>;
  std::size_t i = 1;
  Term sum = term(0);
  if constexpr (std::is_same_v<Term, double>)
    if (n >= 16) {
      constexpr std::size_t width = 8;
      double part[width];
      for (std::size_t k = 0; k < width; ++k) part[k] = term(k);
      for (i = width; i + width <= n; i += width)
        for (std::size_t k = 0; k < width; ++k) part[k] += term(i + k);
      sum = ((part[0] + part[1]) + (part[2] + part[3])) +
            ((part[4] + part[5]) + (part[6] + part[7]));
    }
  for (; i < n; ++i) sum = sum + term(i);
  return sum;
}
// An infinite shift would make inf - inf.
inline double finite_or_zero(double a) { return std::isfinite(a) ? a : 0.0; }
/// The highest operand, to subtract from each so that exp cannot overflow.
/// Formula has one of its own, which is no text.
auto highest(const auto& x) {
  auto most = x[0];
  for (std::size_t i = 1; i < x.size(); ++i) most = maximum(most, x[i]);
  return finite_or_zero(most);
}
auto exponentials(const auto& x, const auto& shift) {
  return total(x.size(), [&](std::size_t i) { return exp(x[i] - shift); });
}
/// Σ exp(x_i - shift), in which one of the highest, 1, is added last: what is
/// small beside it keeps its digits.
template <class X> class ExponentialSum {
 public:
  /// `term(i)` is exp(x_i - shift).
  [[gnu::always_inline]] ExponentialSum(const X& x, double shift, auto term)
      : x_(x), shift_(shift) {
    while (highest_ < x.size() && x[highest_] != shift) ++highest_;
    const std::size_t first = x.size() < kept ? x.size() : kept;
    for (std::size_t i = 0; i < first; ++i) terms_[i] = term(i);
    for (std::size_t i = 0; i < first; ++i)
      others_ += i == highest_ ? 0.0 : terms_[i];
    for (std::size_t i = first; i < x.size(); ++i)
      others_ += i == highest_ ? 0.0 : term(i);
    all_ = highest_ < x.size() ? 1.0 + others_ : others_;
  }
  [[nodiscard]] double log() const {
    return highest_ < x_.size() ? log1p(others_) : rules::log(others_);
  }
  /// x_k's part, exp(x_k - shift) / Σ; all others', 1 minus that; and -log of
  /// the part.
  [[nodiscard]] double part(std::size_t k) const {
    return (k < kept ? terms_[k] : exp(x_[k] - shift_)) / all_;
  }
  [[nodiscard]] double all_but(std::size_t, double part) const {
    return part < 0.5 ? 1.0 - part : others_ / all_;
  }
  [[nodiscard]] double surprise(std::size_t k, double log) const {
    return log - (x_[k] - shift_);
  }

 private:
  static constexpr std::size_t kept = 16;

  const X& x_;
  double shift_, others_ = 0.0, all_;
  std::size_t highest_ = 0;
  double terms_[kept];
};
template <class X>
[[gnu::always_inline]] inline ExponentialSum<X> exponential_sum(const X& x,
                                                                double shift) {
  return {x, shift, [&](std::size_t i) { return exp(x[i] - shift); }};
}
/// sum·p - target, where `others` is 1 - p.
inline double cross_entropy_slope(double target, double sum, double p,
                                  double others) {
  return (sum - target) * p - target * others;
}

/// Operands side by side, to be read one by one.
auto all_of(const auto& x) { return x.subspan(0, x.size()); }

template <class... Rules> struct List {
  static constexpr std::size_t size = sizeof...(Rules);

  template <class Rule> static constexpr std::size_t index_of() {
    std::size_t index = 0;
    const bool found = ((std::is_same_v<Rule, Rules> || !++index) || ...);
    return found ? index : size;
  }
};

}  // namespace gradwalk::rules
