#include "kernels.hpp"

#include <cstddef>
#include <gradwalk/rules/all.hpp>
#include <string_view>

#include "product.hpp"

// The build gives LEVEL_NAME and KERNELS, the table.

// Each level has all of its functions to itself. Were one shared, the linker
// would keep one level's copy for all, and it might be one that the machine
// cannot run. So all that is here has no name outside, and the rules' functions
// are inlined; one that a compiler would not is to be `always_inline`, as
// `total` is. tests/run refuses a shared symbol.
namespace gradwalk::detail {

namespace {

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

template <class Rule>
void value(const double* const* x, [[maybe_unused]] std::size_t operands,
           double* __restrict y, LaneRange lanes) {
  if constexpr (Rule::arity == 1) {
    const double* const a = x[0];
    for (std::size_t l = lanes.first; l < lanes.last; ++l)
      y[l] = Rule::value(a[l]);
  } else if constexpr (Rule::arity == 2) {
    const double *const a = x[0], *const b = x[1];
    for (std::size_t l = lanes.first; l < lanes.last; ++l)
      y[l] = Rule::value(a[l], b[l]);
  } else if constexpr (Rule::arity < 0) {
    for (std::size_t l = lanes.first; l < lanes.last; ++l)
      y[l] = Rule::value(Lane{x, operands, l});
  }
}

/// out[l] += upstream × local(l)
template <class Local>
void pass_each(const double* __restrict upstream, double* __restrict out,
               LaneRange lanes, Local local) {
  for (std::size_t l = lanes.first; l < lanes.last; ++l)
    out[l] += upstream[l] * local(l);
}

/// A rule whose local gradient follows from its value alone, where that is not
/// far, and is found quickly.
template <class Rule>
concept HasFar = requires(double y) {
  Rule::is_far(y);
};

template <class Rule>
void pass_unary(const double* a, const double* y, const double* upstream,
                double* out, LaneRange lanes) {
  if constexpr (HasFar<Rule>) {
    constexpr std::size_t block = 16;
    for (std::size_t first = lanes.first; first < lanes.last; first += block) {
      const std::size_t rest = lanes.last - first;
      const LaneRange some{first, first + (rest < block ? rest : block)};
      std::size_t far = 0;
      for (std::size_t l = some.first; l < some.last; ++l)
        far += Rule::is_far(y[l]) ? 1 : 0;
      const auto near = [=](std::size_t l) {
        return Rule::local_gradient(0.0, y[l]);
      };
      if (far == 0)
        pass_each(upstream, out, some, near);
      else
        pass_each(upstream, out, some, [=](std::size_t l) {
          const double slope = Rule::far_gradient(a[l], y[l]);
          return Rule::is_far(y[l]) ? slope : near(l);
        });
    }
  } else {
    pass_each(upstream, out, lanes,
              [=](std::size_t l) { return Rule::local_gradient(a[l], y[l]); });
  }
}

template <class Rule>
void pass_on(const double* const* x, [[maybe_unused]] std::size_t operands,
             const double* y, const double* upstream, double* const* out,
             LaneRange lanes) {
  if constexpr (Rule::arity == 1) {
    if (out[0] != nullptr) pass_unary<Rule>(x[0], y, upstream, out[0], lanes);
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
    for (std::size_t l = lanes.first; l < lanes.last; ++l) {
      // It would pass on zeros.
      if (Rule::is_tame && upstream[l] == 0.0 && y[l] - y[l] == 0.0) continue;
      Rule::local_gradients(Lane{x, operands, l}, y[l],
                            LanePass{upstream[l], out, l});
    }
  }
}

/// A plain function of doubles. Nearly all call the C library, which takes
/// lanes one by one at every level.
template <class Rule>
concept OfDoubles = requires {
  &Rule::value;
};
constexpr bool is_plain = std::string_view(LEVEL_NAME) == "plain";

template <class Rule> constexpr LaneRule row() {
  if constexpr (OfDoubles<Rule> && !is_plain)
    return {};
  else
    return {value<Rule>, pass_on<Rule>};
}

template <class... Rules> struct Table {
  static constexpr LaneRule rows[] = {row<Rules>()...};
};
template <class... Rules>
constexpr const LaneRule* table(rules::List<Rules...>) {
  return Table<Rules...>::rows;
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

template <std::size_t rows>
void add_some_rows(const double* const* x, LaneRange lanes, double* const* to,
                   bool fresh) {
  double sums[rows];
  for (std::size_t r = 0; r < rows; ++r) sums[r] = fresh ? 0.0 : *to[r];
  for (std::size_t l = lanes.last; l-- > lanes.first;)
    for (std::size_t r = 0; r < rows; ++r) sums[r] += x[r][l];
  for (std::size_t r = 0; r < rows; ++r) *to[r] = sums[r];
}

void add_rows(const double* const* x, std::size_t rows, LaneRange lanes,
              double* const* to, bool fresh) {
  constexpr std::size_t block = 8;  // sums that wait for none of each other
  std::size_t r = 0;
  for (; r + block <= rows; r += block)
    add_some_rows<block>(x + r, lanes, to + r, fresh);
  for (; r < rows; ++r) add_some_rows<1>(x + r, lanes, to + r, fresh);
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

const Kernels KERNELS{
    LEVEL_NAME, table(rules::All{}), multiply, transpose, add_rows, sum};

}  // namespace gradwalk::detail
