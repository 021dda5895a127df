#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/error.hpp>
#include <gradwalk/graph/tape.hpp>

#include "idle_tapes.hpp"
#include "layers.hpp"
#include "names.hpp"

namespace gradwalk::detail {

Tape::Tape() : names_(std::make_unique<Names>()) {}
Tape::~Tape() = default;

Tape no_tape;

namespace {
// Handles of an empty Value carry the number after this one, no_scope.
constexpr ScopeNumber most_scopes{0xffff'fffe};

ScopeNumber after(ScopeNumber number) {
  return ScopeNumber{static_cast<std::uint32_t>(number) + 1};
}

}  // namespace

ScopeNumber Tape::scope_of(Index i) const {
  auto owner = open_scopes_.rbegin();
  while (owner->first_node > i) ++owner;
  return owner->number;
}

bool Tape::is_open(ScopeNumber number) const {
  return std::any_of(
      open_scopes_.begin(), open_scopes_.end(),
      [&](const OpenScope& open) { return open.number == number; });
}

ScopeNumber Tape::next_scope() {
  if (last_scope_ == most_scopes)
    throw Error("Scope",
                fmt::format("at most {} scopes",
                            static_cast<std::uint32_t>(most_scopes)),
                "one more");
  return last_scope_ = after(last_scope_);
}

ScopeNumber Tape::open_scope() {
  require_not_frozen();
  scope = next_scope();
  open_scopes_.push_back({scope, static_cast<Index>(size), lists.lists.size(),
                          lists.indices.size()});
  return scope;
}

void Tape::close_scope(ScopeNumber number) {
  const auto closed = std::find_if(
      open_scopes_.begin(), open_scopes_.end(),
      [&](const OpenScope& open) { return open.number == number; });
  if (closed == open_scopes_.end()) return;
  if (is_frozen_) [[unlikely]] {
    closes_later_ = std::min(closes_later_, number);
    return;
  }
  size = closed->first_node;
  lists.lists.shrink(closed->lists);
  lists.indices.shrink(closed->indices);
  open_scopes_.erase(closed, open_scopes_.end());
  scope = open_scopes_.back().number;
  covered = std::min(covered, size);
  leading_leaves = std::min(leading_leaves, size);
  // What is recorded next may make as many nodes, but others.
  if (layers_of_ > size) {
    layers_.clear();
    layers_of_ = 0;
  }
  if (replayed_ > size) replayed_ = 0;
  if (root_ != nobody && root_ >= size) root_ = nobody;

  if (leading_leaves == size) now_up_to_date();
  if (!any_set_) return;
  // What will be recorded where forgotten nodes stood comes after the set.
  for (Index i = 0; i < size; ++i)
    if (is_leaf(i))
      parents[i].first = std::min(parents[i].first, static_cast<Index>(size));
}

void Tape::begin() {
  base_scope = scope = next_scope();
  open_scopes_.assign(1, {scope, 0, 0, 0});
  names_->clear();
}

bool Tape::is_exhausted() const { return last_scope_ == most_scopes; }

void Tape::end() noexcept {
  values.clear();
  parents.clear();
  operations.clear();
  gradients.clear();
  size = capacity = leading_leaves = covered = replayed_ = layers_of_ = 0;
  layers_.clear();
  root_ = nobody;
  cleared_ = swept_leaves_ = swept_first_ = swept_end_ = 0;
  lists = {};
  now_up_to_date();
  open_scopes_.clear();
  // A few names are kept, so that an error can name a node that is gone.
  constexpr std::size_t most_names = 4096;
  names_->forget_many(most_names);
  base_scope = scope = is_exhausted() ? no_scope : next_scope();
}

void retire(Tape* tape) noexcept {
  if (tape->is_frozen_) {
    tape->ends_later_ = true;
    return;
  }
  tape->end();
  std::unique_ptr<Tape> idle(tape);
  // One that has no scope numbers left serves no other graph.
  if (!tape->is_exhausted()) idle_tapes().give(std::move(idle));
}

void Tape::thaw(std::size_t former_capacity) noexcept {
  capacity = former_capacity;
  is_frozen_ = false;
  close_scope(std::exchange(closes_later_, no_scope));
  if (std::exchange(ends_later_, false)) retire(this);
}

void Tape::name(Index i, ScopeNumber number, std::string text) {
  names_->give(i, number, std::move(text));
}

const std::string& Tape::name_of(Index i, ScopeNumber number) const {
  return names_->of(i, number);
}

/// Calls visit(i) for root and each node that it depends on, but for leading
/// leaves, from the last to the first. Costs what lies between these.
template <class Visit> void Tape::each_ancestor(Index root, Visit visit) const {
  Index lowest = root;
  std::vector<char> reached{true};  // from root down
  for (Index i = root + 1; i-- > lowest;) {
    if (!reached[root - i]) continue;
    visit(i);
    each_parent(i, [&](Index parent) {
      if (parent < leading_leaves) return;
      lowest = std::min(lowest, parent);
      if (reached.size() <= root - parent)
        reached.resize(2ul * (root - parent) + 64);
      reached[root - parent] = true;
    });
  }
}

std::vector<bool> Tape::ancestors(Index root) const {
  std::vector<bool> reached(root + 1ul, false);
  each_ancestor(root, [&](Index i) {
    reached[i] = true;
    each_parent(i, [&](Index parent) { reached[parent] = true; });
  });
  return reached;
}

double* Tape::room_for_gradients() {
  require_not_frozen();
  if (cleared_ < size) {
    gradients.reserve(capacity);
    std::fill(gradients.data() + cleared_, gradients.data() + size, 0.0);
    cleared_ = size;
  }
  return gradients.data();
}

double* Tape::clear_gradients(Index lowest, Index root) {
  double* const all = room_for_gradients();
  std::fill_n(all, swept_leaves_, 0.0);
  std::fill(all + swept_first_, all + swept_end_, 0.0);
  swept_leaves_ = leading_leaves;
  swept_first_ = lowest;
  swept_end_ = root + 1ul;
  root_ = root;
  covered = size;
  return all;
}

void Tape::now_covers(std::size_t nodes) {
  covered = nodes;
  swept_leaves_ = std::max(swept_leaves_, nodes);
}

Index Tape::lowest_ancestor(Index root) const {
  if (root == root_) return static_cast<Index>(swept_first_);
  // Most of what lies there is new, and was not looked at yet.
  Index lowest =
      static_cast<Index>(std::min<std::size_t>(leading_leaves, root));
  if (root - lowest <= 2 * (size - covered)) return lowest;
  each_ancestor(root, [&](Index i) { lowest = i; });
  return lowest;
}

void Tape::prepare_replay() {
  if (replayed_ == size && layers_of_ != size) {
    layers_ = find_layers(*this);
    layers_of_ = size;
  }
  replayed_ = size;
}

std::span<const Layer> Tape::layers() const {
  if (layers_of_ != size) return {};
  return layers_;
}

Index Tape::set_after(Index i) const {
  Index found = nobody;
  if (!any_set_) return found;
  each_parent(i, [&](Index parent) {
    const auto [at, round] = parents[parent];
    if (is_leaf(parent) && round == set_round_ && at > i) found = parent;
  });
  return found;
}

Index Tape::set_since(Index root) const {
  Index found = nobody;
  if (!any_set_) return found;
  each_ancestor(root, [&](Index i) {
    if (const Index leaf = set_after(i); leaf != nobody) found = leaf;
  });
  return found;
}

void Tape::now_up_to_date() {
  any_set_ = false;
  if (++set_round_ != 0) return;
  // A number that comes again would bring back what was set long ago.
  for (Index i = 0; i < size; ++i)
    if (is_leaf(i)) parents[i] = {};
  set_round_ = 1;
}

}  // namespace gradwalk::detail
