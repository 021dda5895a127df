#include "cells.hpp"

#include <algorithm>
#include <cmath>
#include <gradwalk/graph/access.hpp>
#include <numeric>

namespace gradwalk::detail {

namespace {
/// As std::copy_n does, but in blocks: the string instructions with which
/// memcpy copies many at once take several times as long on a Zen 3 if the two
/// are not alike in alignment.
void copy(const double* from, std::size_t count, double* to) {
  constexpr std::size_t block = 8;
  std::size_t i = 0;
  for (; i + block <= count; i += block) std::copy_n(from + i, block, to + i);
  for (; i < count; ++i) to[i] = from[i];
}

/// The same. Whether one of them may be nan: their sum is. In eight parts,
/// which can be added side by side.
bool copy_and_look(const double* from, std::size_t count, double* to) {
  constexpr std::size_t parts = 8;
  double part[parts] = {};
  std::size_t i = 0;
  for (; i + parts <= count; i += parts)
    for (std::size_t k = 0; k < parts; ++k) part[k] += to[i + k] = from[i + k];
  for (; i < count; ++i) part[0] += to[i] = from[i];
  return std::isnan(std::accumulate(part, part + parts, 0.0));
}
}  // namespace

Cells::Cells(const Plan& plan, Value root)
    : plan_(plan),
      values_(plan.cells),
      gradients_(plan.cells),
      tape_(Access::tape(root)),
      graph_(tape_.base_scope) {
  for (std::size_t i = 0; i < plan.leaves.size(); ++i)
    values_[plan.leaves[i].cell] = plan.leaf_values[i];
  find_stretches();
}

void Cells::find_stretches() {
  for (const auto& [leaf, cell, is_parameter] : plan_.leaves) {
    const bool follows =
        !stretches_.empty() &&
        Access::scope(stretches_.back().first) == Access::scope(leaf) &&
        stretches_.back().learns == is_parameter &&
        Access::index(stretches_.back().first) + stretches_.back().count ==
            Access::index(leaf) &&
        stretches_.back().cell + stretches_.back().count == cell;
    if (follows)
      ++stretches_.back().count;
    else
      stretches_.push_back({leaf, cell, 1, is_parameter});
  }
}

void Cells::read(std::string_view function, Threads& threads) {
  read_leaves(function, threads);
  for (const CellStep& step : plan_.once) {
    gather_operands(step);
    values_[step.cell] = step.operation->value(operands_);
  }
}

void Cells::gather_operands(const CellStep& step) {
  operands_.clear();
  for (const std::size_t cell : step.operands)
    operands_.push_back(values_[cell]);
}

void Cells::read_leaves(std::string_view function, Threads& threads) {
  for (const Stretch& stretch : stretches_) {
    if (!Access::is_live(stretch.first)) {
      if (stretch.learns) live(function, stretch.first);
      continue;
    }
    const Tape& tape = Access::tape(stretch.first);
    const double* const from =
        tape.values.data() + Access::index(stretch.first);
    // Each thread will need them all, and has those that it copied at hand.
    constexpr std::size_t piece_size = 2048;
    threads.each(
        (stretch.count + piece_size - 1) / piece_size, [&](std::size_t piece) {
          const std::size_t first = piece * piece_size;
          copy(from + first, std::min(piece_size, stretch.count - first),
               values_.data() + stretch.cell + first);
        });
  }
}

void Cells::clear_shared_gradients() {
  for (const auto& [first, count] : plan_.shared)
    std::fill_n(gradients_.data() + first, count, 0.0);
}

void Cells::clear_gradients() {
  std::fill_n(gradients_.data(), plan_.cells, 0.0);
}

void Cells::sweep() {
  for (auto step = plan_.once.rbegin(); step != plan_.once.rend(); ++step) {
    if (!step->passes) continue;
    gather_operands(*step);
    const std::vector<double> locals =
        step->operation->local_gradients(operands_, values_[step->cell]);
    for (std::size_t k = 0; k < locals.size(); ++k)
      gradients_[step->operands[k]] += gradients_[step->cell] * locals[k];
  }
}

void Cells::sweep_carefully(std::vector<bool> reached) {
  for (auto step = plan_.once.rbegin(); step != plan_.once.rend(); ++step) {
    if (!step->passes || !reached[step->cell]) continue;
    gather_operands(*step);
    const double y = values_[step->cell];
    const std::vector<double> locals =
        step->operation->local_gradients(operands_, y);
    const std::vector<bool> open = step->operation->open(operands_, y);
    for (std::size_t k = 0; k < locals.size(); ++k) {
      if (!open[k]) continue;
      gradients_[step->operands[k]] += gradients_[step->cell] * locals[k];
      reached[step->operands[k]] = true;
    }
  }
}

bool Cells::write_gradients() const {
  if (tape_.base_scope != graph_) return false;
  bool may_be_nan = false;
  double* const gradients = tape_.room_for_gradients();
  std::size_t written = 0;
  for (const Stretch& stretch : stretches_) {
    if (!stretch.learns) continue;
    const std::size_t first = Access::index(stretch.first);
    std::fill(gradients + written, gradients + first, 0.0);
    may_be_nan |= copy_and_look(gradients_.data() + stretch.cell, stretch.count,
                                gradients + first);
    written = first + stretch.count;
  }
  tape_.now_covers(written);
  return may_be_nan;
}

}  // namespace gradwalk::detail
