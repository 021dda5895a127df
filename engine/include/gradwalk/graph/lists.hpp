#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <gradwalk/graph/storage.hpp>
#include <gradwalk/version.hpp>
#include <span>
#include <vector>

/// How an operation of any number of operands knows them: a neuron over a whole
/// image takes three lists, and goes through memory in order.
namespace gradwalk::detail {

/// A node's place in the order of recording.
using Index = std::uint32_t;
inline constexpr Index nobody = 0xffff'ffff;  ///< in place of a node

/// The operands of an operation of one or two. Of one of any number: the first
/// of its lists, and how many operands are in them. Of a leaf: when it was set.
struct Parents {
  Index first, second;
};
/// The same. Of two stores a compiler would make one of a vector register,
/// which takes longer to put together.
inline Parents in_one_store(Parents parents) {
  if constexpr (std::endian::native == std::endian::little)
    return std::bit_cast<Parents>(std::uint64_t{parents.second} << 32 |
                                  parents.first);
  return parents;
}

/// Operands that were handed over together: first, first + stride, …; or, where
/// the stride is 0, those whose indices are Lists::indices[first] and on.
struct List {
  Index first;
  Index count;
  std::int32_t stride;
  bool is_given;  ///< no gradient is asked for in any

  /// Where operand k stands.
  [[nodiscard]] Index index_of(Index k, const Index* indices) const {
    return stride == 0 ? indices[first + k]
                       : first + k * static_cast<Index>(stride);
  }
};

struct Lists {
  Stack<List> lists;
  Stack<Index> indices;

  /// Room for OperandValues.
  mutable std::array<std::vector<double>, 2> gathered{};

  /// What was written on top of both stays.
  void keep(std::size_t more_lists, std::size_t more_indices) {
    lists.keep(more_lists);
    indices.keep(more_indices);
  }
  [[nodiscard]] const List* of(Parents node) const {
    return lists.data() + node.first;
  }
  template <class Visit> void each(Parents node, Visit visit) const {
    const List* list = of(node);
    for (Index left = node.second; left > 0; left -= list++->count)
      for (Index k = 0; k < list->count; ++k)
        visit(list->index_of(k, indices.data()));
  }
};

/// The values of a node's operands, as the rules of any arity read them.
class OperandValues {
 public:
  OperandValues(const double* values, const Lists& all, Parents node)
      : values_(values), all_(all), first_(all.of(node)), size_(node.second) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  double operator[](std::size_t i) const { return subspan(i, 1)[0]; }

  /// Side by side: where they stand, or gathered. Good until two others have
  /// been asked for.
  [[nodiscard]] std::span<const double> subspan(std::size_t first,
                                                std::size_t count) const {
    const List* list = first_;
    while (list->count <= first) first -= list++->count;
    if (list->stride != 1 || first + count > list->count) [[unlikely]]
      return gather(list, first, count);
    return {values_ + list->first + first, count};
  }

 private:
  std::span<const double> gather(const List* list, std::size_t first,
                                 std::size_t count) const;

  const double* values_;
  const Lists& all_;
  const List* first_;
  std::size_t size_;
  mutable std::size_t last_ = 0;
};

}  // namespace gradwalk::detail
