#pragma once

// Products of matrices, for kernels.cpp, which includes this in the namespace
// of each level. meson.build gives WIDTH, the doubles of a register, and PACKS,
// how many registers the columns of a tile take.
namespace {

using ::gradwalk::detail::Product;

// A tile of c stays in registers while k runs. Vector types of the compiler,
// because neither g++ 12 nor clang 14 keeps a tile of plain loops there; they
// are plain arithmetic on every machine. `Loose` is one that begins anywhere.
#ifdef __GNUC__
using Pack [[gnu::vector_size(WIDTH * sizeof(double))]] = double;
constexpr std::size_t width = WIDTH;
template <class P> struct LooseOf {
  using Type [[gnu::vector_size(sizeof(P)), gnu::aligned(sizeof(double)),
               gnu::may_alias]] = double;
};
template <> struct LooseOf<double> { using Type = double; };
template <class P> using Loose = typename LooseOf<P>::Type;
#else
using Pack = double;
constexpr std::size_t width = 1;
template <class P> using Loose = P;
#endif
constexpr std::size_t tile_rows = 4, block_depth = 128;

template <class P> P load(const double* from) {
  return *reinterpret_cast<const Loose<P>*>(from);
}
template <class P> void store(double* to, P pack) {
  *reinterpret_cast<Loose<P>*>(to) = pack;
}

/// Some columns of q, from row `first` to `last`, one row after the other.
///
/// As they lie in q, every row may be on a page of its own, and all rows of c
/// go through them.
template <std::size_t columns>
void fill_panel(const Product& m, std::size_t column, std::size_t first,
                std::size_t last, double* panel) {
  const double* const* q = m.q + static_cast<std::ptrdiff_t>(first) * m.q_step;
  for (std::size_t k = first; k < last; ++k, q += m.q_step, panel += columns)
    for (std::size_t j = 0; j < columns; ++j) panel[j] = (*q)[column + j];
}

template <class P, std::size_t rows, std::size_t packs>
void tile(const Product& m, const double* panel, std::size_t row,
          std::size_t column, std::size_t first, std::size_t last) {
  constexpr std::size_t n = sizeof(P) / sizeof(double);
  // -0.0 + x is x for every x: sums begin with their first term.
  const bool begins = m.more != nullptr && first == 0;
  const bool ends = m.more != nullptr && last == m.depth;
  P sums[rows][packs];
  const double* p[rows];
  for (std::size_t r = 0; r < rows; ++r) {
    p[r] = m.p[row + r] + static_cast<std::ptrdiff_t>(first) * m.p_step;
    for (std::size_t w = 0; w < packs; ++w)
      sums[r][w] = begins ? -P{} : load<P>(m.c[row + r] + column + w * n);
  }
  const double* const end = panel + (last - first) * packs * n;
  for (std::ptrdiff_t at = 0; panel != end; panel += packs * n) {
    P x[packs];
    for (std::size_t w = 0; w < packs; ++w) x[w] = load<P>(panel + w * n);
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t w = 0; w < packs; ++w) sums[r][w] += p[r][at] * x[w];
    at += m.p_step;
  }
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t w = 0; w < packs; ++w) {
      if (ends) sums[r][w] += m.more[row + r];
      store<P>(m.c[row + r] + column + w * n, sums[r][w]);
    }
}

/// All rows of some columns.
template <class P, std::size_t packs>
void strip(const Product& m, std::size_t column, std::size_t first,
           std::size_t last) {
  constexpr std::size_t columns = packs * sizeof(P) / sizeof(double);
  alignas(64) double panel[block_depth * columns];
  fill_panel<columns>(m, column, first, last, panel);
  std::size_t r = 0;
  // Single columns are short of numbers to add at once.
  if constexpr (sizeof(P) == sizeof(double))
    for (; r + 2 * tile_rows <= m.rows; r += 2 * tile_rows)
      tile<P, 2 * tile_rows, packs>(m, panel, r, column, first, last);
  for (; r + tile_rows <= m.rows; r += tile_rows)
    tile<P, tile_rows, packs>(m, panel, r, column, first, last);
  for (; r + 2 <= m.rows; r += 2)
    tile<P, 2, packs>(m, panel, r, column, first, last);
  if (r < m.rows) tile<P, 1, packs>(m, panel, r, column, first, last);
}

void multiply(const Product& m) {
  for (std::size_t first = 0; first < m.depth; first += block_depth) {
    const std::size_t rest = m.depth - first;
    const std::size_t last = first + (rest < block_depth ? rest : block_depth);
    std::size_t j = 0;
    for (; j + PACKS * width <= m.columns; j += PACKS * width)
      strip<Pack, PACKS>(m, j, first, last);
    if constexpr (PACKS > 2)
      for (; j + 2 * width <= m.columns; j += 2 * width)
        strip<Pack, 2>(m, j, first, last);
    for (; j + width <= m.columns; j += width)
      strip<Pack, 1>(m, j, first, last);
    for (; j < m.columns; ++j) strip<double, 1>(m, j, first, last);
  }
}

}  // namespace
