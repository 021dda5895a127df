#include "sketch.hpp"

#include <algorithm>

namespace gradwalk::demos {

namespace {

/// Rows `top` … `bottom - 1`, columns `left` … `right - 1`.
struct Frame {
  std::size_t top, bottom, left, right;
};

std::string_view shade(int upper, int lower) {
  static constexpr std::string_view shades = " .:-=+*#%@";
  return shades.substr(
      static_cast<std::size_t>(upper + lower) * (shades.size() - 1) / 510, 1);
}

std::string_view half_block(int upper, int lower) {
  constexpr int ink = 100;  // of 255: strokes are drawn with soft edges
  if (upper >= ink) return lower >= ink ? "█" : "▀";
  return lower >= ink ? "▄" : " ";
}

std::vector<std::string> drawn(std::span<const std::uint8_t> picture,
                               const Frame& frame, bool ascii) {
  std::vector<std::string> rows;
  for (std::size_t r = frame.top; r < frame.bottom; r += 2) {
    std::string& row = rows.emplace_back();
    for (std::size_t c = frame.left; c < frame.right; ++c) {
      const int upper = picture[r * Digits::side + c];
      const int lower =
          r + 1 < Digits::side ? picture[(r + 1) * Digits::side + c] : 0;
      row += ascii ? shade(upper, lower) : half_block(upper, lower);
    }
  }
  return rows;
}

}  // namespace

std::vector<std::string> sketch(std::span<const std::uint8_t> picture,
                                bool ascii) {
  return drawn(picture, {0, Digits::side, 0, Digits::side}, ascii);
}

std::vector<std::string> trimmed_sketch(std::span<const std::uint8_t> picture,
                                        bool ascii) {
  Frame frame{Digits::side, 0, Digits::side, 0};
  for (std::size_t r = 0; r < Digits::side; ++r)
    for (std::size_t c = 0; c < Digits::side; ++c) {
      if (picture[r * Digits::side + c] == 0) continue;
      frame = {std::min(frame.top, r), std::max(frame.bottom, r + 1),
               std::min(frame.left, c), std::max(frame.right, c + 1)};
    }
  return drawn(picture, frame, ascii);
}

}  // namespace gradwalk::demos
