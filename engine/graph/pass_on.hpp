#pragma once

#include <algorithm>
#include <gradwalk/graph/lists.hpp>
#include <span>

namespace gradwalk::detail {

/// Adds upstream × local gradient into the gradients of a node's operands,
/// which are taken in their order: what a rule of any arity hands its local
/// gradients to.
class PassOn {
 public:
  PassOn(const Lists& all, Parents node, double upstream, double* gradients)
      : list_(all.of(node)),
        indices_(all.indices.data()),
        upstream_(upstream),
        gradients_(gradients) {}

  void operator()(std::size_t, std::span<const double> locals) {
    for (std::size_t from = 0; from < locals.size();) {
      const auto [list, first, count] = take(locals.size() - from);
      const double* const local = locals.data() + from;
      if (list->is_run && !list->is_given)
        add(gradients_ + first, local, count);
      else if (!list->is_given)
        for (std::size_t k = 0; k < count; ++k)
          gradients_[indices_[first + k]] += upstream_ * local[k];
      from += count;
    }
  }
  void operator()(std::size_t, std::size_t count, double local) {
    const double passed = upstream_ * local;
    for (std::size_t from = 0; from < count;) {
      const auto [list, first, n] = take(count - from);
      if (list->is_run && !list->is_given)
        for (std::size_t k = 0; k < n; ++k) gradients_[first + k] += passed;
      else if (!list->is_given)
        for (std::size_t k = 0; k < n; ++k)
          gradients_[indices_[first + k]] += passed;
      from += n;
    }
  }
  void operator()(std::size_t first, double local) {
    operator()(first, 1, local);
  }

 private:
  struct Part {
    const List* list;
    std::size_t first, count;
  };
  /// What of a list is among the next `most` operands.
  Part take(std::size_t most) {
    const List* const list = list_;
    const std::size_t first = list->first + used_;
    const std::size_t count = std::min(list->count - used_, most);
    used_ += count;
    if (used_ == list->count) {
      ++list_;
      used_ = 0;
    }
    return {list, first, count};
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
};

}  // namespace gradwalk::detail
