#pragma once

#include <span>

namespace gradwalk {

/// Whether none of them is nan or inf.
[[nodiscard]] bool all_finite(std::span<const double> numbers);

}  // namespace gradwalk
