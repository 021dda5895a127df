#include <algorithm>
#include <gradwalk/error.hpp>
#include <gradwalk/operation.hpp>
#include <gradwalk/tape.hpp>

namespace gradwalk::detail {

Tape no_tape;

namespace {
// Handles of an empty Value carry the number after this one.
constexpr std::uint32_t most_scopes = 0xffff'fffe;
constexpr std::uint32_t no_scope = 0;

const Operation& operation_of(const Tape& tape, Index i) {
  return operations()[static_cast<std::size_t>(tape.operations[i])];
}

LeafEdges leaf_edges(const Tape& tape, Index i) {
  return std::bit_cast<LeafEdges>(tape.edges[i]);
}

void set_at(Tape& tape, Index leaf, std::uint64_t size) {
  tape.edges[leaf] = std::bit_cast<Edges>(LeafEdges{.set_at = size});
}

template <class T>
std::vector<T> slice(const std::vector<T>& all, std::uint64_t first,
                     std::size_t count) {
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first);
  return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}
}  // namespace

void Tape::grow() {
  if (capacity == most_nodes)
    throw Error("record", fmt::format("at most {} nodes", most_nodes),
                "one more");
  const std::size_t wanted = std::max<std::size_t>(1024, capacity * 2ul);
  const auto next =
      static_cast<Index>(std::min<std::size_t>(wanted, most_nodes));
  values.reserve(next);
  edges.reserve(next);
  operations.reserve(next);
  capacity = next;
}

Index Tape::push_leaf(OperationId operation, double value) {
  const Index i = push(operation, value, std::bit_cast<Edges>(LeafEdges{}));
  if (i == leading_leaves) ++leading_leaves;
  return i;
}

bool Tape::is_listed(Index i) const {
  return operation_of(*this, i).arity == Operation::any_number;
}

std::vector<Index> Tape::parents_of(Index i) const {
  std::vector<Index> parents;
  each_parent(i, [&](Index parent) { parents.push_back(parent); });
  return parents;
}

std::vector<double> Tape::local_gradients_of(Index i) const {
  const Operation& operation = operation_of(*this, i);
  if (operation.arity >= 0) {
    const auto& locals = edges[i].local_gradients;
    return {locals.begin(), locals.begin() + operation.arity};
  }
  const OperandEdges e = operand_edges(i);
  if (e.first_gradient != OperandEdges::recomputed)
    return slice(operand_gradients, e.first_gradient, e.count());
  std::vector<double> x;
  for (const Index parent : parents_of(i))
    x.push_back(values[index_of(parent)]);
  return operation.local_gradients(x, values[i]);
}

Index Tape::marked(Index i) const {
  if (is_leaf(i)) return operations[i] == parameter ? i : i | no_gradient;
  const auto& [first, second] = edges[i].parents;
  const bool needed =
      first == listed || needs_gradient(first) || needs_gradient(second);
  return needed ? i : i | no_gradient;
}

std::uint32_t Tape::scope_of(Index i) const {
  auto owner = open_scopes.rbegin();
  while (owner->first_node > i) ++owner;
  return owner->number;
}

const std::string& Tape::name_of(Index i, std::uint32_t number) const {
  static const std::string none;
  const auto found = names.find(i);
  return found == names.end() || found->second.scope != number
             ? none
             : found->second.text;
}

void Tape::note_set(Index leaf) {
  if (leaf_edges(*this, leaf).set_at == 0) set_leaves.push_back(leaf);
  set_at(*this, leaf, size);
}

std::vector<bool> Tape::ancestors(Index root) const {
  std::vector<bool> reached(root + 1ul, false);
  reached[root] = true;
  for (Index i = root + 1; i-- > 0;) {
    if (!reached[i]) continue;
    each_parent(i, [&](Index p) { reached[index_of(p)] = true; });
  }
  return reached;
}

Index Tape::set_since(Index root) const {
  if (set_leaves.empty()) return nobody;
  const std::vector<bool> reached = ancestors(root);
  for (Index i = 0; i <= root; ++i) {
    Index found = nobody;
    if (reached[i])
      each_parent(i, [&](Index parent) {
        const Index p = index_of(parent);
        if (is_leaf(p) && leaf_edges(*this, p).set_at > i) found = p;
      });
    if (found != nobody) return found;
  }
  return nobody;
}

void Tape::now_up_to_date() {
  for (const Index leaf : set_leaves) set_at(*this, leaf, 0);
  set_leaves.clear();
}

bool Tape::is_open_between(std::uint32_t number) const {
  return std::any_of(
      open_scopes.begin(), open_scopes.end(),
      [&](const OpenScope& open) { return open.number == number; });
}

std::uint32_t Tape::next_scope() {
  if (last_scope == most_scopes)
    throw Error("Scope", fmt::format("at most {} scopes", most_scopes),
                "one more");
  return ++last_scope;
}

std::uint32_t Tape::open_scope() {
  scope = next_scope();
  open_scopes.push_back(
      {scope, size, operands.size(), operand_gradients.size()});
  return scope;
}

void Tape::close_scope(std::uint32_t number) {
  const auto closed = std::find_if(
      open_scopes.begin(), open_scopes.end(),
      [&](const OpenScope& open) { return open.number == number; });
  if (closed == open_scopes.end()) return;
  size = closed->first_node;
  operands.resize(closed->first_operand);
  operand_gradients.resize(closed->first_operand_gradient);
  open_scopes.erase(closed, open_scopes.end());
  scope = open_scopes.back().number;
  swept = std::min(swept, size);
  leading_leaves = std::min(leading_leaves, size);

  std::erase_if(set_leaves, [&](Index leaf) { return leaf >= size; });
  if (leading_leaves == size) now_up_to_date();
  for (const Index leaf : set_leaves)
    set_at(*this, leaf,
           std::min<std::uint64_t>(leaf_edges(*this, leaf).set_at, size));
}

void Tape::begin() {
  base_scope = scope = next_scope();
  open_scopes.assign(1, {scope, 0, 0, 0});
  names.clear();
}

bool Tape::is_exhausted() const { return last_scope == most_scopes; }

void Tape::end() noexcept {
  values.clear();
  edges.clear();
  operations.clear();
  gradients.clear();
  size = capacity = leading_leaves = gradient_capacity = swept = 0;
  operands = {};
  operand_gradients = {};
  set_leaves = {};
  open_scopes.clear();
  // A few names are kept, so that an error can name a node that is gone.
  constexpr std::size_t most_names = 4096;
  if (names.size() > most_names) names = {};
  base_scope = scope = is_exhausted() ? no_scope : ++last_scope;
}

}  // namespace gradwalk::detail
