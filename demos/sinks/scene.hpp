#pragma once

#include <gradwalk/dot.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "net_scene.hpp"
#include "story/json.hpp"
#include "story/walk.hpp"

/// A graph and its numbers as a page needs them: by the ids of its drawing,
/// `n<index>` for nodes, `e<index>_<operand>` for edges, `g<i>` for boxes.
namespace gradwalk::demos {

/// A number: exact, as text, and as text that fits into a drawing, if that is
/// shorter: `[0.46879062662624377, "0.468791", "0.4688"]`.
[[nodiscard]] Json exhibit(double value, Digits digits);

[[nodiscard]] std::string id_of(Value node);

/// One walk with what is drawn of it.
class Scene {
 public:
  /// The walk outlives it, and the net that the graph is, if it is one.
  Scene(const Walk& walk, Digits digits, const NetNodes* net = nullptr);
  Scene(const Walk&& walk, Digits digits,
        const NetNodes* net = nullptr) = delete;
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  [[nodiscard]] Value root() const { return walk_.root(); }

  /// The drawing, with room for numbers.
  [[nodiscard]] std::string drawing() const;

  /// What does not change with the numbers: names, formulas, parents, boxes.
  [[nodiscard]] Json graph() const;

  /// The ids of the nodes that are drawn on their own.
  [[nodiscard]] std::set<std::string> drawn() const;

  /// Every node's value.
  [[nodiscard]] Json values() const;

  /// Every gradient, local gradient and path.
  [[nodiscard]] Json gradients() const;

  /// The passes, a step for each node, edge or box in turn.
  [[nodiscard]] std::vector<Json> forward() const;
  [[nodiscard]] std::vector<Json> backward() const;

 private:
  [[nodiscard]] Json number(double value) const {
    return exhibit(value, digits_);
  }
  [[nodiscard]] const FoldedBox* box_of(Value node) const;
  /// Whether its numbers are told: it is drawn on its own, or in a net.
  [[nodiscard]] bool is_told(Value node) const {
    return box_of(node) == nullptr || (net_ && net_->tells(node));
  }
  /// Adds an operation's formula and its parents.
  void describe(const ForwardStep& step, Json& node) const;
  [[nodiscard]] Json box_step(const char* kind, const FoldedBox& box) const;
  [[nodiscard]] double norm_of_gradients(const FoldedBox& box) const;
  [[nodiscard]] Json local_gradients() const;
  [[nodiscard]] Json paths_from(Value node) const;

  [[nodiscard]] std::span<const Value> nodes() const {
    return walk_.graph().nodes();
  }

  const Walk& walk_;
  Digits digits_;
  std::vector<FoldedBox> boxes_;
  std::vector<const FoldedBox*> inside_;  ///< by index; null for none
  std::optional<NetScene> net_;
};

}  // namespace gradwalk::demos
