#pragma once

#include <gradwalk/nn/training.hpp>
#include <string>

#include "story/sink.hpp"

/// What is said of a loss.
namespace gradwalk::demos {

/// `cost = … = ` of the last layer's A, which LaTeX may write otherwise.
[[nodiscard]] Equation cost_equation(Loss loss, Reduction reduction,
                                     const Equation& a);

/// `dA = …`, its right side.
[[nodiscard]] Equation output_gradient(Loss loss, Reduction reduction,
                                       const Equation& a);

}  // namespace gradwalk::demos
