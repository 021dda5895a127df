#pragma once

#include <gradwalk/groups.hpp>
#include <gradwalk/labels.hpp>
#include <gradwalk/value.hpp>
#include <memory>
#include <span>

namespace gradwalk {

/// A root and all that it depends on, walked once: what every question about
/// a graph takes. A root becomes one by itself, `forward_steps(loss)`; where
/// several questions are asked, one made before them saves the others the walk:
///
/// ```cpp
/// Graph graph;
/// Value w = graph.parameter(2.0, "w"), loss = square(w - 1.0).named("loss");
/// const Subgraph under(loss);
/// fmt::print("{} and {}\n", forward_steps(under).size(),
///            backward_steps(under).size());  // prints 2 and 2
/// ```
///
/// The nodes are those under the root when it was made; labels and groups are
/// found when first asked for, and stay as they were then, whatever is renamed
/// or set later. Values and gradients are not part of it: a question reads them
/// from the graph. It is copied freely, and the copies share what was found,
/// also between threads; the nodes are handles, refused once they are gone.
class Subgraph {
 public:
  /// Of a root that is refused it has no nodes: what is asked of it refuses
  /// the root by name.
  Subgraph(Value root);  // NOLINT(google-explicit-constructor)

  [[nodiscard]] Value root() const { return root_; }

  /// The root last: leaves first, then operations, each after its parents.
  [[nodiscard]] std::span<const Value> nodes() const&;

  /// What its nodes are called, and which part of a net they belong to.
  [[nodiscard]] const Labels& labels() const&;
  [[nodiscard]] const Groups& groups() const&;

  // A Subgraph that ends with the expression would leave nothing to look at.
  std::span<const Value> nodes() const&& = delete;
  const Labels& labels() const&& = delete;
  const Groups& groups() const&& = delete;

 private:
  struct Found;

  Value root_;
  std::shared_ptr<const Found> found_;
};

}  // namespace gradwalk
