#include "folds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace gradwalk {

namespace {

constexpr std::size_t most_nodes = 150;
constexpr std::size_t most_neurons = 60;

/// Whether a part of it is a part of a net. Leaves alone are not folded: their
/// box would have edges all over the graph, which dot cannot lay out.
bool has_groups(const Subgraph& graph) {
  const std::span<const Value> nodes = graph.nodes();
  return std::any_of(nodes.begin(), nodes.end(),
                     [&](Value node) { return !graph.groups()[node].empty(); });
}

/// How many parts of a group's name are kept; 0 folds nothing.
std::size_t depth_of(Fold fold, const Subgraph& graph) {
  if (!has_groups(graph)) return 0;
  switch (fold) {
    case Fold::nothing:
      return 0;
    case Fold::neurons:
      return 2;
    case Fold::layers:
      return 1;
    case Fold::automatic:
      break;
  }
  if (graph.nodes().size() <= most_nodes) return 0;
  std::set<std::string_view> neurons;
  for (const Value node : graph.nodes())
    neurons.insert(outer_group(graph.groups()[node], 2));
  return neurons.size() <= most_neurons ? 2 : 1;
}

}  // namespace

Folds::Folds(const Subgraph& graph, Fold fold) : depth_(depth_of(fold, graph)) {
  if (depth_ == 0) return;
  const std::span<const Value> order = graph.nodes();
  const Groups& groups = graph.groups();
  std::map<std::string, std::size_t> known;
  for (const Value node : order) {
    std::string box(outer_group(groups[node], depth_));
    // Where much is folded, leaves without a group fold together too: a net's
    // inputs.
    if (box.empty() && node.operation().is_leaf() && order.size() > most_nodes)
      box = node.needs_gradient() ? "parameters" : "inputs";
    if (box.empty() || same_node(node, graph.root())) continue;
    const auto [at, is_new] = known.emplace(box, boxes_.size());
    if (is_new)
      boxes_.push_back({fmt::format("g{}", at->second), std::move(box), {}});
    boxes_[at->second].nodes.push_back(node);
    if (node.index() >= inside_.size()) inside_.resize(node.index() + 1);
    inside_[node.index()] = at->second + 1;
  }
}

const FoldedBox* Folds::operator[](Value node) const {
  const std::size_t i = node.index();
  if (i >= inside_.size() || inside_[i] == 0) return nullptr;
  return &boxes_[inside_[i] - 1];
}

}  // namespace gradwalk
