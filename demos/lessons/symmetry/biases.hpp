#pragma once

#include "story/story.hpp"

namespace gradwalk::demos {

/// What random first biases do to XOR's net of one hidden layer, beside biases
/// of 0 and the same weights.
[[nodiscard]] Json tell_biases(Story& story);

}  // namespace gradwalk::demos
