#pragma once

#include <string>

#include "digits.hpp"

namespace gradwalk::demos {

/// Lines of `label,pixel0,…,pixel783`, with that line for a header or without
/// one: whole numbers, labels from 0 to 9, pixels from 0 to 255. Lines may end
/// in CR LF, and empty ones may stand at the end.
/// Errors: anything else: the file, the line and column, what was expected and
/// got.
[[nodiscard]] Digits read_csv(const std::string& path);

}  // namespace gradwalk::demos
