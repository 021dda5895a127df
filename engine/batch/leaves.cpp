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
        !runs_.empty() &&
        Access::scope(runs_.back().first) == Access::scope(leaf) &&
        is_parameter(runs_.back().first) == is_parameter(leaf) &&
        index(runs_.back().first) + runs_.back().count == index(leaf) &&
        runs_.back().cell + runs_.back().count == cell;
    if (follows)
      ++runs_.back().count;
    else
      runs_.push_back({leaf, cell, 1});
  }
}

void Leaves::read(std::string_view function, double* cells) const {
  for (const Run& run : runs_) {
    if (!Access::is_live(run.first)) {
      if (is_parameter(run.first)) live(function, run.first);
      continue;
    }
    const Tape& tape = Access::tape(run.first);
    std::copy_n(tape.values.data() + index(run.first), run.count,
                cells + run.cell);
  }
}

void Leaves::write_gradients(const double* cells) const {
  if (tape_.base_scope != graph_) return;
  double* const gradients = tape_.room_for_gradients();
  tape_.swept = 0;
  for (const Run& run : runs_) {
    if (!is_parameter(run.first)) continue;
    std::fill(gradients + tape_.swept, gradients + index(run.first), 0.0);
    std::copy_n(cells + run.cell, run.count, gradients + index(run.first));
    tape_.swept = index(run.first) + run.count;
  }
}

bool Leaves::may_be_nan(const double* cells, const Kernels& kernels) const {
  // A sum is nan if a term is: many are looked at at once.
  return std::any_of(runs_.begin(), runs_.end(), [&](const Run& run) {
    return is_parameter(run.first) &&
           std::isnan(kernels.sum(cells + run.cell, run.count));
  });
}

}  // namespace gradwalk::detail
