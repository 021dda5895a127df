#include "kernels.hpp"

#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

// meson.build gives LEVEL, a namespace, and LEVEL_NAME, KERNELS, the table;
// WIDTH is the doubles of a register, PACKS how many registers the columns of
// a tile take.

// Each level has the rules to itself. Were they shared, the linker would keep
// one level's copy of an inline function for all, and it might be one that the
// machine cannot run.
namespace LEVEL {
#include <gradwalk/rules.hpp>

namespace {

namespace rules = gradwalk::rules;
using ::gradwalk::detail::LaneRule;
using ::gradwalk::detail::Product;

/// One lane of a node's operands, as the rules of any arity read them.
struct Lane {
  const double* const* rows;
  std::size_t operands, lane;

  [[nodiscard]] std::size_t size() const { return operands; }
  double operator[](std::size_t i) const { return rows[i][lane]; }
  [[nodiscard]] Lane subspan(std::size_t first, std::size_t count) const {
    return {rows + first, count, lane};
  }
};

/// Takes one lane's local gradients as the rules of any arity hand them out.
struct LanePass {
  double upstream;
  double* const* out;
  std::size_t lane;

  void operator()(std::size_t k, double local) const {
    if (out[k] != nullptr) out[k][lane] += upstream * local;
  }
  void operator()(std::size_t first, const Lane& locals) const {
    for (std::size_t i = 0; i < locals.size(); ++i)
      (*this)(first + i, locals[i]);
  }
  void operator()(std::size_t first, std::size_t count, double local) const {
    for (std::size_t i = 0; i < count; ++i) (*this)(first + i, local);
  }
};

/// What upstream 0 passes on is 0, even past an infinite local gradient.
double passed(double upstream, double local) {
  return upstream == 0.0 ? 0.0 : upstream * local;
}

template <class Rule>
void value(const double* const* x, [[maybe_unused]] std::size_t operands,
           double* __restrict y, std::size_t lanes) {
  if constexpr (Rule::arity == 1) {
    const double* const a = x[0];
    for (std::size_t l = 0; l < lanes; ++l) y[l] = Rule::value(a[l]);
  } else if constexpr (Rule::arity == 2) {
    const double *const a = x[0], *const b = x[1];
    for (std::size_t l = 0; l < lanes; ++l) y[l] = Rule::value(a[l], b[l]);
  } else if constexpr (Rule::arity < 0) {
    for (std::size_t l = 0; l < lanes; ++l)
      y[l] = Rule::value(Lane{x, operands, l});
  }
}

/// out[l] += upstream × local(l)
template <class Local>
void pass_each(const double* __restrict upstream, double* __restrict out,
               std::size_t lanes, Local local) {
  for (std::size_t l = 0; l < lanes; ++l)
    out[l] += passed(upstream[l], local(l));
}

template <class Rule>
void pass_on(const double* const* x, [[maybe_unused]] std::size_t operands,
             const double* y, const double* upstream, double* const* out,
             std::size_t lanes) {
  if constexpr (Rule::arity == 1) {
    const double* const a = x[0];
    if (out[0] != nullptr)
      pass_each(upstream, out[0], lanes, [=](std::size_t l) {
        return Rule::local_gradient(a[l], y[l]);
      });
  } else if constexpr (Rule::arity == 2) {
    const double *const a = x[0], *const b = x[1];
    if (out[0] != nullptr)
      pass_each(upstream, out[0], lanes, [=](std::size_t l) {
        return Rule::by_first(a[l], b[l], y[l]);
      });
    if (out[1] != nullptr)
      pass_each(upstream, out[1], lanes, [=](std::size_t l) {
        return Rule::by_second(a[l], b[l], y[l]);
      });
  } else if constexpr (Rule::arity < 0) {
    for (std::size_t l = 0; l < lanes; ++l) {
      if (upstream[l] == 0.0) continue;
      Rule::local_gradients(Lane{x, operands, l}, y[l],
                            LanePass{upstream[l], out, l});
    }
  }
}

template <class... Rules> struct Table {
  static constexpr LaneRule rows[] = {{value<Rules>, pass_on<Rules>}...};
};
template <class... Rules>
constexpr const LaneRule* table(rules::List<Rules...>) {
  return Table<Rules...>::rows;
}

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

/// Asks for a cache line ahead of its use.
void prefetch([[maybe_unused]] const double* address) {
#ifdef __GNUC__
  __builtin_prefetch(address);
#endif
}

void transpose(const double* const* from, std::size_t rows, std::size_t columns,
               double* to, std::size_t stride) {
  constexpr std::size_t block = 8;
  std::size_t r = 0;
  for (; r + block <= rows; r += block) {
    const std::size_t ahead = r + 2 * block <= rows ? r + block : r;
    for (std::size_t c = 0; c < columns; c += block) {
      for (std::size_t i = 0; i < block; ++i) prefetch(from[ahead + i] + c);
      const std::size_t end = c + block < columns ? c + block : columns;
      for (std::size_t k = c; k < end; ++k)
        for (std::size_t i = 0; i < block; ++i)
          to[k * stride + r + i] = from[r + i][k];
    }
  }
  for (; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) to[c * stride + r] = from[r][c];
}

double sum(const double* x, std::size_t count) {
  constexpr std::size_t parts = 8;
  double part[parts] = {};
  std::size_t l = 0;
  for (; l + parts <= count; l += parts)
    for (std::size_t i = 0; i < parts; ++i) part[i] += x[l + i];
  for (std::size_t i = 0; l < count; ++l, ++i) part[i] += x[l];
  return ((part[0] + part[1]) + (part[2] + part[3])) +
         ((part[4] + part[5]) + (part[6] + part[7]));
}

}  // namespace
}  // namespace LEVEL

namespace gradwalk::detail {

const Kernels KERNELS{LEVEL_NAME, LEVEL::table(LEVEL::gradwalk::rules::All{}),
                      LEVEL::multiply, LEVEL::transpose, LEVEL::sum};

}  // namespace gradwalk::detail
