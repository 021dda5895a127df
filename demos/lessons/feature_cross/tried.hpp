#pragma once

#include <string>
#include <vector>

#include "story/story.hpp"

namespace gradwalk::demos {

/// A section: one neuron trained on XOR with each of some features, and with
/// `own`, beside a hidden layer without features. All are trained as the
/// lesson is, whatever its options are.
[[nodiscard]] Json tell_tried(Story& story,
                              const std::vector<std::string>& own);

}  // namespace gradwalk::demos
