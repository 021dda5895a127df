#pragma once

#include <string>
#include <vector>

#include "digits.hpp"

/// Digits as an SVG picture.
namespace gradwalk::demos {

/// One digit, with two lines of text above it.
struct Tile {
  std::string title, caption;
  std::vector<std::string> colors;  ///< of the 784 pixels; "" is paper
};

/// As it is: ink in shades of black.
[[nodiscard]] Tile ink_tile(std::string title, std::string caption,
                            std::span<const std::uint8_t> picture);

/// Numbers, by sign and size: blue below 0, orange above, and the ink in grey
/// beneath. Those that are not in `seen` are left out.
[[nodiscard]] Tile signed_tile(std::string title, std::string caption,
                               std::span<const double> numbers,
                               std::span<const std::uint8_t> picture,
                               const std::vector<bool>& seen);

/// Five tiles in a row.
[[nodiscard]] std::string svg_of(const std::vector<Tile>& tiles);

}  // namespace gradwalk::demos
