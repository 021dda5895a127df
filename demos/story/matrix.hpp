#pragma once

#include <string>
#include <vector>

namespace gradwalk::demos {

/// Rows of numbers.
using Matrix = std::vector<std::vector<double>>;

/// `(3 × 2)`. Shape: one row or more.
[[nodiscard]] std::string shape_of(const Matrix& matrix);

/// Rows as columns. Shape: one row or more.
[[nodiscard]] Matrix transposed(const Matrix& matrix);

}  // namespace gradwalk::demos
