#pragma once

#include "frame/page.hpp"
#include "tiny_net.hpp"

namespace gradwalk::demos {

/// The walk through one iteration of the tiny net: forward, backward with
/// cross-entropy, a step, and what squared error would have said.
/// Returns `tiny` and `faults` for the document.
[[nodiscard]] Json walk_tiny_net(Page& page, double rate);

/// The tiny net with its first example, and cross-entropy.
[[nodiscard]] std::string drawing_of_tiny_net(const Page& page);

}  // namespace gradwalk::demos
