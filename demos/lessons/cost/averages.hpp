#pragma once

#include "parts/one_by_one.hpp"
#include "story/story.hpp"

/// The examples' gradients and their average.
namespace gradwalk::demos {

/// A section: gradients of one example after another, added up and divided.
void tell_one_by_one(Story& story, const OneByOne& slow);

/// Each example's share of the average over w2 and b, one arrow behind the
/// other, and the average itself.
[[nodiscard]] Panel arrows_panel(const OneByOne& slow);

/// A section: what the wrong label of one example does to its own gradient,
/// and to averages over ever more examples.
[[nodiscard]] Json tell_wrong_label(Story& story, Start start);

}  // namespace gradwalk::demos
