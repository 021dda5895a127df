#include "layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace gradwalk::demos {

namespace {

/// Whether a byte is of the character before it.
bool continues(char c) { return (c & 0xC0) == 0x80; }

/// Whether a statement goes on behind this text, which ends without blanks.
bool goes_on(std::string_view text) {
  constexpr std::string_view signs[]{"+", "-", "*", "/", "^", "(", ",", "=",
                                     "<", ">", "?", ":", "·", "×", "−", "÷"};
  return std::ranges::any_of(
      signs, [&](std::string_view sign) { return text.ends_with(sign); });
}

}  // namespace

std::string described(const Spot& spot) {
  const std::string line =
      spot.line == 1 ? "" : fmt::format("line {}, ", spot.line);
  return fmt::format("FORMULA, {}column {}", line, spot.column);
}

std::vector<Spot> spots_of(std::string_view text) {
  std::vector<Spot> spots{{}};
  for (std::size_t i = 1; i <= text.size(); ++i) {
    Spot spot = spots.back();
    if (text[i - 1] == '\n')
      spot = {spot.line + 1, 1};
    else if (i == text.size() || !continues(text[i]))
      ++spot.column;
    spots.push_back(spot);
  }
  return spots;
}

std::string in_statements(std::string_view text) {
  std::string line(text);
  int depth = 0;
  bool is_comment = false;
  std::size_t end = 0;  // of what is no blank
  for (std::size_t i = 0; i < text.size(); ++i) {
    char& c = line[i];
    if (c == '#') is_comment = true;
    if (c == '\n') {
      is_comment = false;
      const std::string_view before = std::string_view(line).substr(0, end);
      c = depth > 0 || goes_on(before) ? ' ' : ';';
    }
    if (is_comment) c = ' ';
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (std::isspace(static_cast<unsigned char>(c)) == 0) end = i + 1;
  }
  return line;
}

std::string on_its_line(const std::string& text) {
  if (text.find_first_of("\n#") == std::string::npos) return text;
  std::string line;
  std::string_view between;
  for (const char c : in_statements(text)) {
    if (c == ';') {
      between = "; ";
    } else if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      if (between.empty()) between = " ";
    } else {
      if (!line.empty()) line += between;
      line += c;
      between = "";
    }
  }
  return line;
}

std::string token_at(std::string_view text, std::size_t byte) {
  if (byte >= text.size()) return "the end";
  const auto is_word = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
           c == '.';
  };
  constexpr std::size_t longest = 24;
  std::size_t end = byte + 1;
  while (end < text.size() &&
         (continues(text[end]) ||
          (is_word(text[byte]) && is_word(text[end]) && end - byte < longest)))
    ++end;
  return std::string(text.substr(byte, end - byte));
}

}  // namespace gradwalk::demos
