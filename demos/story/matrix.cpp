#include "matrix.hpp"

#include <fmt/format.h>

namespace gradwalk::demos {

std::string shape_of(const Matrix& matrix) {
  return fmt::format("({} × {})", matrix.size(), matrix.front().size());
}

Matrix transposed(const Matrix& matrix) {
  Matrix turned(matrix.front().size(), std::vector<double>(matrix.size()));
  for (std::size_t r = 0; r < matrix.size(); ++r)
    for (std::size_t c = 0; c < matrix[r].size(); ++c)
      turned[c][r] = matrix[r][c];
  return turned;
}

}  // namespace gradwalk::demos
