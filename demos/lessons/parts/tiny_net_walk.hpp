#pragma once

#include "story/story.hpp"
#include "tiny_net.hpp"

namespace gradwalk::demos {

/// The walk through one iteration of the tiny net: forward, backward with
/// cross-entropy, a step, and what squared error would have said.
/// Returns `tiny` and `faults` for the document.
[[nodiscard]] Json walk_tiny_net(Story& story, double rate);

}  // namespace gradwalk::demos
