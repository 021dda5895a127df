#pragma once

#include <string>
#include <string_view>

/// Letters and signs as LaTeX maths.
namespace gradwalk {

/// Takes the first letter off a UTF-8 text; of what is none, U+FFFD.
char32_t take_letter(std::string_view& text);

/// One letter, with the accent of `combining` if that is one, in maths.
[[nodiscard]] std::string latex_of_letter(char32_t letter, char32_t combining);

/// The accent that a combining letter puts on the one before, `\hat`, or "".
[[nodiscard]] std::string_view accent_of(char32_t combining);

/// `\alpha` for `alpha`, or "".
[[nodiscard]] std::string greek_word(std::string_view name);

}  // namespace gradwalk
