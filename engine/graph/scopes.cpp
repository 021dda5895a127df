#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/error.hpp>
#include <gradwalk/graph/frozen.hpp>
#include <iterator>
#include <utility>

#include "attempt.hpp"
#include "idle_tapes.hpp"
#include "layers.hpp"
#include "names.hpp"

/// Where a tape's nodes begin to exist, and where they end.
namespace gradwalk::detail {

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
  if (is_frozen_) [[unlikely]]
    require_not_frozen();
  const ScopeNumber opened = next_scope();
  open_scopes_.push_back(here(opened));
  return scope = opened;
}

void Tape::close_scope(ScopeNumber number) noexcept {
  // Numbers rise, and most often it is the innermost.
  const auto begin = open_scopes_.begin();
  auto end = open_scopes_.end();
  while (end != begin && std::prev(end)->number > number) --end;
  if (end == begin || std::prev(end)->number != number) return;
  if (is_frozen_) [[unlikely]] {
    closes_later_ = std::min(closes_later_, number);
    return;
  }
  const auto closed = std::prev(end);
  forget_since(*closed);
  open_scopes_.erase(closed, open_scopes_.end());
  scope = open_scopes_.back().number;
}

void Tape::forget_since(const OpenScope& then) noexcept {
  size = then.first_node;
  lists.lists.shrink(then.lists);
  lists.indices.shrink(then.indices);
  covered = std::min(covered, size);
  leading_leaves = std::min(leading_leaves, size);
  // What is recorded next may make as many nodes, but others.
  if (layers_of_ > size) {
    layers_.clear();
    layers_of_ = 0;
  }
  if (replayed_ > size) replayed_ = 0;
  if (root_ != nobody && root_ >= size) root_ = nobody;

  if (!any_set_) return;
  if (leading_leaves == size) return now_up_to_date();
  // What will be recorded where forgotten nodes stood comes after the set.
  for (Index i = 0; i < size; ++i)
    if (is_leaf(i))
      parents[i].first = std::min(parents[i].first, static_cast<Index>(size));
}

Attempt::~Attempt() {
  if (is_kept_ || tape_.size == before_.first_node) return;
  tape_.forget_names(before_.first_node);
  tape_.forget_since(before_);
}

void Tape::begin() {
  base_scope = scope = next_scope();
  names_->clear();
  open_scopes_.assign(1, here(scope));
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
  gradient_room_ = cleared_ = swept_leaves_ = swept_first_ = swept_end_ = 0;
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

Frozen::~Frozen() {
  tape_.capacity = capacity_;
  tape_.is_frozen_ = false;
  tape_.close_scope(std::exchange(tape_.closes_later_, no_scope));
  if (std::exchange(tape_.ends_later_, false)) retire(&tape_);
}

}  // namespace gradwalk::detail
