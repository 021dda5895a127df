#pragma once

#include "rows.hpp"
#include "story/story.hpp"

namespace gradwalk::demos {

/// What was understood of a table, before a net is trained on it.
void tell_rows(Story& story, const Rows& rows);

}  // namespace gradwalk::demos
