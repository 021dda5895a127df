#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/error.hpp>
#include <gradwalk/graph/tape.hpp>
#include <gradwalk/operation.hpp>

#include "names.hpp"

namespace gradwalk::detail {

Tape::Tape() : names(std::make_unique<Names>()) {}
Tape::~Tape() = default;

Tape no_tape;

namespace {
// Handles of an empty Value carry the number after this one.
constexpr ScopeNumber most_scopes{0xffff'fffe};
constexpr ScopeNumber no_scope{0};

ScopeNumber after(ScopeNumber number) {
  return ScopeNumber{static_cast<std::uint32_t>(number) + 1};
}

const Operation& operation_of(const Tape& tape, Index i) {
  return operations()[static_cast<std::size_t>(tape.operations[i])];
}
}  // namespace

// OperandEdges know the places of operands and their gradients by an Index.
template <class T> void Stack<T>::grow(std::size_t count) {
  constexpr std::size_t most = OperandEdges::recomputed;
  if (size_ + count > most)
    throw Error("record", fmt::format("at most {} operands in lists", most),
                "more");
  capacity_ = std::max<std::size_t>({256, size_ + count, capacity_ * 2});
  items_.reserve(capacity_);
}
template class Stack<Run>;
template class Stack<double>;

std::span<const double> OperandValues::gather(const Run* run, std::size_t first,
                                              std::size_t count) const {
  std::vector<double>& values = gathered_[last_ ^= 1];
  values.clear();
  for (; values.size() < count; ++run, first = 0) {
    const double* const begin = values_ + index_of(run->first) + first;
    const std::size_t wanted =
        std::min<std::size_t>(run->count - first, count - values.size());
    values.insert(values.end(), begin, begin + wanted);
  }
  return values;
}

void Tape::grow() {
  if (is_closed)
    throw Error("update", "a function that records nothing", "one that does");
  if (capacity == most_nodes)
    throw Error("record", fmt::format("at most {} nodes", most_nodes),
                "one more");
  const std::size_t wanted = std::max<std::size_t>(1024, capacity * 2);
  const std::size_t next = std::min<std::size_t>(wanted, most_nodes);
  values.reserve(next);
  edges.reserve(next);
  operations.reserve(next);
  capacity = next;
}

Index Tape::push_leaf(OperationId operation, double value) {
  const Index i = put(next_place(), operation, value, Edges{});
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
    return {operand_gradients.data() + e.first_gradient,
            operand_gradients.data() + e.first_gradient + e.count};
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

ScopeNumber Tape::scope_of(Index i) const {
  auto owner = open_scopes.rbegin();
  while (owner->first_node > i) ++owner;
  return owner->number;
}

void Tape::name(Index i, ScopeNumber number, std::string text) {
  names->give(i, number, std::move(text));
}

const std::string& Tape::name_of(Index i, ScopeNumber number) const {
  return names->of(i, number);
}

void Tape::note_set(Run leaves) {
  const std::size_t end = leaves.first + leaves.count;
  if (set_at.size() < end) set_at.resize(end);
  const auto begin = set_at.begin();
  if (!any_set) {
    // What others were noted before the forward pass holds no more.
    std::fill(begin, begin + leaves.first, 0);
    std::fill(begin + static_cast<std::ptrdiff_t>(end), set_at.end(), 0);
    any_set = true;
  }
  latest_set = static_cast<Index>(size);
  std::fill_n(begin + leaves.first, leaves.count, latest_set);
}

void Tape::now_up_to_date() {
  any_set = false;
  latest_set = 0;
}

double* Tape::room_for_gradients() {
  if (gradient_capacity < size) {
    gradients.reserve(capacity);
    gradient_capacity = capacity;
  }
  return gradients.data();
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
  if (!any_set) return nobody;
  const std::vector<bool> reached = ancestors(root);
  for (Index i = 0; i <= root; ++i) {
    Index found = nobody;
    if (reached[i])
      each_parent(i, [&](Index parent) {
        const Index p = index_of(parent);
        if (p < set_at.size() && set_at[p] > i) found = p;
      });
    if (found != nobody) return found;
  }
  return nobody;
}

bool Tape::is_open(ScopeNumber number) const {
  return std::any_of(
      open_scopes.begin(), open_scopes.end(),
      [&](const OpenScope& open) { return open.number == number; });
}

ScopeNumber Tape::next_scope() {
  if (last_scope == most_scopes)
    throw Error("Scope",
                fmt::format("at most {} scopes",
                            static_cast<std::uint32_t>(most_scopes)),
                "one more");
  return last_scope = after(last_scope);
}

ScopeNumber Tape::open_scope() {
  scope = next_scope();
  open_scopes.push_back(
      {scope, static_cast<Index>(size), runs.size(), operand_gradients.size()});
  return scope;
}

void Tape::close_scope(ScopeNumber number) {
  const auto closed = std::find_if(
      open_scopes.begin(), open_scopes.end(),
      [&](const OpenScope& open) { return open.number == number; });
  if (closed == open_scopes.end()) return;
  size = closed->first_node;
  runs.shrink(closed->first_run);
  operand_gradients.shrink(closed->first_operand_gradient);
  open_scopes.erase(closed, open_scopes.end());
  scope = open_scopes.back().number;
  swept = std::min(swept, size);
  leading_leaves = std::min(leading_leaves, size);

  if (leading_leaves == size) now_up_to_date();
  if (set_at.size() > size) set_at.resize(size);
  if (latest_set > size) {
    latest_set = static_cast<Index>(size);
    for (Index& at : set_at) at = std::min(at, latest_set);
  }
}

void Tape::begin() {
  base_scope = scope = next_scope();
  open_scopes.assign(1, {scope, 0, 0, 0});
  names->clear();
}

bool Tape::is_exhausted() const { return last_scope == most_scopes; }

void Tape::end() noexcept {
  values.clear();
  edges.clear();
  operations.clear();
  gradients.clear();
  size = capacity = leading_leaves = gradient_capacity = swept = 0;
  runs.clear();
  gathered = {};
  operand_gradients.clear();
  set_at = {};
  now_up_to_date();
  open_scopes.clear();
  // A few names are kept, so that an error can name a node that is gone.
  constexpr std::size_t most_names = 4096;
  names->forget_many(most_names);
  base_scope = scope = is_exhausted() ? no_scope : next_scope();
}

}  // namespace gradwalk::detail
