#pragma once

#include <string>

#include "film.hpp"

namespace gradwalk::demos {

/// A film as one page that needs nothing else: the files of demos/page, the
/// graphs laid out by dot, the numbers; and, where there is one, the `engine`
/// that makes other films, as <script> elements.
/// Errors: dot is not installed, or takes more than so many seconds.
[[nodiscard]] std::string html_of(const Film& film,
                                  int seconds = Style().patience,
                                  const std::string& engine = "");

}  // namespace gradwalk::demos
