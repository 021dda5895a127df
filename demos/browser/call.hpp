#pragma once

#include <span>
#include <string>

namespace gradwalk::demos {

/// A page's call, answered as JSON. It takes the words of the command line:
///
/// - `lessons`: `[{"name", "teaches", "options": [{"name", "kind", "type",
///   "help", "default", "expected", "words"}, …]}, …]`
/// - `play xor --hidden 5,3`: `{"film", "drawings"}`, what a page plays, and
///   its graphs as Graphviz text
/// - `show xor --hidden 5,3`: the same without questions, in half the time
/// - `names "z = w*x; z^2"`: `["w", "x"]`, what the formula reads
///
/// What cannot be done is answered `{"error": …}`, in the terminal's words.
[[nodiscard]] std::string answer(std::span<const std::string> texts);

}  // namespace gradwalk::demos
