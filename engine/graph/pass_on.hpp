#pragma once

#include <algorithm>
#include <gradwalk/graph/lists.hpp>
#include <span>

namespace gradwalk::detail {

/// Whether a sweep may have multiplied 0 by inf or nan where no path is, and
/// has to be done again: careful_sweep.hpp. Sums and products need not be
/// looked at: a number in them that is not finite comes through to a value
/// above.
class Doubt {
 public:
  /// A number, or the sum of some, that is not finite if one of them is not.
  void look_at(double number) { sum_ += 0.0 * number; }
  [[nodiscard]] bool is_there() const { return sum_ != 0.0; }

 private:
  double sum_ = 0.0;
};

/// Adds upstream × local gradient into the gradients of a node's operands,
/// which are taken in their order: what a rule of any arity hands its local
/// gradients to.
template <bool is_tame> class PassOn {
 public:
  PassOn(const Lists& all, Parents node, double upstream, double* gradients,
         Doubt& doubt)
      : list_(all.of(node)),
        indices_(all.indices.data()),
        upstream_(upstream),
        gradients_(gradients),
        doubt_(doubt) {}

  void operator()(std::size_t, std::span<const double> locals) {
    for (std::size_t from = 0; from < locals.size();) {
      const auto [list, first, count] = take(locals.size() - from);
      const double* const local = locals.data() + from;
      if (list->stride == 1 && !list->is_given)
        add(gradients_ + list->first + first, local, count);
      else if (!list->is_given)
        for (std::size_t k = 0; k < count; ++k)
          *at(*list, first + k) += upstream_ * local[k];
      from += count;
    }
  }
  void operator()(std::size_t, std::size_t count, double local) {
    const double passed = upstream_ * local;
    for (std::size_t from = 0; from < count;) {
      const auto [list, first, n] = take(count - from);
      if (list->stride == 1 && !list->is_given)
        for (std::size_t k = 0; k < n; ++k)
          gradients_[list->first + first + k] += passed;
      else if (!list->is_given)
        for (std::size_t k = 0; k < n; ++k) *at(*list, first + k) += passed;
      from += n;
    }
  }
  void operator()(std::size_t first, double local) {
    const bool is_given = list_->is_given;
    operator()(first, 1, local);
    if (!is_tame && !is_given) doubt_.look_at(upstream_ * local);
  }

 private:
  /// Some of a list's operands, from `first` on.
  struct Part {
    const List* list;
    std::size_t first, count;
  };
  /// What of a list is among the next `most` operands.
  Part take(std::size_t most) {
    const List* const list = list_;
    const std::size_t first = used_;
    const std::size_t count = std::min(list->count - used_, most);
    used_ += count;
    if (used_ == list->count) {
      ++list_;
      used_ = 0;
    }
    return {list, first, count};
  }
  double* at(const List& list, std::size_t k) const {
    return gradients_ + list.index_of(static_cast<Index>(k), indices_);
  }
  void add(double* __restrict to, const double* __restrict local,
           std::size_t count) const {
    const double upstream = upstream_;
    for (std::size_t k = 0; k < count; ++k) to[k] += upstream * local[k];
  }

  const List* list_;
  std::size_t used_ = 0;  ///< operands of that list that were taken
  const Index* indices_;
  double upstream_;
  double* gradients_;
  Doubt& doubt_;
};

}  // namespace gradwalk::detail
