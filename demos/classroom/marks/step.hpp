#pragma once

#include <string>
#include <vector>

#include "story/story.hpp"

namespace gradwalk::demos {

/// Tells whether one step is right in a lesson, which is asked for by `texts`:
/// `z = 0.5*2`, or a gradient, `dL/dw = 0.5*0.25*2`, and if not, what was
/// likely done. Errors: it is no equation, or of no node of the lesson's.
void tell_step(Story& story, const std::string& equation,
               const std::vector<std::string>& texts);

}  // namespace gradwalk::demos
