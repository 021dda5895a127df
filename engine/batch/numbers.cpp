#include "numbers.hpp"

#include <algorithm>
#include <new>

namespace gradwalk::detail {

AlignedDoubles::AlignedDoubles(std::size_t size) {
  constexpr std::size_t line = 64;
  const std::size_t bytes = (size * sizeof(double) / line + 1) * line;
  data_.reset(static_cast<double*>(std::aligned_alloc(line, bytes)));
  if (!data_) throw std::bad_alloc();
  std::fill_n(data_.get(), size, 0.0);
}

}  // namespace gradwalk::detail
