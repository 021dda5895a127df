#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "story/story.hpp"

/// Where local gradients come from, step by step, as a student writes it.
namespace gradwalk::demos {

/// Numbers by the names of an operation's operands.
using NamedNumbers = std::vector<std::pair<std::string, double>>;

/// One line: equal to the line before; with → in front, what that line comes
/// to as h goes to 0.
struct DerivationLine {
  std::string_view formula, reason;
};

/// ∂operation/∂operand, up to what the operation's rule says.
struct Derivation {
  std::string_view by;
  std::vector<DerivationLine> lines;
};

/// Of one operation.
struct Derived {
  std::string_view operation;
  NamedNumbers at;         ///< its operands, and where they stand at first
  std::string_view where;  ///< what short names in the lines stand for
  std::vector<Derivation> derivations;
};

/// A small number: a slope from x to x + h.
inline constexpr double small_step = 0.001;

/// A row for each operation that is derived.
[[nodiscard]] const std::vector<Derived>& derived();

/// The row of an operation, or null.
[[nodiscard]] const Derived* derived(std::string_view operation);

/// A line's number at a point.
[[nodiscard]] double value_at(const NamedNumbers& at, std::string_view where,
                              std::string_view formula);

/// Tells the lines, each with its number and its reason, and as the last the
/// local gradient that they lead to; returns them as a document.
Json tell_derivation(Story& story, const Derived& row,
                     const Derivation& derivation, const NamedNumbers& at,
                     const DerivationLine& last, double local);

}  // namespace gradwalk::demos
