#include "bundle.hpp"

#include <algorithm>
#include <cstdlib>
#include <gradwalk/rules.hpp>

namespace gradwalk::detail {

std::vector<std::size_t> WeightedSum::key() const {
  std::vector<std::size_t> key{bias.has_value()};
  for (const Value operand : operands) key.push_back(operand.index());
  return key;
}

std::optional<WeightedSum> weighted_sum_of(
    Value node, const std::function<bool(Value)>& varies) {
  const bool is_linear = node.operation().name == rules::Linear::name;
  if (!is_linear && node.operation().name != rules::Dot::name) return {};
  const std::vector<Value> all = node.parents();
  const auto half = static_cast<std::ptrdiff_t>(all.size() / 2);
  WeightedSum sum{node,
                  {all.begin(), all.begin() + half},
                  {all.begin() + half, all.begin() + 2 * half},
                  {},
                  false};
  if (is_linear) sum.bias = all.back();
  if (varies(sum.weights.front())) sum.weights.swap(sum.operands);
  std::vector<std::size_t> operands = sum.key();
  operands.erase(operands.begin());
  std::sort(operands.begin(), operands.end());
  if (std::any_of(sum.weights.begin(), sum.weights.end(), varies) ||
      !std::all_of(sum.operands.begin(), sum.operands.end(), varies) ||
      (sum.bias && varies(*sum.bias)) ||
      std::adjacent_find(operands.begin(), operands.end()) != operands.end())
    return {};
  const auto learns = [](Value v) { return v.needs_gradient(); };
  sum.learns = (sum.bias && learns(*sum.bias)) ||
               std::any_of(sum.weights.begin(), sum.weights.end(), learns);
  return sum;
}

bool Bundle::join(const WeightedSum& sum, std::size_t cell) {
  const std::size_t last =
      first_cell + static_cast<std::size_t>(
                       static_cast<std::ptrdiff_t>(sums.size() - 1) * stride);
  const auto step =
      static_cast<std::ptrdiff_t>(cell) - static_cast<std::ptrdiff_t>(last);
  // Weights that overlap would be written twice at once.
  const auto width = static_cast<std::ptrdiff_t>(sum.weights.size());
  if (sums.size() == 1 && std::abs(step) >= width) stride = step;
  if (step != stride || stride == 0) return false;
  sums.push_back(sum);
  return true;
}

void mark_lists_with_rows(Plan& plan) {
  const auto read = [&](std::size_t row) {
    for (Plan::List& list : plan.lists)
      if (row >= list.first_row && row - list.first_row < list.leaves)
        list.has_rows = true;
  };
  read(plan.root_row);
  for (const Plan::Kept& kept : plan.kept)
    if (kept.place.varies) read(kept.place.at);
  for (const auto& step : plan.steps) {
    const auto* const bundle = std::get_if<BundleStep>(&step);
    if (bundle != nullptr && bundle->list) continue;
    for (const std::size_t row : bundle != nullptr
                                     ? bundle->operands
                                     : std::get<NodeStep>(step).operands)
      read(row);
  }
}

namespace {

/// Calls to(cell) for each gradient that a step adds to.
void each_target(const BundleStep& bundle, auto to) {
  if (!bundle.passes || !bundle.learns) return;
  for (std::size_t j = 0; j < bundle.rows.size(); ++j)
    for (std::size_t i = 0; i < bundle.operands.size(); ++i)
      to(bundle.first_weight + i +
         static_cast<std::size_t>(static_cast<std::ptrdiff_t>(j) *
                                  bundle.stride));
  if (bundle.learns_biases)
    for (const std::size_t bias : bundle.biases) to(bias);
}
void each_target(const NodeStep& node, auto to) {
  if (!node.passes) return;
  for (const std::optional<Place>& target : node.targets)
    if (target && !target->varies) to(target->at);
}

/// The cells that more than one step adds to, or one of them twice.
std::vector<bool> shared_cells(const Plan& plan) {
  std::vector<bool> written(plan.cells), shared(plan.cells);
  const auto write = [&](std::size_t cell) {
    if (written[cell]) shared[cell] = true;
    written[cell] = true;
  };
  for (const auto& step : plan.steps)
    std::visit([&](const auto& one) { each_target(one, write); }, step);
  return shared;
}

}  // namespace

void mark_lone_bundles(Plan& plan) {
  const std::vector<bool> shared = shared_cells(plan);
  std::vector<bool> lone(plan.cells);
  for (auto& step : plan.steps) {
    auto* const bundle = std::get_if<BundleStep>(&step);
    if (bundle == nullptr) continue;
    bundle->alone = bundle->passes && bundle->learns;
    each_target(*bundle, [&](std::size_t cell) {
      if (shared[cell]) bundle->alone = false;
    });
    if (bundle->alone)
      each_target(*bundle, [&](std::size_t cell) { lone[cell] = true; });
  }
  for (std::size_t cell = 0; cell < plan.cells; ++cell) {
    if (lone[cell]) continue;
    if (cell == 0 || lone[cell - 1]) plan.shared.push_back({cell, 0});
    ++plan.shared.back().count;
  }
}

}  // namespace gradwalk::detail
