#include "finite.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gradwalk {

bool all_finite(std::span<const double> numbers) {
  // What is not finite stays in a sum. Several, for each waits for itself.
  constexpr std::size_t parts = 8;
  double part[parts] = {};
  std::size_t i = 0;
  for (; i + parts <= numbers.size(); i += parts)
    for (std::size_t k = 0; k < parts; ++k) part[k] += numbers[i + k];
  for (; i < numbers.size(); ++i) part[0] += numbers[i];
  if (std::isfinite(std::accumulate(part, part + parts, 0.0))) return true;
  return std::all_of(numbers.begin(), numbers.end(),
                     [](double x) { return std::isfinite(x); });
}

}  // namespace gradwalk
