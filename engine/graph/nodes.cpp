#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/error.hpp>
#include <gradwalk/graph/nodes.hpp>
#include <gradwalk/graph/own_operations.hpp>

namespace gradwalk::detail {

namespace {
constexpr std::size_t most_nodes = 0xffff'fff0;

const Operation& operation_of(const Nodes& nodes, Index i) {
  return operation_at(nodes.row_of(i));
}
}  // namespace

// Nodes know the places of their lists by an Index.
template <class T> void Stack<T>::grow(std::size_t count) {
  constexpr std::size_t most = nobody;
  if (size_ + count > most)
    throw Error("record", fmt::format("at most {} operands in lists", most),
                "more");
  const std::size_t next =
      std::max<std::size_t>({256, size_ + count, capacity_ * 2});
  items_.reserve(next);
  capacity_ = next;
}
template class Stack<List>;
template class Stack<Index>;

std::span<const double> OperandValues::gather(const List* list,
                                              std::size_t first,
                                              std::size_t count) const {
  // For any part of the node: what was recorded can be swept without more.
  for (std::vector<double>& room : all_.gathered) room.reserve(size_);
  std::vector<double>& gathered = all_.gathered[last_ ^= 1];
  gathered.resize(count);
  for (double* to = gathered.data(); count > 0; ++list, first = 0) {
    const std::size_t taken = std::min(list->count - first, count);
    if (list->stride == 1)
      std::copy_n(values_ + list->first + first, taken, to);
    else
      for (std::size_t k = 0; k < taken; ++k)
        to[k] = values_[list->index_of(static_cast<Index>(first + k),
                                       all_.indices.data())];
    to += taken;
    count -= taken;
  }
  return gathered;
}

void Nodes::require_not_frozen() const {
  if (is_frozen_)
    throw Error("update", "a function that records nothing and runs no pass",
                "one that does");
}

void Nodes::make_room(std::size_t count) {
  if (capacity - size >= count) return;
  require_not_frozen();
  if (most_nodes - size < count)
    throw Error("record", fmt::format("at most {} nodes", most_nodes),
                "one more");
  const std::size_t next = std::min(
      most_nodes, std::max<std::size_t>({1024, size + count, capacity * 2}));
  values.reserve(next);
  parents.reserve(next);
  operations.reserve(next);
  capacity = next;
}

Index Nodes::put_leaf(OperationId operation, double value) {
  // A number in a formula is recorded with the operation on it, or not at all.
  make_room(2);
  const Index i = put(size, operation, value, Parents{});
  if (i == leading_leaves) ++leading_leaves;
  return i;
}

int Nodes::arity_of(Index i) const { return operation_of(*this, i).arity; }

std::vector<Index> Nodes::parents_of(Index i) const {
  std::vector<Index> found;
  each_parent(i, [&](Index parent) { found.push_back(parent); });
  return found;
}

namespace {
std::vector<double> operands_of(const Nodes& nodes, Index i) {
  std::vector<double> x;
  nodes.each_parent(i, [&](Index p) { x.push_back(nodes.values[p]); });
  return x;
}
}  // namespace

std::vector<double> Nodes::local_gradients_of(Index i) const {
  return operation_of(*this, i).local_gradients(operands_of(*this, i),
                                                values[i]);
}

std::vector<bool> Nodes::open_of(Index i) const {
  return operation_of(*this, i).open(operands_of(*this, i), values[i]);
}

}  // namespace gradwalk::detail
