#pragma once

#include <gradwalk/paths.hpp>
#include <string>

/// What is said of a sum over paths, whatever the format.
namespace gradwalk::demos {

/// How many paths are not listed: `12`, `more than 18446744073709551606` where
/// no 64 bits count them; "" if there is none.
[[nodiscard]] std::string left_out_of(const Paths& paths);

/// Why the listed products, written with so many digits, do not add up to the
/// sum: they cancel. "" if they do, or if not all are listed.
[[nodiscard]] std::string why_no_sum(const Paths& paths, int precision);

}  // namespace gradwalk::demos
