#include "matrix.hpp"

#include <fmt/format.h>

namespace gradwalk::demos {

std::string shape_of(const Matrix& matrix) {
  return fmt::format("({} × {})", matrix.size(), matrix.front().size());
}

}  // namespace gradwalk::demos
