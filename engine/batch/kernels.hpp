#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

/// The loops of a batch, compiled once for each x86-64 level (engine's
/// meson.build). Every level adds the same numbers in the same order, whatever
/// its width, so that all give the same bits.
namespace gradwalk::detail {

/// c[r][j] += Σ_k p[r][p_first + k·p_step]·q_kj, k from 0 on, for the columns
/// j = first_column … first_column + columns - 1, where q_kj is
///
///     q[k·q_step][q_first + j]
///     q[j][q_first + k·q_step]      turned; q_step is 1 or -1 then
///
/// No row of c overlaps another.
struct Product {
  std::size_t rows, first_column, columns, depth;
  const double* const* p;
  std::size_t p_first;
  std::ptrdiff_t p_step;
  const double* const* q;
  std::size_t q_first;
  std::ptrdiff_t q_step;
  bool turned;
  double* const* c;
  bool fresh = false;  ///< what c held does not count: sums begin at 0
  const double* more = nullptr;  ///< c[r][j] = Σ … + more[r], nothing else
};

/// Some lanes: first … last - 1.
struct LaneRange {
  std::size_t first, last;
};

/// One operation over lanes: row k of `x` is operand k, a number for each
/// example.
struct LaneRule {
  void (*value)(const double* const* x, std::size_t operands, double* y,
                LaneRange lanes);

  /// Adds upstream × local gradient into out[k], unless that is null.
  void (*pass_on)(const double* const* x, std::size_t operands, const double* y,
                  const double* upstream, double* const* out, LaneRange lanes);
};

struct Kernels {
  const char* level;
  /// By operation, in the order of `operations()`: empty where those of the
  /// plain level serve as well.
  const LaneRule* rules;

  void (*multiply)(const Product& product);

  /// to[c·stride + r] = from[r][c].
  void (*transpose)(const double* const* from, std::size_t rows,
                    std::size_t columns, double* to, std::size_t stride);

  /// *to[r] += x[r][last - 1] + … + x[r][first], from the left to the right.
  /// `fresh`: what *to[r] held does not count. No two are the same.
  void (*add_rows)(const double* const* x, std::size_t rows, LaneRange lanes,
                   double* const* to, bool fresh);

  /// In eight parts, that any level can add side by side.
  double (*sum)(const double* x, std::size_t count);
};

/// Rows of lanes begin, and products over rows of lanes end, at multiples of
/// this.
inline constexpr std::size_t lane_step = 8;
[[nodiscard]] constexpr std::size_t padded(std::size_t lanes) {
  return (lanes + lane_step - 1) / lane_step * lane_step;
}

extern const Kernels kernels_plain;
#ifdef GRADWALK_X86_64_LEVELS
extern const Kernels kernels_v3, kernels_v4;
#endif

/// Those that this machine runs, the best last.
[[nodiscard]] std::vector<const Kernels*> available_kernels();

/// Errors: no such level; "" is the best.
[[nodiscard]] const Kernels& kernels_of(std::string_view level);

}  // namespace gradwalk::detail
