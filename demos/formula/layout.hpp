#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// How a formula stands in its lines.
namespace gradwalk::demos {

/// Where something is written, in characters; both from 1.
struct Spot {
  std::size_t line = 1, column = 1;
};

/// `FORMULA, column 7`, or `FORMULA, line 2, column 7`: what an Error about a
/// formula begins with.
[[nodiscard]] std::string described(const Spot& spot);

/// The place of each byte, and of the end.
[[nodiscard]] std::vector<Spot> spots_of(std::string_view text);

/// The same bytes on one line: a comment, from # on, is blank, and a line ends
/// as by `;` where it does not end within parentheses or with an operator.
[[nodiscard]] std::string in_statements(std::string_view text);

/// The same with `; ` between the statements, where it has several lines.
[[nodiscard]] std::string on_its_line(const std::string& text);

/// What stands at a byte: a word or a number, else a character.
[[nodiscard]] std::string token_at(std::string_view text, std::size_t byte);

}  // namespace gradwalk::demos
