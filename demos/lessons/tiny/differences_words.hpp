#pragma once

#include "differences.hpp"
#include "story/story.hpp"

namespace gradwalk::demos {

/// What gradwalk does in another way than tiny, and why: the last steps of the
/// lesson.
void tell_differences(Story& story, const Twins& twins);

}  // namespace gradwalk::demos
