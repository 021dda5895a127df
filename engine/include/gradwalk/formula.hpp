#pragma once

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gradwalk {

/// A number that writes itself down: an operation's rule evaluated with
/// Formulas gives its text instead of its value, `1/(1 + exp(-z))`.
/// The text is Unicode (·, ², ≤); `to_ascii` spells it with plain letters.
class Formula {
 public:
  /// How tightly the outermost operator binds; a looser operand is
  /// parenthesised.
  enum class Binding { condition, sum, negative, product, power, atom };

  /// A literal in a rule, as short as it reads back exactly.
  Formula(double number) : Formula(fmt::format("{}", number)) {}

  /// A name or a number's text; one that starts with `-` binds as a negative.
  explicit Formula(std::string text);
  Formula(std::string text, Binding binding);

  /// A term that is not written: what a rule adds or subtracts only so that
  /// exp cannot overflow.
  [[nodiscard]] static Formula unwritten() { return Formula(std::string()); }
  [[nodiscard]] bool is_unwritten() const { return text_.empty(); }

  [[nodiscard]] const std::string& text() const { return text_; }

  /// The text, in parentheses if it binds more loosely than `least`.
  [[nodiscard]] std::string within(Binding least) const;
  [[nodiscard]] Binding binding() const { return binding_; }

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
  friend Formula sqrt(const Formula& a);
  friend Formula exp(const Formula& a);
  friend Formula log(const Formula& a);
  friend Formula log1p(const Formula& a);
  friend Formula sin(const Formula& a);
  friend Formula cos(const Formula& a);
  friend Formula tanh(const Formula& a);
  friend Formula abs(const Formula& a);
  friend Formula minimum(const Formula& a, const Formula& b);
  friend Formula maximum(const Formula& a, const Formula& b);

  /// `yes if condition, else no`.
  friend Formula where(const Formula& condition, const Formula& yes,
                       const Formula& no);

  /// `unwritten`: the shift in log_sum_exp and softmax.
  friend Formula highest(std::span<const Formula> x);

  /// Only the general case: what a rule does at a removable point is not text.
  friend Formula except(const Formula& condition, const Formula& there,
                        const Formula& elsewhere);

 private:
  std::string text_;
  Binding binding_;
  bool is_choice_ = false;  ///< made by `where`, which may go on with another
};

struct Operation;

/// The value of an operation written with its operands' names, `w·x`.
[[nodiscard]] Formula formula_of(const Operation& operation,
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
