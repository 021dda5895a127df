#pragma once

#include <string>
#include <string_view>

/// Names and numbers as LaTeX maths: ASCII, and valid for any text.
namespace gradwalk {

/// A number as it is printed, `1e-05`: 10^{-5}; or a name, `y_hat`: \hat{y}.
[[nodiscard]] std::string latex_of(std::string_view text);

/// A function's name: `\sin`, or `\operatorname{softsign}`.
[[nodiscard]] std::string latex_of_function(std::string_view name);

/// A function that is written without its name, `\sqrt{a}`: what stands around
/// its operand, and whether that ends what is raised to a power.
struct LatexBrackets {
  std::string_view name, open, close;
  bool is_closed;
};
/// None: it has its name.
[[nodiscard]] const LatexBrackets* latex_brackets_of(std::string_view name);

/// Whether a text is a number with a power of ten.
[[nodiscard]] bool is_scientific(std::string_view text);

}  // namespace gradwalk
