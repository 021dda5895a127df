#include "path_sums.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <gradwalk/labels.hpp>
#include <limits>
#include <vector>

#include "options.hpp"

namespace gradwalk::demos {

std::string left_out_of(const Paths& paths) {
  if (paths.left_out() == 0) return "";
  const bool is_counted = paths.count != Paths::beyond_counting;
  return is_counted ? fmt::format("{}", paths.left_out())
                    : fmt::format("more than {}", paths.left_out() - 1);
}

std::string why_no_sum(std::span<const double> terms, double sum,
                       Digits digits) {
  constexpr int exact = 17;
  double written = 0.0, rounding = 0.0;
  for (const double term : terms) {
    const std::string text = gradwalk::number(term, digits);
    written += parsed_number(text).value_or(std::nan(""));
    rounding += 0.5 * std::numeric_limits<double>::epsilon() * std::abs(term);
  }
  // A reader who adds up finds two digits of the sum, or asks why not.
  const double off = std::abs(written - sum);
  if (!(off > 0.01 * std::abs(sum)) || !std::isfinite(off)) return "";
  if ((digits.count >= exact && !digits.are_decimals) ||
      rounding > 0.01 * std::abs(sum))
    return fmt::format(
        "These terms cancel, and are so large that rounding them to doubles "
        "changes what is left by up to {}: no digit of the sum need be right, "
        "nor what the terms add up to.",
        gradwalk::number(rounding, 2));
  return fmt::format(
      "These terms cancel: their sum is too small to be found from {} {} of "
      "each. --precision 17 shows all.",
      digits.count, digits.are_decimals ? "decimals" : "digits");
}

std::string why_no_sum(const Paths& paths, Digits digits) {
  if (paths.left_out() > 0) return "";
  std::vector<double> products;
  for (const Path& path : paths.listed) products.push_back(path.product);
  return why_no_sum(products, paths.sum, digits);
}

std::string why_no_sum(const Passed& passed, Digits digits) {
  if (passed.received < 2) return "";
  return why_no_sum(std::array{passed.before, passed.result}, passed.sum,
                    digits);
}

}  // namespace gradwalk::demos
