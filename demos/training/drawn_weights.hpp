#pragma once

#include <string>

#include "plan.hpp"
#include "story/draw.hpp"

namespace gradwalk::demos {

/// Weights that are easy to reckon with, as `--weights` takes them; equal ones,
/// with biases of 0, where the lesson's own are equal.
[[nodiscard]] std::string drawn_weights(const TrainingPlan& plan, Draw& draw);

}  // namespace gradwalk::demos
