#include "picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace gradwalk::demos {

namespace {

constexpr std::size_t tiles_beside = 5;

namespace pixels {
constexpr std::size_t dot = 7, text = 18, gap = 20;
constexpr std::size_t width = Digits::side * dot + gap;
constexpr std::size_t height = Digits::side * dot + 2 * text + gap;
}  // namespace pixels

std::string grey(int ink) {
  const int light = 255 - ink;
  return fmt::format("#{0:02x}{0:02x}{0:02x}", light);
}

/// Between `paper` and a colour, as both are seen on a screen.
std::string mixed(int paper, const int (&color)[3], double share) {
  const auto part = [&](int full) {
    return static_cast<int>(paper + share * (full - paper));
  };
  return fmt::format("#{:02x}{:02x}{:02x}", part(color[0]), part(color[1]),
                     part(color[2]));
}

/// A row's runs of one colour, a rectangle each.
void draw_row(std::string& svg, const Tile& tile, std::size_t r, std::size_t x,
              std::size_t y) {
  for (std::size_t c = 0, end = 0; c < Digits::side; c = end) {
    const std::string& color = tile.colors[r * Digits::side + c];
    end = c + 1;
    while (end < Digits::side && tile.colors[r * Digits::side + end] == color)
      ++end;
    if (!color.empty())
      svg += fmt::format(
          R"(<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>)"
          "\n",
          x + c * pixels::dot, y, (end - c) * pixels::dot, pixels::dot, color);
  }
}

void draw(std::string& svg, const Tile& tile, std::size_t x, std::size_t y) {
  svg += fmt::format(
      "<text x=\"{0}\" y=\"{1}\" font-weight=\"bold\">{2}</text>\n"
      "<text x=\"{0}\" y=\"{3}\">{4}</text>\n",
      x, y + pixels::text - 5, tile.title, y + 2 * pixels::text - 5,
      tile.caption);
  const std::size_t top = y + 2 * pixels::text;
  for (std::size_t r = 0; r < Digits::side; ++r)
    draw_row(svg, tile, r, x, top + r * pixels::dot);
  svg += fmt::format(
      R"(<rect x="{}" y="{}" width="{}" height="{}" fill="none" stroke="#999"/>)"
      "\n",
      x, top, Digits::side * pixels::dot, Digits::side * pixels::dot);
}

}  // namespace

Tile ink_tile(std::string title, std::string caption,
              std::span<const std::uint8_t> picture) {
  Tile tile{std::move(title), std::move(caption), {}};
  for (const std::uint8_t pixel : picture)
    tile.colors.push_back(pixel == 0 ? "" : grey(pixel));
  return tile;
}

Tile signed_tile(std::string title, std::string caption,
                 std::span<const double> numbers,
                 std::span<const std::uint8_t> picture,
                 const std::vector<bool>& seen) {
  constexpr int blue[]{0, 90, 181}, orange[]{213, 94, 0};
  double largest = 0.0;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (seen[i]) largest = std::max(largest, std::abs(numbers[i]));
  Tile tile{std::move(title), std::move(caption), {}};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double share =
        seen[i] && largest > 0.0 ? std::abs(numbers[i]) / largest : 0.0;
    const int paper = 255 - picture[i] / 4;
    const bool is_blank = share < 0.02 && picture[i] == 0;
    tile.colors.push_back(
        is_blank ? "" : mixed(paper, numbers[i] < 0.0 ? blue : orange, share));
  }
  return tile;
}

std::string svg_of(const std::vector<Tile>& tiles) {
  const std::size_t rows = (tiles.size() + tiles_beside - 1) / tiles_beside;
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" "
      "width=\"{0}\" height=\"{1}\" font-family=\"sans-serif\" "
      "font-size=\"13\" shape-rendering=\"crispEdges\">\n<rect width=\"100%\" "
      "height=\"100%\" "
      "fill=\"#fff\"/>\n",
      tiles_beside * pixels::width + pixels::gap,
      rows * pixels::height + pixels::gap);
  for (std::size_t k = 0; k < tiles.size(); ++k)
    draw(svg, tiles[k], pixels::gap + k % tiles_beside * pixels::width,
         pixels::gap + k / tiles_beside * pixels::height);
  return svg + "</svg>\n";
}

}  // namespace gradwalk::demos
