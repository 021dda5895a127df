#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "functions.hpp"
#include "layout.hpp"

namespace gradwalk::demos {

/// One thing to do with a stack of values; a formula is some of them in order.
struct Instruction {
  enum class Kind {
    number,      ///< push it
    name,        ///< push the value that it stands for
    call,        ///< take the operands, push what the function records
    compare,     ///< take two, push 1 where they compare as `name` says, else 0
    choose,      ///< `yes if condition, else no`: take the three, push one
    pick,        ///< the same of condition, yes, no
    derivative,  ///< take two, push ∂first/∂second
    define       ///< the value on top has this name now
  };
  Kind kind;
  Spot spot;  ///< where it is written
  double number = 0.0;
  std::string name{};
  const Operation* function = nullptr;
  std::size_t operands = 0;
};

/// Reads a formula, or several, each but the last with a name:
///
///     z = w·x + b; loss = (sigmoid(z) - y)^2
///
/// + - * / ^ bind as in mathematics: -x^2 is -(x^2), a^b^c is a^(b^c). Without
/// a sign a product binds more: 2x^2 is 2·(x^2), and what could be read in two
/// ways, a/b c or sin x y, is refused. As books and programs write it: sin 2x,
/// sin²(x), √x, ½x, |x|, x², x > 0 ? x : 0. A line ends as by ; and # begins a
/// comment. Formulas are read as they are printed: σ(x), w·x, `x if x > 0, else
/// 0`, ∂z/∂w. Names are letters, digits and _.
/// Errors: what is no formula, or is too deep: column, expected, got.
[[nodiscard]] std::vector<Instruction> parsed(std::string_view text);

/// Whether the text is a name, whole.
[[nodiscard]] bool is_name(std::string_view text);

/// Whether it is one of one letter, with digits or without: x, w1, θ.
[[nodiscard]] bool is_short_name(std::string_view text);

}  // namespace gradwalk::demos
