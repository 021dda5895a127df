#pragma once

#include <array>
#include <concepts>
#include <gradwalk/formula.hpp>
#include <gradwalk/graph/evaluate.hpp>
#include <span>
#include <vector>

/// A rule as formulas.
namespace gradwalk {

/// As rules::ExponentialSum.
class FormulaSum {
 public:
  FormulaSum(std::span<const Formula> x, const Formula& shift)
      : x_(x), shift_(shift), sum_(rules::exponentials(x, shift)) {}

  [[nodiscard]] Formula log() const { return logarithm(sum_); }
  [[nodiscard]] Formula part(std::size_t k) const {
    return exp(x_[k] - shift_) / sum_;
  }
  [[nodiscard]] Formula all_but(std::size_t, const Formula& part) const {
    return Formula(1.0) - part;
  }
  [[nodiscard]] Formula surprise(std::size_t k, const Formula& log) const {
    return log - (x_[k] - shift_);
  }

 private:
  static Formula logarithm(const Formula& a) {
    return Formula::call("log", {&a, 1});
  }

  std::span<const Formula> x_;
  Formula shift_, sum_;
};
inline FormulaSum exponential_sum(std::span<const Formula> x,
                                  const Formula& shift) {
  return {x, shift};
}

// What rules have functions of their own for, as it is written.
inline Formula one_minus_square(const Formula& a) { return 1.0 - square(a); }
inline Formula gaussian(const Formula& a) { return exp(-square(a)); }
inline Formula minimum(std::span<const Formula> x) {
  return Formula::call("min", x);
}
inline Formula maximum(std::span<const Formula> x) {
  return Formula::call("max", x);
}
inline Formula ties(std::span<const Formula> x, const auto&) {
  return Formula::call("ties", x);
}
inline Formula norm(std::span<const Formula> x) {
  return sqrt(
      rules::total(x.size(), [&](std::size_t i) { return square(x[i]); }));
}

/// An operation within a rule: what its own rule writes, or `name(a, b)` where
/// its value is a function of doubles alone.
template <class Rule, class... Operands>
requires(std::convertible_to<Operands, Formula>&&...) Formula
    used(Rule, const Formula& first, const Operands&... others) {
  if constexpr (requires { Rule::value(first, others...); }) {
    return Rule::value(first, others...);
  } else {
    const std::array<Formula, 1 + sizeof...(others)> operands{
        first, Formula(others)...};
    return Formula::call(Rule::name, operands);
  }
}

/// Whether a rule's functions take Formulas, and not only doubles.
template <class Rule> constexpr bool writes_value() {
  using List = std::span<const Formula>;
  if constexpr (Rule::arity == 1) return requires(Formula f) {
      Rule::value(f);
    };
  if constexpr (Rule::arity == 2) return requires(Formula f) {
      Rule::value(f, f);
    };
  if constexpr (Rule::arity < 0) return requires(List x) {
      Rule::value(x);
    };
  return true;
}
/// A rule that computes only with doubles, by its name; others write
/// themselves, or say how they are `written`.
template <class Rule> Formula value_formula(std::span<const Formula> x) {
  if constexpr (requires { Rule::written(x[0]); }) return Rule::written(x[0]);
  if constexpr (writes_value<Rule>()) return rules::value_of<Rule, Formula>(x);
  return Formula::call(Rule::name, x);
}

template <class Rule>
std::vector<Formula> local_gradient_formulas(std::span<const Formula> x,
                                             const Formula& node) {
  if constexpr (rules::gives_local_gradients<Rule, Formula>)
    return rules::local_gradients_of<Rule, Formula>(x, node);
  std::vector<Formula> locals;
  for (const Formula& operand : x)
    locals.push_back(Formula::derivative(value_formula<Rule>(x), operand));
  return locals;
}

}  // namespace gradwalk
