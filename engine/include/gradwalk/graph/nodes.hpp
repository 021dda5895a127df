#pragma once

#include <cstdint>
#include <gradwalk/graph/lists.hpp>
#include <gradwalk/graph/storage.hpp>
#include <vector>

/// The nodes of a graph, in the order they were recorded.
///
/// ```
/// node i        0        1        2        3         4
/// operation     input x  param w  param b  multiply  add
/// value         x        w        b        w·x       w·x + b
/// parents       -        -        -        1, 0      3, 2
/// ```
///
/// A node's parents exist before it, so they stand before it: the order of
/// recording is a topological order.
///
/// Its local gradients are not stored: they follow, by the operation's rule,
/// from its value and its parents' values, which stay until `forward`.
namespace gradwalk::detail {

/// The number of an operation's row in `gradwalk::operations()`; the leaves
/// come first. The highest bit, `given`, is set where the node needs no
/// gradient: it is an input, or all of its parents are given.
enum class OperationId : std::uint8_t {};
inline constexpr OperationId parameter{1}, first_operation{2}, given{0x80};
inline constexpr OperationId input{0x80};  ///< row 0, given

constexpr OperationId operator|(OperationId a, OperationId b) {
  return OperationId(std::uint8_t(a) | std::uint8_t(b));
}
constexpr OperationId operator&(OperationId a, OperationId b) {
  return OperationId(std::uint8_t(a) & std::uint8_t(b));
}

/// A node is 25 bytes: value, gradient, parents and operation, in flat arrays.
struct Nodes {
  Array<double> values;
  Array<double> gradients;  ///< as the last backward pass left them
  Array<Parents> parents;
  Array<OperationId> operations;

  // Not of type Index, so that storing parents cannot change them: a compiler
  // may keep them in registers.
  std::size_t size = 0;
  std::size_t capacity = 0;

  /// How many leaves stand before the first operation: they have no parents,
  /// and a sweep need not visit them.
  std::size_t leading_leaves = 0;

  /// The parents of operations that take any number of operands.
  Lists lists;

  /// The place of the next node. Called before its value is computed: a call
  /// after that would make compilers store the value and load it again.
  std::size_t next_place() {
    if (size == capacity) [[unlikely]]
      make_room(1);
    return size;
  }
  /// Puts a node there.
  Index put(std::size_t place, OperationId operation, double value,
            Parents operands) {
    size = place + 1;
    values[place] = value;
    parents[place] = in_one_store(operands);
    operations[place] = operation;
    return static_cast<Index>(place);
  }
  Index put_leaf(OperationId operation, double value);
  void make_room(std::size_t count);  ///< for so many more

  [[nodiscard]] std::size_t row_of(std::size_t i) const {
    return static_cast<std::size_t>(operations[i]) & 0x7f;
  }
  [[nodiscard]] bool is_leaf(std::size_t i) const {
    return row_of(i) < static_cast<std::size_t>(first_operation);
  }
  [[nodiscard]] bool needs_gradient(std::size_t i) const {
    return operations[i] < given;
  }

  /// Calls visit(parent) for each parent of node i, in the order written.
  template <class Visit> void each_parent(Index i, Visit visit) const {
    const int arity = arity_of(i);
    if (arity >= 1) visit(parents[i].first);
    if (arity == 2) visit(parents[i].second);
    if (arity < 0) lists.each(parents[i], visit);
  }
  /// The parents, and ∂node/∂parent for each in the same order.
  [[nodiscard]] std::vector<Index> parents_of(Index i) const;
  [[nodiscard]] std::vector<double> local_gradients_of(Index i) const;
  /// Whether a path goes to each parent: not to one that a selection left.
  [[nodiscard]] std::vector<bool> open_of(Index i) const;

  [[nodiscard]] OperandValues operand_values(Parents node) const {
    return {values.data(), lists, node};
  }

  /// Errors: Values::update runs, whose function must do nothing of the kind.
  void require_not_frozen() const;

 protected:
  bool is_frozen_ = false;

 private:
  [[nodiscard]] int arity_of(Index i) const;
};

}  // namespace gradwalk::detail
