#pragma once

#include <cstdint>
#include <gradwalk/version.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gradwalk {

namespace rules {
struct Closed;
}

/// A number that writes itself down: an operation's rule evaluated with
/// Formulas gives its text instead of its value, `1/(1 + exp(-z))`.
///
/// A tree that does not change: copies share it, and so may threads. It is
/// written as text in Unicode (·, ², ≤), which `to_ascii` spells with plain
/// letters, or as LaTeX maths, `\frac{1}{1 + e^{-z}}`, in ASCII.
class Formula {
 public:
  /// What stands at the top of the tree, and what its operands are.
  enum class Kind : std::uint8_t {
    atom,        ///< a name or a number, `name()`; no operands
    sum,         ///< a + b
    difference,  ///< a - b
    negative,    ///< -a
    product,     ///< a · b
    quotient,    ///< a / b
    power,       ///< a to the b; `name()` is ², ³ or ^
    call,        ///< `name()` of any number of operands
    comparison,  ///< a < b; `name()` is the sign
    choice,      ///< condition, value if so, value if not
    derivative,  ///< ∂a/∂b
  };

  /// How tightly the outermost operator binds; a looser operand is
  /// parenthesised.
  enum class Binding : std::uint8_t {
    condition,
    sum,
    negative,
    product,
    power,
    atom
  };

  /// A literal in a rule, as short as it reads back exactly.
  Formula(double number);
  Formula(const rules::Closed& closed);  ///< 0

  /// A name or a number's text; one that starts with `-` binds as a negative,
  /// and one that starts with ∂ as a quotient.
  explicit Formula(std::string text);

  /// `name(a, b)`.
  [[nodiscard]] static Formula call(std::string_view name,
                                    std::span<const Formula> operands);

  /// `∂of/∂by`.
  [[nodiscard]] static Formula derivative(const Formula& of, const Formula& by);

  /// A term that is not written: what a rule adds or subtracts only so that
  /// exp cannot overflow.
  [[nodiscard]] static Formula unwritten() { return Formula(std::string()); }
  [[nodiscard]] bool is_unwritten() const;

  [[nodiscard]] Kind kind() const;
  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] std::span<const Formula> operands() const;

  [[nodiscard]] std::string text() const { return within(Binding::condition); }
  [[nodiscard]] std::string latex() const {
    return latex_within(Binding::condition);
  }

  /// The text, or LaTeX, in parentheses if it binds more loosely than `least`.
  [[nodiscard]] std::string within(Binding least) const;
  [[nodiscard]] std::string latex_within(Binding least) const;

  /// How the text binds.
  [[nodiscard]] Binding binding() const;

  /// The same as a label: a choice that another one ends with stays apart, in
  /// parentheses.
  [[nodiscard]] Formula as_label() const;

  // What rules need of a number; friends, so that a double alone never
  // becomes a Formula.
  friend Formula operator+(const Formula& a, const Formula& b);
  friend Formula operator-(const Formula& a, const Formula& b);
  friend Formula operator*(const Formula& a, const Formula& b);
  friend Formula operator/(const Formula& a, const Formula& b);
  friend Formula operator-(const Formula& a);
  friend Formula operator<(const Formula& a, const Formula& b);
  friend Formula operator<=(const Formula& a, const Formula& b);
  friend Formula operator>(const Formula& a, const Formula& b);
  friend Formula operator==(const Formula& a, const Formula& b);

  friend Formula square(const Formula& a);
  friend Formula pow(const Formula& a, const Formula& b);
  friend Formula power_slope(const Formula& a, const Formula& b);
  friend Formula quotient_slope(const Formula& y, const Formula& b);
  friend Formula sqrt(const Formula& a);
  friend Formula exp(const Formula& a);
  friend Formula log(const Formula& a);
  friend Formula log1p(const Formula& a);
  friend Formula sin(const Formula& a);
  friend Formula cos(const Formula& a);
  friend Formula tanh(const Formula& a);
  friend Formula logistic(const Formula& a);
  friend Formula logistic_slope(const Formula& a, const Formula& y);
  friend Formula tanh_slope(const Formula& a, const Formula& y);
  friend Formula abs(const Formula& a);
  friend Formula nan_or_zero(const Formula& a);  ///< 0
  friend Formula minimum(const Formula& a, const Formula& b);
  friend Formula maximum(const Formula& a, const Formula& b);

  /// `yes if condition, else no`.
  friend Formula where(const Formula& condition, const Formula& yes,
                       const Formula& no);

  /// `unwritten`: the shift in log_sum_exp and softmax.
  friend Formula highest(std::span<const Formula> x);
  friend Formula cross_entropy_slope(const Formula& target, const Formula& sum,
                                     const Formula& p, const Formula& others);

  /// Only the general case: what a rule does at a removable point is not text.
  friend Formula except(const Formula& condition, const Formula& there,
                        const Formula& elsewhere);

 private:
  struct Node;
  struct Writer;

  explicit Formula(std::shared_ptr<Node> node);
  [[nodiscard]] static Formula made_of(Kind kind, std::string_view name,
                                       std::vector<Formula> operands);

  std::shared_ptr<Node> node_;  ///< not changed once it is made
};

struct Operation;

/// The value of an operation written with its operands' names, `w·x`.
[[nodiscard]] Formula formula_of(const Operation& operation,
                                 std::span<const Formula> operands);

/// An operation as an operand of others: as its value is written, or called by
/// its name, `σ(z)`, where that is no longer.
[[nodiscard]] Formula short_formula_of(const Operation& operation,
                                       std::span<const Formula> operands);

/// Each local gradient of an operation written with its operands' names and
/// the node's own, `y·(1 - y)`.
[[nodiscard]] std::vector<Formula> local_formulas_of(
    const Operation& operation, std::span<const Formula> operands,
    const Formula& node);

/// A formula of many terms cut to about `columns`, at a term: its first terms,
/// `…`, and its last.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t columns);

/// The same text in ASCII: `*` for ·, `^2` for ², `<=` for ≤, `x` for ×, …
[[nodiscard]] std::string to_ascii(std::string_view text);

}  // namespace gradwalk
