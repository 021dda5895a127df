#include <doctest/doctest.h>

#include <batch/kernels.hpp>
#include <vector>

using namespace gradwalk::detail;

namespace {

/// A row begins with some numbers that are not to be touched, so that none is
/// where a register would like it to be.
constexpr std::size_t before = 3;

struct Matrix {
  std::size_t columns;
  std::vector<double> numbers;
  Matrix(std::size_t rows, std::size_t columns_, double seed)
      : columns(columns_), numbers(rows * (before + columns)) {
    for (double& x : numbers) x = seed = 3.9 * seed * (1.0 - seed);
  }
  double* row(std::size_t r) {
    return numbers.data() + r * (before + columns) + before;
  }
  /// Where every row's column begins.
  std::vector<double*> rows(std::size_t column = 0) {
    std::vector<double*> rows;
    for (std::size_t r = 0; r * (before + columns) < numbers.size(); ++r)
      rows.push_back(row(r) + column);
    return rows;
  }
};

struct Shape {
  std::size_t rows, columns, depth;
  bool backwards;  ///< from the last of the depth to the first
  bool has_more;
};

/// c after the product, by a level's kernel or term by term.
std::vector<double> product(const Shape& shape, const Kernels* kernels) {
  Matrix p(shape.rows, shape.depth, 0.3), q(shape.depth, shape.columns, 0.6),
      c(shape.rows, shape.columns, 0.7);
  Matrix more(1, shape.rows, 0.2);
  const std::size_t first = shape.backwards ? shape.depth - 1 : 0;
  const std::ptrdiff_t step = shape.backwards ? -1 : 1;
  const std::vector<double*> p_rows = p.rows(first), q_rows = q.rows(),
                             c_rows = c.rows();
  if (kernels != nullptr) {
    kernels->multiply({shape.rows, shape.columns, shape.depth, p_rows.data(),
                       step, q_rows.data() + first, step, c_rows.data(),
                       shape.has_more ? more.row(0) : nullptr});
    return c.numbers;
  }
  for (std::size_t r = 0; r < shape.rows; ++r)
    for (std::size_t j = 0; j < shape.columns; ++j) {
      double sum = shape.has_more ? -0.0 : c.row(r)[j];
      for (std::size_t k = 0; k < shape.depth; ++k) {
        const std::size_t at = shape.backwards ? first - k : k;
        sum += p.row(r)[at] * q.row(at)[j];
      }
      c.row(r)[j] = shape.has_more ? sum + more.row(0)[r] : sum;
    }
  return c.numbers;
}

}  // namespace

TEST_CASE("products of every shape are their sums in order, bit for bit") {
  for (const Kernels* const kernels : available_kernels()) {
    INFO(kernels->level);
    for (const std::size_t rows : {1u, 2u, 3u, 4u, 7u, 8u, 9u})
      for (std::size_t columns = 1; columns <= 45; ++columns)
        for (const std::size_t depth : {1u, 2u, 127u, 128u, 129u, 300u})
          for (const bool backwards : {false, true})
            for (const bool has_more : {false, true}) {
              const Shape shape{rows, columns, depth, backwards, has_more};
              INFO(rows << " × " << columns << ", depth " << depth);
              CHECK((product(shape, kernels) == product(shape, nullptr)));
            }
  }
}
