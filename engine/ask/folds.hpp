#pragma once

#include <gradwalk/dot.hpp>
#include <gradwalk/groups.hpp>
#include <span>

namespace gradwalk {

/// Which nodes of a drawing stand in which box.
class Folds {
 public:
  /// Shape: `order` is the topological order under `root`.
  Folds(Value root, std::span<const Value> order, const Groups& groups,
        Fold fold);

  /// Whether anything may be folded; else groups are framed.
  [[nodiscard]] bool is_folded() const { return levels_ != 0; }

  /// The node's box; null for a node that is drawn on its own.
  [[nodiscard]] const FoldedBox* operator[](Value node) const;

  [[nodiscard]] const std::vector<FoldedBox>& boxes() const { return boxes_; }

 private:
  std::size_t levels_;  ///< parts of a group's name that are kept
  std::vector<FoldedBox> boxes_;
  std::vector<std::size_t> inside_;  ///< by index: 1 + the box; 0 for none
};

}  // namespace gradwalk
