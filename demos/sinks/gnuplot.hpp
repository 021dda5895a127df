#pragma once

#include "story/figure.hpp"

/// Figures drawn by gnuplot.
namespace gradwalk::demos {

enum class Canvas { svg, png, terminal };

/// `-` is the terminal; a file's name says what it holds.
/// Errors: it ends neither in .svg nor in .png.
[[nodiscard]] Canvas canvas_of(const std::string& option,
                               const std::string& path);

/// The figure as a gnuplot script, which prints the picture. On a terminal the
/// panels stand below each other and are not shaded.
/// Shape: at least one panel.
[[nodiscard]] std::string script_of(const Figure& figure, Canvas canvas);

}  // namespace gradwalk::demos
