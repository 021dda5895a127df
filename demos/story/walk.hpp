#pragma once

#include <gradwalk/steps.hpp>
#include <gradwalk/subgraph.hpp>
#include <unordered_map>
#include <vector>

namespace gradwalk::demos {

/// Both passes under a root as they are now, walked once for all that show
/// them. Its steps and gradients keep their numbers; a sink that reads more of
/// the graph shows it before the graph changes.
class Walk {
 public:
  explicit Walk(Value root);

  [[nodiscard]] Value root() const { return graph_.root(); }
  [[nodiscard]] const Subgraph& graph() const { return graph_; }
  [[nodiscard]] const std::vector<ForwardStep>& forward() const {
    return forward_;
  }
  [[nodiscard]] const std::vector<BackwardStep>& backward() const {
    return backward_;
  }

  /// ∂root/∂node, of a node under root that needs a gradient.
  [[nodiscard]] double gradient(Value node) const;

 private:
  Subgraph graph_;
  std::vector<ForwardStep> forward_;
  std::vector<BackwardStep> backward_;
  std::unordered_map<std::size_t, double> gradients_;  ///< by index
};

}  // namespace gradwalk::demos
