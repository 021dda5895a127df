#include "sharing.hpp"

namespace gradwalk::detail {

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
    const auto* const layer = std::get_if<LayerStep>(&step);
    if (layer != nullptr && layer->list) continue;
    for (const std::size_t row :
         layer != nullptr ? layer->operands : std::get<NodeStep>(step).operands)
      read(row);
  }
}

namespace {

/// Calls to(cell) for each gradient that a step adds to.
void each_target(const LayerStep& layer, auto to) {
  if (!layer.passes || !layer.learns) return;
  for (std::size_t j = 0; j < layer.rows.size(); ++j)
    for (std::size_t i = 0; i < layer.operands.size(); ++i)
      to(layer.first_weight + i +
         static_cast<std::size_t>(static_cast<std::ptrdiff_t>(j) *
                                  layer.stride));
  if (layer.learns_biases)
    for (const std::size_t bias : layer.biases) to(bias);
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

void mark_lone_layers(Plan& plan) {
  const std::vector<bool> shared = shared_cells(plan);
  std::vector<bool> lone(plan.cells);
  for (auto& step : plan.steps) {
    auto* const layer = std::get_if<LayerStep>(&step);
    if (layer == nullptr) continue;
    layer->alone = layer->passes && layer->learns;
    each_target(*layer, [&](std::size_t cell) {
      if (shared[cell]) layer->alone = false;
    });
    if (layer->alone)
      each_target(*layer, [&](std::size_t cell) { lone[cell] = true; });
  }
  for (std::size_t cell = 0; cell < plan.cells; ++cell) {
    if (lone[cell]) continue;
    if (cell == 0 || lone[cell - 1]) plan.shared.push_back({cell, 0});
    ++plan.shared.back().count;
  }
}

}  // namespace gradwalk::detail
