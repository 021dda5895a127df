#pragma once

#include <gradwalk/paths.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gradwalk::demos {

/// What a student likely did who has another number for a gradient.
struct StepMistake {
  std::string name, advice;
};

/// By the number alone: each mistake that leads to it, as calculated along the
/// paths. By the factors that it was worked out from, where these are as many
/// as a path has: the one that is another.
[[nodiscard]] std::vector<StepMistake> step_mistakes(
    const Paths& paths, double number, const std::vector<double>& factors,
    Digits digits);

}  // namespace gradwalk::demos
