#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "functions.hpp"

namespace gradwalk::demos {

/// One thing to do with a stack of values; a formula is some of them in order.
struct Instruction {
  enum class Kind {
    number,  ///< push it
    name,    ///< push the value that it stands for
    call,    ///< take the operands, push what the function records
    define   ///< the value on top has this name now
  };
  Kind kind;
  std::size_t column;  ///< where it is written: characters, from 1
  double number = 0.0;
  std::string name{};
  const Operation* function = nullptr;
  std::size_t operands = 0;
};

/// Reads a formula, or several, each but the last with a name:
///
///     z = w·x + b; loss = (sigmoid(z) - y)^2
///
/// + - * / ^ bind as in mathematics: -x^2 is -(x^2), a^b^c is a^(b^c). ** is ^,
/// and · and × are *; x² is square(x), x³ is pow(x, 3), |x| is abs(x) and σ(x)
/// sigmoid(x): formulas are read as they are printed. Names are letters, digits
/// and _.
/// Errors: what is no formula, or is too deep: column, expected, got.
[[nodiscard]] std::vector<Instruction> parsed(std::string_view text);

/// `FORMULA, column 7`: what an Error about a formula begins with.
[[nodiscard]] std::string place(std::size_t column);

/// Whether the text is a name, whole.
[[nodiscard]] bool is_name(std::string_view text);

}  // namespace gradwalk::demos
