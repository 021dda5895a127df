#pragma once

#include <gradwalk/dot.hpp>
#include <vector>

namespace gradwalk {

/// Which nodes of a drawing stand in which box.
class Folds {
 public:
  Folds(const Subgraph& graph, Fold fold);

  /// Whether anything may be folded; else groups are framed.
  [[nodiscard]] bool is_folded() const { return depth_ != 0; }

  /// The node's box; null for a node that is drawn on its own.
  [[nodiscard]] const FoldedBox* operator[](Value node) const;

  [[nodiscard]] const std::vector<FoldedBox>& boxes() const { return boxes_; }

 private:
  std::size_t depth_;  ///< parts of a group's name that are kept
  std::vector<FoldedBox> boxes_;
  std::vector<std::size_t> inside_;  ///< by index: 1 + the box; 0 for none
};

}  // namespace gradwalk
