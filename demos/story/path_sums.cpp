#include "path_sums.hpp"

#include <fmt/format.h>

#include <cmath>
#include <gradwalk/labels.hpp>
#include <limits>

#include "options.hpp"

namespace gradwalk::demos {

std::string left_out_of(const Paths& paths) {
  if (paths.left_out() == 0) return "";
  const bool is_counted = paths.count != Paths::beyond_counting;
  return is_counted ? fmt::format("{}", paths.left_out())
                    : fmt::format("more than {}", paths.left_out() - 1);
}

std::string why_no_sum(const Paths& paths, int precision) {
  if (paths.left_out() > 0) return "";
  constexpr int exact = 17;
  double written = 0.0, rounding = 0.0;
  for (const Path& path : paths.listed) {
    const std::string text = gradwalk::number(path.product, precision);
    written += parsed_number(text).value_or(std::nan(""));
    rounding +=
        0.5 * std::numeric_limits<double>::epsilon() * std::abs(path.product);
  }
  // A reader who adds up finds two digits of the sum, or asks why not.
  const double off = std::abs(written - paths.sum);
  if (!(off > 0.01 * std::abs(paths.sum)) || !std::isfinite(off)) return "";
  if (precision >= exact || rounding > 0.01 * std::abs(paths.sum))
    return fmt::format(
        "These terms cancel, and are so large that rounding them to doubles "
        "changes what is left by up to {}: no digit of the sum need be right, "
        "nor what the terms add up to.",
        gradwalk::number(rounding, 2));
  return fmt::format(
      "These terms cancel: their sum is too small to be found from {} digits "
      "of each. --precision 17 shows all.",
      precision);
}

}  // namespace gradwalk::demos
