#pragma once

#include <gradwalk/operators.hpp>
#include <span>
#include <string_view>

namespace gradwalk::demos {

/// How an operation is written in a formula, by its name in the engine:
/// `max(a, b)`. The operators are functions too, `add(a, b)`.
struct Function {
  static constexpr std::size_t any_number = static_cast<std::size_t>(-1);

  std::string_view name;
  std::size_t least, most;  ///< operands
  Value (*record)(std::span<const Value> operands);
  bool in_pairs = false;  ///< any number beyond the least is a pair more

  [[nodiscard]] bool takes(std::size_t operands) const {
    return operands >= least && operands <= most &&
           (!in_pairs || (operands - least) % 2 == 0);
  }
};

/// Every one, those with an operator first.
[[nodiscard]] std::span<const Function> functions();

/// None if there is no such function.
[[nodiscard]] const Function* function_named(std::string_view name);

}  // namespace gradwalk::demos
