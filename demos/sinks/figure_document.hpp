#pragma once

#include "story/figure.hpp"
#include "story/json.hpp"

namespace gradwalk::demos {

/// Panels as a page draws them, in numbers of four digits. The points of a
/// series are x, y, x, y, …. A moment is its epoch, its least and its greatest
/// value, and all values row by row from below, a letter each: `#` is the
/// least, `z` the greatest, with 87 equal steps between them; of a sigmoid,
/// steps of its z, which is taken to lie between -5 and 5.
[[nodiscard]] Json document_of(const Figure& figure);

}  // namespace gradwalk::demos
