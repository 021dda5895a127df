#include <fmt/format.h>

#include <array>
#include <gradwalk/formula.hpp>
#include <utility>

namespace gradwalk {

std::string shortened(std::string_view text, std::size_t columns) {
  if (text.size() <= columns) return std::string(text);
  for (const std::string_view between : {" + ", ", "}) {
    const std::size_t last = text.rfind(between);
    const std::size_t first = text.rfind(between, columns);
    if (first == std::string_view::npos || first == last) continue;
    return fmt::format("{}{}…{}", text.substr(0, first), between,
                       text.substr(last));
  }
  return std::string(text);
}

std::string to_ascii(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 16>
      spellings{{{"·", "*"},
                 {"²", "^2"},
                 {"³", "^3"},
                 {"≤", "<="},
                 {"×", "x"},
                 {"∂", "d"},
                 {"½", "1/2"},
                 {"→", "->"},
                 {"–", "-"},
                 {"…", "..."},
                 {"Σ", "sum"},
                 {"σ", "sigmoid"},
                 {"ᵀ", "^T"},
                 {"√", "sqrt"},
                 {"←", "<-"},
                 {"µ", "u"}}};
  std::string ascii;
  while (!text.empty()) {
    std::size_t taken = 1;
    std::string_view spelling = text.substr(0, 1);
    const bool is_plain = (text.front() & 0x80) == 0;  // no symbol begins so
    for (const auto& [symbol, plain] : spellings) {
      if (is_plain || !text.starts_with(symbol)) continue;
      taken = symbol.size();
      spelling = plain;
    }
    ascii += spelling;
    text.remove_prefix(taken);
  }
  return ascii;
}

}  // namespace gradwalk
