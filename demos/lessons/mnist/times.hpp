#pragma once

#include <gradwalk/nn/loss.hpp>
#include <gradwalk/nn/mlp.hpp>

#include "digits/digits.hpp"
#include "story/story.hpp"

namespace gradwalk::demos {

/// Measures the gradients of these digits in a loop, digit by digit, and all in
/// one batch; tells both times, and how far the gradients differ.
[[nodiscard]] Json show_times(Story& story, const MLP& net, Loss loss,
                              const Digits& digits);

}  // namespace gradwalk::demos
