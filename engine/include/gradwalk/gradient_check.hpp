#pragma once

#include <fmt/core.h>

#include <gradwalk/formula.hpp>
#include <gradwalk/subgraph.hpp>
#include <gradwalk/values.hpp>
#include <vector>

namespace gradwalk {

/// What a difference says of a gradient.
enum class Verdict {
  agrees,       ///< it is the same, and an error of a part in 10,000 of what
                ///< adds up to it, or of the root's own slope where large
                ///< contributions cancel, would have been seen
  different,    ///< it is not, by more than the two can be off
  kink,         ///< the slopes on both sides differ, as relu's at 0: no one
                ///< number is right there
  cannot_tell,  ///< rounding hides such an error: where large numbers cancel,
                ///< or of a gradient that hardly moves the root; or there is
                ///< no value at or beside the node
};

/// One gradient beside the central difference at its node.
struct Perturbation {
  Value node;
  Formula label;
  double gradient;     ///< ∂root/∂node by a backward pass
  double difference;   ///< the same by central differences; nan where the
                       ///< root has no value on one side of the node's, or
                       ///< on both
  double uncertainty;  ///< how far the difference itself may be off; infinity
                       ///< where no steps settled it
  double rounding;     ///< how far rounding may have moved the gradient
  double size;         ///< what adds up to the gradient, without signs, but no
                       ///< more than moves the root by all its value; of a
                       ///< node on which nothing depends, a slope that is as
                       ///< good as 0
  double error;        ///< |gradient - difference|, relative to the larger
  bool kink;           ///< the slopes on both sides differ: relu at 0

  /// Whether steps settled the difference; else it says nothing.
  [[nodiscard]] bool is_settled() const;
};

/// The gradients of a graph, each beside its difference.
struct GradientCheck {
  double tolerance;
  std::vector<Perturbation> perturbations;

  /// Of one gradient. `different`: it is off by more than the tolerance,
  /// relative to the larger of the two, and the rounding of both.
  [[nodiscard]] Verdict verdict(const Perturbation& perturbation) const;

  /// Of all: `different` if one is; else `agrees` if one does, or is a kink;
  /// else `cannot_tell`, as where there is none.
  [[nodiscard]] Verdict verdict() const;

  /// Whether of all it is `agrees`: nothing to check does not pass.
  [[nodiscard]] bool passed() const;

  /// The one that is furthest off, of those that are the same or different;
  /// null if there is none.
  [[nodiscard]] const Perturbation* worst() const;
};

/// Which nodes are perturbed.
enum class Perturbed { parameters, every_node };

/// Compares the gradients of a graph with central differences: each node is
/// moved both ways by steps suited to its value, and what lies above it
/// computed again, beside the graph, which stays as it is. How far rounding may
/// move values and gradients is carried along both passes, so that a right
/// gradient is not called wrong where it is rounding itself, as at an optimum.
/// Errors: a leaf of it was set and `Graph::forward` not called since.
///
/// ```cpp
/// Graph graph;
/// Value a = graph.parameter(0.5, "a"), b = graph.parameter(0.0, "b");
/// GradientCheck check = check_gradients(exp(a) + relu(b));
/// fmt::print("{}\npassed: {}\n", check, check.passed());
/// ```
/// ```
/// a: gradient 1.64872, nudged 1.64872
/// b: gradient 0, nudged 0.5, a kink: both sides differ
/// worst: a, relative error 5.6e-14
/// passed: true
/// ```
[[nodiscard]] GradientCheck check_gradients(
    const Subgraph& graph, Perturbed perturbed = Perturbed::parameters,
    double tolerance = 1e-7);

/// The same for these nodes only.
/// Errors: one that is not under the root, or that no gradient flows into.
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
