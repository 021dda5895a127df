#pragma once

#include <cstddef>
#include <gradwalk/operation.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How an operation is written in a formula: by its name in the engine,
/// `max(a, b)`. The operators are functions too, `add(a, b)`.
namespace gradwalk::demos {

/// Every one, those with an operator first.
[[nodiscard]] std::span<const Operation> functions();

/// Their names.
[[nodiscard]] std::vector<std::string> function_names();

/// The same in lines of 80 columns, for a help.
[[nodiscard]] std::string function_lines();

/// `max(a, b)` is max, and of another number of operands amax: the function of
/// a name, or, if it does not accept so many, one that is drawn as that name.
[[nodiscard]] const Operation& function_of(const Operation& named,
                                           std::size_t operands);

/// `sigmoid`, or `σ`, or what books call it: `ln`, `arctan`. None if there is
/// no such function.
[[nodiscard]] const Operation* function_named(std::string_view name);

}  // namespace gradwalk::demos
