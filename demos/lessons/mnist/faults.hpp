#pragma once

#include <string>

#include "by_hand.hpp"
#include "digits/digits.hpp"
#include "frame/lesson.hpp"

namespace gradwalk::demos {

/// The faults of the second walkthrough's code, each with the gradient check
/// that finds it, on the first digits of a set.
/// Errors: no hidden layer; too few digits.
[[nodiscard]] Outcome show_faults(Page& page, std::span<const Fault> faults,
                                  const std::vector<std::size_t>& hidden,
                                  std::uint32_t seed, const Digits& digits);

}  // namespace gradwalk::demos
