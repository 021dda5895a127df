#pragma once

#include <fmt/core.h>

#include <gradwalk/formula.hpp>
#include <gradwalk/subgraph.hpp>
#include <gradwalk/values.hpp>
#include <vector>

namespace gradwalk {

/// One gradient beside the central difference at its node.
struct Perturbation {
  Value node;
  Formula label;
  double gradient;     ///< ∂root/∂node by a backward pass
  double difference;   ///< the same by central differences; nan where the
                       ///< root has no value beside the node's
  double uncertainty;  ///< how far the difference itself may be off
  double error;        ///< |gradient - difference|, relative to the larger
  bool kink;           ///< the slopes on both sides differ: relu at 0
};

/// The gradients of a graph, each beside its difference.
struct GradientCheck {
  double tolerance;
  std::vector<Perturbation> perturbations;

  /// Whether one is within the tolerance and the difference's own uncertainty.
  /// A kink always is: no one number is right there.
  [[nodiscard]] bool agrees(const Perturbation& perturbation) const;

  /// Whether every one agrees.
  [[nodiscard]] bool passed() const;

  /// The one that is furthest off, kinks left out; null if there is none.
  [[nodiscard]] const Perturbation* worst() const;
};

/// Which nodes are perturbed.
enum class Perturbed { parameters, every_node };

/// Compares the gradients of a graph with central differences: each node is
/// moved both ways by steps suited to its value, and what lies above it
/// computed again, beside the graph, which stays as it is.
/// Errors: a leaf of it was set and `Graph::forward` not called since.
[[nodiscard]] GradientCheck check_gradients(
    const Subgraph& graph, Perturbed perturbed = Perturbed::parameters,
    double tolerance = 1e-7);

/// The same for these nodes only.
[[nodiscard]] GradientCheck check_gradients(const Subgraph& graph,
                                            const ValuesView& nodes,
                                            double tolerance = 1e-7);

}  // namespace gradwalk

/// A line for each node, and the worst.
template <>
struct fmt::formatter<gradwalk::GradientCheck> : fmt::formatter<std::string> {
  auto format(const gradwalk::GradientCheck& check,
              fmt::format_context& context) const
      -> fmt::format_context::iterator;
};
