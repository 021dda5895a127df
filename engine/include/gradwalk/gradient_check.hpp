#pragma once

#include <fmt/format.h>

#include <gradwalk/formula.hpp>
#include <gradwalk/values.hpp>
#include <optional>
#include <span>
#include <vector>

namespace gradwalk {

/// One gradient beside what a nudge of its node does to the root.
struct Nudge {
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
  std::vector<Nudge> nudges;

  /// Whether `nudge` is within the tolerance and the difference's own
  /// uncertainty. A kink always is: no one number is right there.
  [[nodiscard]] bool agrees(const Nudge& nudge) const;

  /// Whether every one agrees.
  [[nodiscard]] bool passed() const;

  /// The nudge that is furthest off, kinks left out; null if there is none.
  [[nodiscard]] const Nudge* worst() const;
};

/// Which nodes are nudged.
enum class Nudged { parameters, every_node };

/// Compares the gradients under `root` with central differences: each node is
/// nudged both ways by steps suited to its value, and the graph above it
/// computed again, beside the graph, which stays as it is.
/// Errors: a leaf under root was set and `Graph::forward` not called since.
[[nodiscard]] GradientCheck check_gradients(Value root,
                                            Nudged nudged = Nudged::parameters,
                                            double tolerance = 1e-7);

/// The same for these nodes only.
[[nodiscard]] GradientCheck check_gradients(Value root, const Values& nodes,
                                            double tolerance = 1e-7);

}  // namespace gradwalk

/// A line for each node, and the worst.
template <>
struct fmt::formatter<gradwalk::GradientCheck> : fmt::formatter<std::string> {
  auto format(const gradwalk::GradientCheck& check,
              fmt::format_context& context) const
      -> fmt::format_context::iterator;
};
