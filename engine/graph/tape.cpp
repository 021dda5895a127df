#include <algorithm>
#include <gradwalk/graph/tape.hpp>

#include "layers.hpp"
#include "names.hpp"

namespace gradwalk::detail {

Tape::Tape() : names_(std::make_unique<Names>()) {}
Tape::~Tape() = default;

Tape no_tape, plain_numbers;

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

void Tape::forget_names(std::size_t first) noexcept {
  for (std::size_t i = first; i < size; ++i)
    names_->forget(static_cast<Index>(i));
}

double* Tape::room_for_gradients() {
  require_not_frozen();
  if (cleared_ < size) {
    if (gradient_room_ < size) {
      gradients.reserve(capacity);
      gradient_room_ = capacity;
    }
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
