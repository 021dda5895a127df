#pragma once

#include "story/story.hpp"

namespace gradwalk::demos {

/// A section: XOR's net of one hidden layer, trained with each activation and
/// with one that has a break.
[[nodiscard]] Json tell_activations(Story& story);

}  // namespace gradwalk::demos
