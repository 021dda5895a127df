#include "nearest.hpp"

#include <algorithm>
#include <vector>

namespace gradwalk::demos {

namespace {

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> of(
      a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    for (std::size_t k = 0; k <= b.size(); ++k) {
      of[i][k] = std::max(i, k);
      if (i == 0 || k == 0) continue;
      of[i][k] = std::min({of[i - 1][k] + 1, of[i][k - 1] + 1,
                           of[i - 1][k - 1] + (a[i - 1] == b[k - 1] ? 0 : 1)});
      if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
        of[i][k] = std::min(of[i][k], of[i - 2][k - 2] + 1);
    }
  return of[a.size()][b.size()];
}

}  // namespace

std::string_view nearest(std::string_view text,
                         std::span<const std::string> words) {
  std::string_view found;
  std::size_t least = text.size() / 3 + 1;
  for (const std::string& word : words)
    if (const std::size_t letters = distance(text, word); letters < least) {
      least = letters;
      found = word;
    }
  return found;
}

}  // namespace gradwalk::demos
