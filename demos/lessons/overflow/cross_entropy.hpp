#pragma once

#include "story/document.hpp"
#include "story/figure.hpp"
#include "story/story.hpp"

/// Softmax and log in one operation.
namespace gradwalk::demos {

/// Both passes of the loss of the first of some scores.
Json show_cross_entropy(Story& story, Value loss);

/// The loss of the lower of two scores in two operations, and in one.
Json show_underflow(Story& story);

/// Softmax as one of three scores goes up, and the loss of a probability.
[[nodiscard]] Figure softmax_figure();

}  // namespace gradwalk::demos
