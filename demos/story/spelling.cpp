#include "spelling.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <gradwalk/formula.hpp>

namespace gradwalk::demos {

namespace {

/// The first character of a text: its code and its bytes. Of what is no UTF-8
/// one byte, and no code.
struct Character {
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  explicit Character(std::string_view text)
      : code(static_cast<unsigned char>(text.front())) {
    if (code < 0x80) return;
    const std::size_t length = code >= 0xF0 ? 4 : code >= 0xE0 ? 3 : 2;
    const std::uint32_t first = code & (0x7Fu >> length);
    const bool begins = code >= 0xC2 && code <= 0xF4;
    code = none;
    if (!begins || text.size() < length) return;
    std::uint32_t all = first;
    for (std::size_t i = 1; i < length; ++i) {
      if ((text[i] & 0xC0) != 0x80) return;
      all = all << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    }
    const bool is_long = (length == 3 && all < 0x800) ||
                         (length == 4 && (all < 0x10000 || all > 0x10FFFF));
    if (is_long || (all >= 0xD800 && all < 0xE000)) return;
    code = all;
    bytes = length;
  }

  std::uint32_t code;
  std::size_t bytes = 1;
};

std::string escaped(std::uint32_t code) {
  if (code == 0xA0) return " ";  // that does not break
  if (code == '\n') return "\\n";
  if (code == '\t') return "\\t";
  if (code == '\r') return "\\r";
  if (code < 0x80) return fmt::format("\\x{:02x}", code);
  return code > 0xFFFF ? fmt::format("\\U{:08x}", code)
                       : fmt::format("\\u{:04x}", code);
}

/// Controls, ends of lines and paragraphs, and what turns the direction.
bool breaks_lines(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 ||
         code == 0x2029 || code == 0x200E || code == 0x200F ||
         (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

template <class IsEscaped>
std::string with_escapes(std::string_view text, IsEscaped is_escaped) {
  std::string line;
  while (!text.empty()) {
    const Character character(text);
    if (character.code == Character::none)
      line += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
    else if (is_escaped(character.code))
      line += escaped(character.code);
    else
      line += text.substr(0, character.bytes);
    text.remove_prefix(character.bytes);
  }
  return line;
}

}  // namespace

std::string on_one_line(std::string_view text) {
  return with_escapes(text, breaks_lines);
}

std::string in_ascii(std::string_view text) {
  return with_escapes(to_ascii(text),
                      [](std::uint32_t code) { return code >= 0x80; });
}

}  // namespace gradwalk::demos
