#pragma once

#include <gradwalk/paths.hpp>
#include <gradwalk/steps.hpp>
#include <span>
#include <string>

/// What is said of a sum, as over paths, whatever the format.
namespace gradwalk::demos {

/// How many paths are not listed: `12`, `more than 18446744073709551606` where
/// no 64 bits count them; "" if there is none.
[[nodiscard]] std::string left_out_of(const Paths& paths);

/// Why terms that are written with so many digits do not add up to their sum:
/// they cancel. "" if they do.
[[nodiscard]] std::string why_no_sum(std::span<const double> terms, double sum,
                                     Digits digits);

/// Of the listed products; "" too if not all are listed.
[[nodiscard]] std::string why_no_sum(const Paths& paths, Digits digits);

/// Of what a parent had received and what it receives now; "" too of the first.
[[nodiscard]] std::string why_no_sum(const Passed& passed, Digits digits);

}  // namespace gradwalk::demos
