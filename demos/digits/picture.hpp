#pragma once

#include <string>
#include <vector>

#include "digits.hpp"

/// Digits as an SVG picture.
namespace gradwalk::demos {

/// One digit, with two lines of text above it.
struct Panel {
  std::string title, caption;
  std::vector<std::string> colors;  ///< of the 784 pixels; "" is paper
};

/// As it is: ink in shades of black.
[[nodiscard]] Panel ink_panel(std::string title, std::string caption,
                              std::span<const std::uint8_t> picture);

/// Numbers, by sign and size: blue below 0, orange above, and the ink in grey
/// beneath. Those that are not in `seen` are left out.
[[nodiscard]] Panel signed_panel(std::string title, std::string caption,
                                 std::span<const double> numbers,
                                 std::span<const std::uint8_t> picture,
                                 const std::vector<bool>& seen);

/// Five panels in a row.
[[nodiscard]] std::string svg_of(const std::vector<Panel>& panels);

}  // namespace gradwalk::demos
