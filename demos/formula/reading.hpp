#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "parse.hpp"

namespace gradwalk::demos {

/// What is read of a formula so far.
struct Reading {
  std::vector<Spot> spots;           ///< by byte
  std::set<std::string> words;       ///< that stand before no parenthesis
  std::set<std::string> mappings{};  ///< f of f(x) = …
  std::vector<Instruction> instructions{};

  /// What has an end of its own: a function with its operands, a comparison, a
  /// definition.
  struct Open {
    std::string name;
    Spot spot;
    std::string power{};  ///< of a function, as it is written: sin²(x)
    std::size_t operands = 0;
  };
  std::vector<Open> open{};
  int bars = 0;  ///< | that are open

  [[nodiscard]] Spot spot(const auto& in) const {
    return spots[in.position().byte];
  }
  Open take_open();

  void push(Instruction::Kind kind, Spot at, std::string name = "");
  void call(const Operation* function, Spot at, std::size_t operands);
  /// The innermost open function's. Errors: operands that it does not accept.
  void close_call();
  /// Errors: a number that no double holds.
  void number(Spot at, std::string_view text);
  /// A number below 0 is a number, too.
  void negate(Spot at);
  /// To a power like `²`, `⁻¹` or `^2`.
  void raise(Spot at, std::string_view power);

  /// Errors: a word before a parenthesis that is no function, and no name that
  /// could be a factor.
  void require_factor(const std::string& word, Spot at) const;
};

}  // namespace gradwalk::demos
