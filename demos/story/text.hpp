#pragma once

#include <fmt/core.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gradwalk::demos {

/// What a piece of text is: `forward` for values, `backward` for gradients,
/// `name` for what stands above a column of a table.
enum class Ink { plain, heading, forward, backward, quiet, name };

/// Some text of one ink.
struct Piece {
  std::string text;
  Ink ink = Ink::plain;
};
using Line = std::vector<Piece>;

/// Texts, numbers or what else has a text, one after the other.
template <class Range>
[[nodiscard]] std::string joined(const Range& parts,
                                 std::string_view separator) {
  std::string text;
  bool is_first = true;
  for (const auto& part : parts) {
    if (!std::exchange(is_first, false)) text += separator;
    text += fmt::format("{}", part);
  }
  return text;
}

/// `one`, …, `twelve`, and in digits from 13 on.
[[nodiscard]] std::string in_words(std::size_t count);

/// Without these signs at its beginning and its end.
[[nodiscard]] std::string_view trimmed(std::string_view text,
                                       std::string_view signs);

/// Without capitals, of ASCII.
[[nodiscard]] std::string lowered(std::string text);

/// With a capital first letter.
[[nodiscard]] std::string capitalized(std::string text);

/// The row above a table's columns.
[[nodiscard]] Line names_of_columns(const std::vector<std::string>& names);

/// Whether a byte begins a character of UTF-8.
[[nodiscard]] constexpr bool begins_character(char c) {
  return (c & 0xC0) != 0x80;
}

/// With so many digits behind the point; a nan without its sign.
[[nodiscard]] std::string fixed(double value, int digits);

/// The columns that a text takes on a terminal.
[[nodiscard]] std::size_t width(std::string_view text);

/// The text with blanks behind it, `columns` wide.
[[nodiscard]] std::string padded(std::string_view text, std::size_t columns);

/// The words of a text, in lines of so many columns where they fit in.
[[nodiscard]] std::vector<std::string> lines_of(const std::string& text,
                                                std::size_t most);

/// Text within HTML or XML, none of which is taken for markup.
[[nodiscard]] std::string in_markup(std::string_view text);

}  // namespace gradwalk::demos
