#pragma once

#include <string>
#include <string_view>

/// Texts from outside, names of files and the like, on a line of a terminal.
namespace gradwalk::demos {

/// The text on one line: control characters, what else ends a line or turns
/// its direction, and what is no UTF-8 are written as `\n`, `\x1b`, `\u2028`.
[[nodiscard]] std::string on_one_line(std::string_view text);

/// The text in ASCII: symbols in words, as `to_ascii` spells them, other
/// characters as `\u00e9`.
[[nodiscard]] std::string in_ascii(std::string_view text);

}  // namespace gradwalk::demos
