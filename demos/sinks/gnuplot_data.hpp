#pragma once

#include <string>

#include "story/figure.hpp"

namespace gradwalk::demos {

/// A figure's numbers as gnuplot's data blocks: $pPsS of series S in panel P,
/// with x, y, and the way to the next point; of a field $pPf, and $pPb where
/// it is ½, if it has a border.
[[nodiscard]] std::string data_of(const Figure& figure);

}  // namespace gradwalk::demos
