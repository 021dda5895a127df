#pragma once

#include <algorithm>
#include <compare>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "story/json.hpp"
#include "story/net_nodes.hpp"
#include "story/walk.hpp"

namespace gradwalk::demos {

/// Whose a node is, counted from 0; -1: no single one's. The losses stand
/// behind the last layer.
struct NetPlace {
  int example = -1, layer = -1, neuron = -1;
  auto operator<=>(const NetPlace&) const = default;
};

/// What a page needs to draw a graph as a net.
class NetScene {
 public:
  /// Larger nets stay graphs.
  static constexpr std::size_t most_parameters = 400;
  /// Examples whose numbers are told, of a graph that is drawn in boxes.
  static constexpr std::size_t few_examples = 8;

  NetScene(const NetNodes& net, const Subgraph& graph, std::size_t most_told);

  /// Layers with their formulas and the ids of their nodes, and examples.
  [[nodiscard]] Json structure() const;

  /// `[example, layer, neuron]` of nodes, -1 where they differ; null of nodes
  /// that belong to no layer.
  [[nodiscard]] Json place_of(std::span<const Value> nodes) const;

  [[nodiscard]] bool tells(Value node) const {
    return told_.contains(node.index());
  }

  /// What each example that is told adds to each parameter's gradient:
  /// a list by the parameter's id.
  [[nodiscard]] Json shares(const Walk& walk, Digits digits) const;

  [[nodiscard]] NetPlace at(Value node) const;

 private:
  void place_leaves();
  void place_examples();
  /// What lies between the nodes of a neuron belongs to it.
  void place_between(const Subgraph& graph);

  const NetNodes& net_;
  std::size_t count_;                       ///< of the examples that are told
  std::map<std::size_t, NetPlace> places_;  ///< by index
  std::set<std::size_t> told_;
};

/// A pass's steps; of a net, those of one neuron together: forward where the
/// last of them was, backward where the first was.
template <class Step>
std::vector<const Step*> in_turn(const std::optional<NetScene>& net,
                                 const std::vector<Step>& steps,
                                 bool is_forward) {
  std::vector<const Step*> all;
  for (const Step& step : steps) all.push_back(&step);
  if (!net) return all;
  std::map<NetPlace, std::size_t> ranks;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto [rank, is_new] = ranks.try_emplace(net->at(steps[i].node), i);
    if (is_forward) rank->second = i;
  }
  const auto rank = [&](const Step* step) {
    return ranks[net->at(step->node)];
  };
  std::stable_sort(all.begin(), all.end(), [&](const Step* a, const Step* b) {
    return rank(a) < rank(b);
  });
  return all;
}

}  // namespace gradwalk::demos
