#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>

namespace gradwalk::detail {

/// Zeros that begin where a cache line does.
class AlignedDoubles {
 public:
  explicit AlignedDoubles(std::size_t size) {
    constexpr std::size_t line = 64;
    const std::size_t bytes = (size * sizeof(double) / line + 1) * line;
    data_.reset(static_cast<double*>(std::aligned_alloc(line, bytes)));
    if (!data_) throw std::bad_alloc();
    std::fill_n(data_.get(), size, 0.0);
  }
  [[nodiscard]] double* data() const { return data_.get(); }
  double& operator[](std::size_t i) const { return data_[i]; }

 private:
  struct Free {
    void operator()(double* data) const { std::free(data); }
  };
  std::unique_ptr<double[], Free> data_;
};

/// Where a plan's cells are, and the rows of some lanes:
///
///     row        lane 0     lane 1     …
///     input x1   x1 of      x1 of …       each row begins `pitch` doubles
///     z          z of       z of …        after the one before
struct Numbers {
  const double* cells;
  double* cell_gradients;
  double *values, *gradients;
  std::size_t pitch;

  [[nodiscard]] double* value_row(std::size_t row) const {
    return values + row * pitch;
  }
  [[nodiscard]] double* gradient_row(std::size_t row) const {
    return gradients + row * pitch;
  }
};

}  // namespace gradwalk::detail
