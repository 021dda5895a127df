#include "leaves.hpp"

#include <algorithm>
#include <cmath>
#include <gradwalk/record.hpp>

namespace gradwalk::detail {

namespace {
/// By its mark: the leaf may be forgotten.
bool is_parameter(Value leaf) { return needs_gradient(Access::marked(leaf)); }
std::size_t index(Value leaf) { return index_of(Access::marked(leaf)); }

double* room_for_gradients(Tape& tape) {
  if (tape.gradient_capacity < tape.size) {
    tape.gradients.reserve(tape.capacity);
    tape.gradient_capacity = tape.capacity;
  }
  return tape.gradients.data();
}
}  // namespace

Leaves::Leaves(const Plan& plan) {
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
  std::size_t written = 0;
  for (const Run& run : runs_) {
    if (!is_parameter(run.first)) continue;
    Tape& tape = Access::tape(run.first);
    double* const gradients = room_for_gradients(tape);
    std::fill(gradients + written, gradients + index(run.first), 0.0);
    std::copy_n(cells + run.cell, run.count, gradients + index(run.first));
    written = index(run.first) + run.count;
    tape.swept = static_cast<decltype(tape.swept)>(written);
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
