#pragma once

#include <span>

#include "kernels.hpp"

/// One operation over lanes: by the kernels, or, of one that is declared
/// outside the library, lane by lane.
namespace gradwalk::detail {

/// Row k of `x` is operand k. Shape: all rows have the lanes.
void compute_lanes(const Kernels& kernels, std::size_t row,
                   std::span<const double* const> x, double* y,
                   LaneRange lanes);

/// Adds upstream × local gradient into out[k], unless that is null.
void pass_on_lanes(const Kernels& kernels, std::size_t row,
                   std::span<const double* const> x, const double* y,
                   const double* upstream, std::span<double* const> out,
                   LaneRange lanes);

}  // namespace gradwalk::detail
