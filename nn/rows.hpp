#pragma once

#include <array>
#include <cstddef>

namespace gradwalk {

/// Of a table with a row for each enumerator, in the enumerators' order, what
/// they are: the list that is shown and chosen from. A row that is not in its
/// enumerator's place does not compile.
template <auto& rows> consteval auto keys_of() {
  std::array<decltype(rows[0].key), rows.size()> keys{};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    keys[i] = rows[i].key;
    if (static_cast<std::size_t>(keys[i]) != i)
      throw "a row is not in its enumerator's place";
  }
  return keys;
}

/// The row of an enumerator.
constexpr const auto& row_of(const auto& rows, auto key) {
  return rows[static_cast<std::size_t>(key)];
}

}  // namespace gradwalk
