#pragma once

#include <span>
#include <string>
#include <string_view>

namespace gradwalk::demos {

/// A word of the field, what it means, and the lesson that introduces it.
struct Term {
  std::string_view word, meaning, lesson;
};

/// By alphabet. A new one is a row in glossary.cpp, and half a sentence in its
/// lesson.
[[nodiscard]] std::span<const Term> glossary();

/// All of them as text for a terminal.
[[nodiscard]] std::string list_of_words();

}  // namespace gradwalk::demos
