#pragma once

#include <gradwalk/graph/tape.hpp>
#include <gradwalk/operation.hpp>
#include <limits>
#include <span>
#include <vector>

/// How far rounding may have moved the numbers of a graph: running bounds,
/// carried along both passes.
namespace gradwalk::detail {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// A rule of one or two operands rounds by half of this, relative to its value;
/// one that calls exp or its like, by about the whole.
inline constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// How far an operation's value may be off, by its own rounding and where each
/// operand may be off by so much. Infinity: there is no telling.
double rounding_of(const Operation& operation, std::span<const double> operands,
                   std::span<const double> off);

/// Of the gradients of a sweep. Shape: one for each of 0 … root.
struct GradientRounding {
  std::vector<double> off;   ///< how far a gradient may be off
  std::vector<double> size;  ///< its contributions, added up without signs
};
GradientRounding gradient_rounding(const Tape& tape, Index root,
                                   std::span<const double> gradients);

}  // namespace gradwalk::detail
