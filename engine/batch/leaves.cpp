#include "leaves.hpp"

#include <algorithm>
#include <cmath>
#include <gradwalk/record.hpp>

namespace gradwalk::detail {

namespace {
/// By its mark: the leaf may be forgotten.
bool is_parameter(Value leaf) { return needs_gradient(Access::marked(leaf)); }
std::size_t index(Value leaf) { return index_of(Access::marked(leaf)); }
}  // namespace

Leaves::Leaves(const Plan& plan, Value root)
    : tape_(Access::tape(root)), graph_(tape_.base_scope) {
  for (const auto& [leaf, cell] : plan.leaves) {
    const bool follows =
        !stretches_.empty() &&
        Access::scope(stretches_.back().first) == Access::scope(leaf) &&
        is_parameter(stretches_.back().first) == is_parameter(leaf) &&
        index(stretches_.back().first) + stretches_.back().count ==
            index(leaf) &&
        stretches_.back().cell + stretches_.back().count == cell;
    if (follows)
      ++stretches_.back().count;
    else
      stretches_.push_back({leaf, cell, 1});
  }
}

void Leaves::read(std::string_view function, double* cells) const {
  for (const Stretch& stretch : stretches_) {
    if (!Access::is_live(stretch.first)) {
      if (is_parameter(stretch.first)) live(function, stretch.first);
      continue;
    }
    const Tape& tape = Access::tape(stretch.first);
    std::copy_n(tape.values.data() + index(stretch.first), stretch.count,
                cells + stretch.cell);
  }
}

void Leaves::write_gradients(const double* cells) const {
  if (tape_.base_scope != graph_) return;
  double* const gradients = tape_.room_for_gradients();
  tape_.swept = 0;
  for (const Stretch& stretch : stretches_) {
    if (!is_parameter(stretch.first)) continue;
    std::fill(gradients + tape_.swept, gradients + index(stretch.first), 0.0);
    std::copy_n(cells + stretch.cell, stretch.count,
                gradients + index(stretch.first));
    tape_.swept = index(stretch.first) + stretch.count;
  }
}

bool Leaves::may_be_nan(const double* cells, const Kernels& kernels) const {
  // A sum is nan if a term is: many are looked at at once.
  return std::any_of(
      stretches_.begin(), stretches_.end(), [&](const Stretch& stretch) {
        return is_parameter(stretch.first) &&
               std::isnan(kernels.sum(cells + stretch.cell, stretch.count));
      });
}

}  // namespace gradwalk::detail
