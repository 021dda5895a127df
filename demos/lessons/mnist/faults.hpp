#pragma once

#include <string>

#include "digits/digits.hpp"
#include "parts/by_hand.hpp"
#include "story/lesson.hpp"

namespace gradwalk::demos {

/// The faults of the second walkthrough's code, each with the gradient check
/// that finds it, on the first digits of a set.
/// Errors: no hidden layer; too few digits.
[[nodiscard]] Json show_faults(Story& story, std::span<const Fault> faults,
                               const std::vector<std::size_t>& hidden,
                               std::uint32_t seed, const Digits& digits);

}  // namespace gradwalk::demos
