#include <doctest/doctest.h>

#include <batch/kernels.hpp>
#include <string>
#include <vector>

using namespace gradwalk::detail;

namespace {

/// A row begins with some numbers that are not to be touched, so that none is
/// where a register would like it to be.
constexpr std::size_t margin_before = 3;

struct Matrix {
  std::size_t pitch;
  std::vector<double> numbers;
  Matrix(std::size_t rows, std::size_t columns, double seed)
      : pitch(margin_before + columns), numbers(rows * pitch) {
    for (double& x : numbers) x = seed = 3.9 * seed * (1.0 - seed);
  }
  double& operator()(std::size_t row, std::size_t column) {
    return numbers[row * pitch + margin_before + column];
  }
  std::vector<double*> rows() {
    std::vector<double*> rows;
    for (std::size_t at = 0; at < numbers.size(); at += pitch)
      rows.push_back(&numbers[at]);
    return rows;
  }
};

enum class Start { sum, fresh, more };

struct Shape {
  std::size_t rows, columns, depth;
  bool backwards;  ///< from the last of the depth to the first
  bool turned;
  Start start;
};

/// c after the product p q, by a level's kernel or term by term.
std::vector<double> product(const Shape& shape, Matrix& q,
                            const Kernels* kernels) {
  const auto& [rows, columns, depth, backwards, turned, start] = shape;
  Matrix p(rows, depth, 0.3), c(rows, columns, 0.7), more(1, rows, 0.2);
  const std::size_t first = backwards ? depth - 1 : 0;
  const std::ptrdiff_t step = backwards ? -1 : 1;
  if (kernels != nullptr) {
    const std::vector<double*> p_rows = p.rows(), q_rows = q.rows(),
                               c_rows = c.rows();
    kernels->multiply({.rows = rows,
                       .first_column = margin_before,
                       .columns = columns,
                       .depth = depth,
                       .p = p_rows.data(),
                       .p_first = margin_before + first,
                       .p_step = step,
                       .q = q_rows.data() + (turned ? 0 : first),
                       .q_first = turned ? margin_before + first : 0,
                       .q_step = step,
                       .turned = turned,
                       .c = c_rows.data(),
                       .fresh = start == Start::fresh,
                       .more = start == Start::more ? &more(0, 0) : nullptr});
    return c.numbers;
  }
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t j = 0; j < columns; ++j) {
      double sum = start == Start::sum     ? c(r, j)
                   : start == Start::fresh ? 0.0
                                           : -0.0;
      for (std::size_t k = 0; k < depth; ++k) {
        const std::size_t at = backwards ? first - k : k;
        sum += p(r, at) * (turned ? q(margin_before + j, at) : q(at, j));
      }
      c(r, j) = start == Start::more ? sum + more(0, r) : sum;
    }
  return c.numbers;
}

}  // namespace

TEST_CASE("the levels that this machine lacks are said") {
  std::string had, lacking;
  for (const Kernels* const kernels : available_kernels())
    had += std::string(kernels->level) + " ";
  for (const std::string level : {"plain", "v3", "v4"})
    if (had.find(level + " ") == std::string::npos) lacking += level + " ";
  CHECK(had.starts_with("plain "));
  MESSAGE("levels that ran: " << had << "- not here: "
                              << (lacking.empty() ? "none" : lacking));
}

TEST_CASE("products of every shape are their sums in order, bit for bit") {
  constexpr std::size_t most_rows = 9;
  for (std::size_t columns = 1; columns <= 45; ++columns)
    for (const std::size_t depth : {1u, 2u, 127u, 128u, 129u, 300u})
      for (const bool turned : {false, true}) {
        Matrix q = turned ? Matrix(margin_before + columns, depth, 0.6)
                          : Matrix(depth, columns, 0.6);
        for (const bool backwards : {false, true})
          for (const Start start : {Start::sum, Start::fresh, Start::more}) {
            Shape shape{most_rows, columns, depth, backwards, turned, start};
            // The first rows of more are the same.
            std::vector<double> expected = product(shape, q, nullptr);
            for (const std::size_t rows : {9u, 8u, 7u, 4u, 3u, 2u, 1u}) {
              shape.rows = rows;
              expected.resize(rows * (margin_before + columns));
              for (const Kernels* const kernels : available_kernels()) {
                INFO(kernels->level << ": " << rows << " × " << columns
                                    << ", depth " << depth);
                CHECK((product(shape, q, kernels) == expected));
              }
            }
          }
      }
}

TEST_CASE("rows are added up from the last number to the first") {
  for (const Kernels* const kernels : available_kernels())
    for (const std::size_t rows : {1u, 7u, 8u, 19u})
      for (const bool fresh : {false, true}) {
        Matrix x(rows, 50, 0.4), sums(rows, 1, 0.8);
        std::vector<double> expected;
        for (std::size_t r = 0; r < rows; ++r) {
          expected.push_back(fresh ? 0.0 : sums(r, 0));
          for (std::size_t l = 41; l-- > 3;) expected[r] += x(r, l);
        }
        std::vector<const double*> x_rows;
        std::vector<double*> to;
        for (std::size_t r = 0; r < rows; ++r) {
          x_rows.push_back(&x(r, 0));
          to.push_back(&sums(r, 0));
        }
        kernels->add_rows(x_rows.data(), rows, {3, 41}, to.data(), fresh);
        for (std::size_t r = 0; r < rows; ++r) CHECK(sums(r, 0) == expected[r]);
      }
}
