#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "glossary.hpp"

namespace gradwalk::demos {

/// Where a text has a term: in singular or plural, capital or not.
struct Mention {
  const Term* term;
  std::size_t at, length;  ///< in bytes
};

/// Each that a text has, from its beginning. Of two terms that begin at one
/// place the longer one is meant.
[[nodiscard]] std::vector<Mention> mentions_in(std::string_view text);

}  // namespace gradwalk::demos
