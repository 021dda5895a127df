#pragma once

#include <gradwalk/graph.hpp>
#include <gradwalk/operation.hpp>
#include <string>
#include <vector>

#include "derivations.hpp"

/// An operation that is asked about.
namespace gradwalk::demos {

/// By its name, `sigmoid`, by its symbol, `σ`, or as it stands in a formula,
/// `*` or `|x|`.
/// Errors: there is none; the nearest is expected.
[[nodiscard]] const Operation& operation_of(const std::string& text);

/// Its operands, and where they stand at first.
[[nodiscard]] NamedNumbers operands_of(const Operation& operation);

[[nodiscard]] std::vector<double> operand_numbers(const NamedNumbers& operands);
[[nodiscard]] std::vector<std::string> operand_names(
    const NamedNumbers& operands);

/// Named f, where it would be called by what is long.
[[nodiscard]] Value named_shortly(Value node);

}  // namespace gradwalk::demos
