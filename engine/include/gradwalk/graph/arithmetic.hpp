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
/// `there` at a point where the general formula has no value of its own.
inline double except(bool condition, double there, double elsewhere) {
  return condition ? there : elsewhere;
}
// A nan on either side comes through, as in PyTorch.
inline double minimum(double a, double b) { return a < b || a != a ? a : b; }
inline double maximum(double a, double b) { return a > b || a != a ? a : b; }

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
