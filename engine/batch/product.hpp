#pragma once

#include <cstddef>

#include "kernels.hpp"

// Products of matrices, for kernels.cpp alone, so that each level has its own.
namespace gradwalk::detail {

namespace {

// The doubles of a register, and how many registers a tile's columns take.
#ifndef __GNUC__
constexpr std::size_t width = 1, tile_packs = 3;
#elif defined(__AVX512F__)
constexpr std::size_t width = 8, tile_packs = 4;
#elif defined(__AVX2__)
constexpr std::size_t width = 4, tile_packs = 3;
#else
constexpr std::size_t width = 2, tile_packs = 3;
#endif

// A tile of c stays in registers while k runs. Vector types of the compiler,
// because neither g++ 12 nor clang 14 keeps a tile of plain loops there; they
// are plain arithmetic on every machine. `Loose` is one that begins anywhere.
#ifdef __GNUC__
using Pack [[gnu::vector_size(width * sizeof(double))]] = double;
template <class P> struct LooseOf {
  using Type [[gnu::vector_size(sizeof(P)), gnu::aligned(sizeof(double)),
               gnu::may_alias]] = double;
};
template <> struct LooseOf<double> { using Type = double; };
template <class P> using Loose = typename LooseOf<P>::Type;
#else
using Pack = double;
template <class P> using Loose = P;
#endif
constexpr std::size_t tile_rows = 4, block_depth = 128;

template <class P> P load(const double* from) {
  return *reinterpret_cast<const Loose<P>*>(from);
}
template <class P> void store(double* to, P pack) {
  *reinterpret_cast<Loose<P>*>(to) = pack;
}

/// Asks for a cache line ahead of its use.
void prefetch([[maybe_unused]] const double* address) {
#ifdef __GNUC__
  __builtin_prefetch(address);
#endif
}

/// Some columns of q, from row `first` to `last`, one row after the other.
///
/// As they lie in q, every row may be on a page of its own, and all rows of c
/// go through them.
template <std::size_t columns>
void fill_panel(const Product& m, std::size_t column, std::size_t first,
                std::size_t last, double* panel) {
  std::ptrdiff_t at = static_cast<std::ptrdiff_t>(first) * m.q_step;
  column += m.q_first;
  for (std::size_t k = first; k < last; ++k, at += m.q_step, panel += columns)
    for (std::size_t j = 0; j < columns; ++j) panel[j] = m.q[at][column + j];
}

/// The same from rows that are the panel's columns.
template <std::size_t columns>
void turn_panel(const Product& m, std::size_t column, std::size_t first,
                std::size_t last, double* panel) {
  const std::ptrdiff_t step = m.q_step;
  const std::ptrdiff_t begin = static_cast<std::ptrdiff_t>(m.q_first) +
                               static_cast<std::ptrdiff_t>(first) * step;
  std::size_t j = 0;
#ifdef __GNUC__
  // Two by two: a level's own registers would not be filled faster.
  using Pair [[gnu::vector_size(2 * sizeof(double))]] = double;
  const std::ptrdiff_t lower = step < 0 ? -1 : 0;
  const std::size_t row_of_lower = step < 0 ? columns : 0;
  for (; j + 2 <= columns; j += 2) {
    const double *const a = m.q[column + j], *const b = m.q[column + j + 1];
    double* to = panel + j;
    std::ptrdiff_t at = begin;
    std::size_t k = first;
    for (; k + 2 <= last; k += 2, at += 2 * step, to += 2 * columns) {
      const Pair x = load<Pair>(a + at + lower), y = load<Pair>(b + at + lower);
      store(to + row_of_lower, Pair{x[0], y[0]});
      store(to + columns - row_of_lower, Pair{x[1], y[1]});
    }
    if (k < last) {
      to[0] = a[at];
      to[1] = b[at];
    }
  }
#endif
  for (; j < columns; ++j) {
    const double* const a = m.q[column + j];
    std::ptrdiff_t at = begin;
    for (std::size_t k = first; k < last; ++k, at += step)
      panel[(k - first) * columns + j] = a[at];
  }
}

/// The rows that the next turned panel is read from, asked for one by one while
/// tiles are computed: memory answers only so much at once.
class Ahead {
 public:
  /// After the panel of these columns, to `last` of the depth.
  Ahead(const Product& m, std::size_t column, std::size_t columns,
        std::size_t last) {
    if (!m.turned || m.q_step < 0) return;
    if (last == m.depth) {
      last = 0;
      column += columns;
    }
    const std::size_t end = m.first_column + m.columns;
    row_ = m.q + column;
    end_ = m.q + (column + columns < end ? column + columns : end);
    const std::size_t rest = m.depth - last;
    first_ = m.q_first + last;
    last_ = first_ + (rest < block_depth ? rest : block_depth);
  }

  void ask() {
    constexpr std::size_t line = 8;
    if (row_ == end_) return;
    for (std::size_t k = first_; k < last_; k += line) prefetch(*row_ + k);
    ++row_;
  }

 private:
  const double *const *row_ = nullptr, *const *end_ = nullptr;
  std::size_t first_ = 0, last_ = 0;
};

template <class P, std::size_t rows, std::size_t packs>
void tile(const Product& m, const double* panel, std::size_t row,
          std::size_t column, std::size_t first, std::size_t last,
          Ahead& ahead) {
  constexpr std::size_t n = sizeof(P) / sizeof(double);
  // -0.0 + x is x for every x: sums begin with their first term.
  const bool begins = first == 0 && (m.fresh || m.more != nullptr);
  const P beginning = m.more != nullptr ? -P{} : P{};
  const bool ends = m.more != nullptr && last == m.depth;
  P sums[rows][packs];
  const double* p[rows];
  double* c[rows];
  for (std::size_t r = 0; r < rows; ++r) {
    p[r] = m.p[row + r] + m.p_first;
    c[r] = m.c[row + r] + column;
    for (std::size_t w = 0; w < packs; ++w)
      sums[r][w] = begins ? beginning : load<P>(c[r] + w * n);
  }
  for (std::size_t r = row + rows; r < m.rows && r < row + 2 * rows; ++r) {
    prefetch(m.c[r] + column);
    prefetch(m.c[r] + column + packs * n - 1);
  }
  std::ptrdiff_t at = static_cast<std::ptrdiff_t>(first) * m.p_step;
  // Half a block at a time, so that there are moments enough to ask.
  while (first < last) {
    const std::size_t rest = last - first;
    const std::size_t steps = rest < block_depth / 2 ? rest : block_depth / 2;
    ahead.ask();
    const double* const end = panel + steps * packs * n;
    for (; panel != end; panel += packs * n) {
      P x[packs];
      for (std::size_t w = 0; w < packs; ++w) x[w] = load<P>(panel + w * n);
      for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t w = 0; w < packs; ++w) sums[r][w] += p[r][at] * x[w];
      at += m.p_step;
    }
    first += steps;
  }
  if (ends)
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t w = 0; w < packs; ++w) sums[r][w] += m.more[row + r];
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t w = 0; w < packs; ++w) store<P>(c[r] + w * n, sums[r][w]);
}

/// All rows of some columns.
template <class P, std::size_t packs>
void strip(const Product& m, std::size_t column) {
  constexpr std::size_t columns = packs * sizeof(P) / sizeof(double);
  alignas(64) double panel[block_depth * columns];
  for (std::size_t first = 0; first < m.depth; first += block_depth) {
    const std::size_t rest = m.depth - first;
    const std::size_t last = first + (rest < block_depth ? rest : block_depth);
    if (m.turned)
      turn_panel<columns>(m, column, first, last, panel);
    else
      fill_panel<columns>(m, column, first, last, panel);
    Ahead ahead(m, column, columns, last);
    std::size_t r = 0;
    // Single columns are short of numbers to add at once.
    if constexpr (sizeof(P) == sizeof(double))
      for (; r + 2 * tile_rows <= m.rows; r += 2 * tile_rows)
        tile<P, 2 * tile_rows, packs>(m, panel, r, column, first, last, ahead);
    for (; r + tile_rows <= m.rows; r += tile_rows)
      tile<P, tile_rows, packs>(m, panel, r, column, first, last, ahead);
    for (; r + 2 <= m.rows; r += 2)
      tile<P, 2, packs>(m, panel, r, column, first, last, ahead);
    if (r < m.rows) tile<P, 1, packs>(m, panel, r, column, first, last, ahead);
  }
}

void multiply(const Product& m) {
  const std::size_t end = m.first_column + m.columns;
  std::size_t j = m.first_column;
  const auto fits = [&](std::size_t columns) { return j + columns <= end; };
  if constexpr (tile_packs == 3) {
    // Two and two rather than three and one, which keeps few sums at once.
    for (; fits(3 * width) && j + 4 * width != end; j += 3 * width)
      strip<Pack, 3>(m, j);
  } else {
    for (; fits(tile_packs * width); j += tile_packs * width)
      strip<Pack, tile_packs>(m, j);
  }
  for (; fits(2 * width); j += 2 * width) strip<Pack, 2>(m, j);
  for (; fits(width); j += width) strip<Pack, 1>(m, j);
  for (; j < end; ++j) strip<double, 1>(m, j);
}

}  // namespace

}  // namespace gradwalk::detail
