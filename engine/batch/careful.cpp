#include "careful.hpp"

#include <gradwalk/graph/own_operations.hpp>

namespace gradwalk::detail {

CarefulSweep::CarefulSweep(const Plan& plan)
    : plan_(plan), reached_cells_(plan.cells, false) {}

void CarefulSweep::sweep(const Numbers& numbers, std::size_t lane,
                         double upstream,
                         const std::vector<const double*>& examples) {
  numbers_ = &numbers;
  lane_ = lane;
  examples_ = &examples;
  reached_rows_.assign(plan_.rows, false);
  for (std::size_t row = 0; row < plan_.rows; ++row)
    numbers.gradient_row(row)[lane] = 0.0;
  add({true, plan_.root_row}, upstream);
  for (auto step = plan_.steps.rbegin(); step != plan_.steps.rend(); ++step)
    std::visit([&](const auto& of_any_kind) { pass_on(of_any_kind); }, *step);
}

void CarefulSweep::add(const Place& place, double passed) {
  if (place.varies) {
    numbers_->gradient_row(place.at)[lane_] += passed;
    reached_rows_[place.at] = true;
  } else {
    numbers_->cell_gradients[place.at] += passed;
    reached_cells_[place.at] = true;
  }
}

void CarefulSweep::pass_on(const NodeStep& step) {
  if (!step.passes || !reached_rows_[step.row]) return;
  std::vector<double> x;
  for (const std::size_t operand : step.operands)
    x.push_back(numbers_->value_row(operand)[lane_]);
  const double y = numbers_->value_row(step.row)[lane_];
  const double upstream = numbers_->gradient_row(step.row)[lane_];
  const Operation& operation = operation_at(step.operation);
  const std::vector<double> locals = operation.local_gradients(x, y);
  const std::vector<bool> open = operation.open(x, y);
  for (std::size_t k = 0; k < x.size(); ++k)
    if (step.targets[k] && open[k]) add(*step.targets[k], upstream * locals[k]);
}

void CarefulSweep::pass_on(const BundleStep& step) {
  if (!step.passes) return;
  const auto operand = [&](std::size_t i) {
    return step.list ? (*examples_)[*step.list][step.first_leaf + i]
                     : numbers_->value_row(step.operands[i])[lane_];
  };
  for (std::size_t j = step.rows.size(); j-- > 0;) {
    if (!reached_rows_[step.rows[j]]) continue;
    const double upstream = numbers_->gradient_row(step.rows[j])[lane_];
    const std::size_t first_weight =
        step.first_weight +
        static_cast<std::size_t>(step.stride * static_cast<std::ptrdiff_t>(j));
    for (const std::size_t i : step.targets)
      add({true, step.operands[i]},
          upstream * numbers_->cells[first_weight + i]);
    if (!step.learns) continue;
    for (std::size_t i = 0; i < step.operands.size(); ++i)
      add({false, first_weight + i}, upstream * operand(i));
    if (step.learns_biases) add({false, step.biases[j]}, upstream);
  }
}

}  // namespace gradwalk::detail
