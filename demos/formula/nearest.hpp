#pragma once

#include <span>
#include <string>
#include <string_view>

namespace gradwalk::demos {

/// The word that a text was meant for: of those that differ in the fewest
/// letters the first, or "" where all differ in more than a third of the
/// text's. A letter more, less, other, or two turned round is one.
/// Source: the optimal string alignment distance, Damerau (1964).
[[nodiscard]] std::string_view nearest(std::string_view text,
                                       std::span<const std::string> words);

}  // namespace gradwalk::demos
