#pragma once

#include <gradwalk/ask/places.hpp>
#include <gradwalk/formula.hpp>
#include <gradwalk/value.hpp>
#include <span>
#include <string>
#include <vector>

namespace gradwalk {

/// How many digits a number is shown with: significant ones, or decimals.
struct Digits {
  int count;
  bool are_decimals = false;

  Digits(int significant) : count(significant) {}
  [[nodiscard]] static Digits decimals(int count) {
    Digits digits(count);
    digits.are_decimals = true;
    return digits;
  }
};

/// A number for a reader: significant digits, no more than it needs (at 17, as
/// few as read back bit for bit), or that many decimals; and 0 for -0. What is
/// 1e15 or more has no decimals, but 6 significant digits.
[[nodiscard]] std::string number(double value, Digits digits);

/// The same as LaTeX maths: `2.5 \times 10^{-5}`, `\infty`.
[[nodiscard]] std::string latex_of_number(double value, Digits digits);

/// What the nodes of a graph are called: by their name; a bare number by its
/// value; a node without a name by its short formula, `w·x` or `σ(z)`, if it
/// has few letters and is no other node's, else by what it is and its index,
/// `sum12`; a leaf so by its index, `n3`.
class Labels {
 public:
  static constexpr std::size_t longest_formula = 24;  ///< in bytes

  /// Shape: parents stand before their nodes, as in a topological order.
  explicit Labels(std::span<const Value> nodes);

  /// Errors: a node that is not among them.
  [[nodiscard]] const Formula& operator[](Value node) const;

  [[nodiscard]] bool contains(Value node) const {
    return places_.contains(node);
  }

 private:
  detail::Places places_;
  std::vector<Formula> labels_;  ///< by place
};

}  // namespace gradwalk
