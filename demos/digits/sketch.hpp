#pragma once

#include <string>
#include <vector>

#include "digits.hpp"

/// Digits drawn in characters, each of which is two pixels, one above the
/// other.
namespace gradwalk::demos {

/// With half blocks, or with shades of ASCII. Shape: 14 rows of 28 columns.
[[nodiscard]] std::vector<std::string> sketch(
    std::span<const std::uint8_t> picture, bool ascii);

/// The same without what is empty around it.
[[nodiscard]] std::vector<std::string> trimmed_sketch(
    std::span<const std::uint8_t> picture, bool ascii);

}  // namespace gradwalk::demos
