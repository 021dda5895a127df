#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

/// The loops of a batch, compiled once for each x86-64 level (engine's
/// meson.build). Every level adds the same numbers in the same order, whatever
/// its width, so that all give the same bits.
namespace gradwalk::detail {

/// c[r][j] += Σ_k p[r][k·p_step]·q[k·q_step][j], k from 0 on.
///
/// With `more`, c[r][j] = Σ … + more[r] instead: what c held does not count.
struct Product {
  std::size_t rows, columns, depth;
  const double* const* p;
  std::ptrdiff_t p_step;
  const double* const* q;
  std::ptrdiff_t q_step;
  double* const* c;
  const double* more = nullptr;
};

/// One operation over lanes: row k of `x` is operand k, a number for each
/// example.
struct LaneRule {
  void (*value)(const double* const* x, std::size_t operands, double* y,
                std::size_t lanes);

  /// Adds upstream × local gradient into out[k], unless that is null.
  void (*pass_on)(const double* const* x, std::size_t operands, const double* y,
                  const double* upstream, double* const* out,
                  std::size_t lanes);
};

struct Kernels {
  const char* level;
  const LaneRule* rules;  ///< by operation, in the order of `operations()`

  void (*multiply)(const Product& product);

  /// to[c·stride + r] = from[r][c].
  void (*transpose)(const double* const* from, std::size_t rows,
                    std::size_t columns, double* to, std::size_t stride);

  /// In eight parts, that any level can add side by side.
  double (*sum)(const double* x, std::size_t count);
};

/// Rows of lanes begin, and products over lanes end, at multiples of this.
inline constexpr std::size_t lane_step = 8;

extern const Kernels kernels_plain;
#ifdef GRADWALK_X86_64_LEVELS
extern const Kernels kernels_v3, kernels_v4;
#endif

/// Those that this machine runs, the best last.
[[nodiscard]] std::vector<const Kernels*> available_kernels();

/// Errors: no such level; "" is the best.
[[nodiscard]] const Kernels& kernels_of(std::string_view level);

}  // namespace gradwalk::detail
