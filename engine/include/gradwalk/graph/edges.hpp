#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

/// How a node knows its parents and its local gradients.
namespace gradwalk::detail {

using Index = std::uint32_t;

/// Which row of `gradwalk::operations()`; the leaves come first.
enum class OperationId : std::uint8_t {};
inline constexpr OperationId input{0}, parameter{1}, first_operation{2};

/// Which scope a node was recorded in. Like OperationId a type of its own, so
/// that a compiler knows that recording parents does not change it.
enum class ScopeNumber : std::uint32_t {};

/// The mark, on an edge's parent and in a handle, of a node into which no
/// gradient flows: an input, or a node that depends on inputs alone.
inline constexpr Index no_gradient = 0x8000'0000;

/// In place of a parent: none, or (as the first) that the edges are a list of
/// operands of which one or more need a gradient. Both carry the mark.
inline constexpr Index nobody = 0xffff'ffff;
inline constexpr Index listed = 0xffff'fffe;
inline constexpr Index most_nodes = 0x7fff'fff0;

constexpr Index index_of(Index marked) { return marked & ~no_gradient; }
constexpr bool needs_gradient(Index marked) {
  return (marked & no_gradient) == 0;
}

/// The edges of a node with one or two parents.
struct Edges {
  std::array<double, 2> local_gradients{};
  std::array<Index, 2> parents{nobody, nobody};
};

/// Both parents in one store; g++ would shuffle them through a vector register.
inline std::array<Index, 2> pair_of(Index first, Index second) {
  return std::bit_cast<std::array<Index, 2>>(std::uint64_t{second} << 32 |
                                             first);
}

/// Some nodes recorded one after the other: first, first + 1, … The mark is on
/// `first`, for all of them.
struct Run {
  Index first;
  Index count;
};

/// The same 24 bytes for a node of any number of parents: they are the nodes
/// of `run_count` runs, runs[first_run] and on. Where the operation's local
/// gradients are recorded, they are operand_gradients[first_gradient] and on;
/// others are made from the operands' values when needed.
struct OperandEdges {
  static constexpr Index recomputed = 0xffff'ffff;

  Index first_run;
  Index run_count;
  Index count;           ///< of parents
  Index first_gradient;  ///< or `recomputed`
  Index mark;  ///< `listed`, or `nobody` where no operand needs a gradient
  Index no_second = nobody;

  /// Put together in registers: through memory, as std::bit_cast does it, the
  /// processor would wait for six small stores before one wide load.
  [[nodiscard]] Edges as_edges() const {
    const auto both = [](Index low, Index high) {
      return std::bit_cast<double>(std::uint64_t{high} << 32 | low);
    };
    return {{both(first_run, run_count), both(count, first_gradient)},
            pair_of(mark, no_second)};
  }
};

static_assert(sizeof(Edges) == 24 && sizeof(OperandEdges) == 24);

/// The values of a node's operands, as the rules of any arity read them.
class OperandValues {
 public:
  /// `gathered` has room for the values of operands that do not stand side by
  /// side, in two spans at most.
  OperandValues(const double* values, std::span<const Run> runs,
                std::size_t count, std::array<std::vector<double>, 2>& gathered)
      : values_(values), runs_(runs), count_(count), gathered_(gathered) {}

  [[nodiscard]] std::size_t size() const { return count_; }
  double operator[](std::size_t i) const { return subspan(i, 1)[0]; }

  /// Good until two others have been asked for.
  [[nodiscard]] std::span<const double> subspan(std::size_t first,
                                                std::size_t count) const {
    const Run* run = runs_.data();
    while (run->count <= first) first -= run++->count;
    if (first + count > run->count) [[unlikely]]
      return gather(run, first, count);
    return {values_ + index_of(run->first) + first, count};
  }

 private:
  std::span<const double> gather(const Run* run, std::size_t first,
                                 std::size_t count) const;

  const double* values_;
  std::span<const Run> runs_;
  std::size_t count_;
  std::array<std::vector<double>, 2>& gathered_;
  mutable std::size_t last_ = 0;
};

}  // namespace gradwalk::detail
