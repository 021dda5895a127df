#pragma once

#include <cstddef>
#include <gradwalk/graph/tape.hpp>
#include <gradwalk/operation.hpp>
#include <vector>

/// The slope of a root at a node by central differences.
namespace gradwalk::detail {

struct Slope {
  double value;
  /// How far it may be off; infinity where no two steps tell of one slope.
  double uncertainty;
  double scale;  ///< the values that it was taken from, by the step
  bool kink;     ///< the slopes on both sides differ, however small the step
};

/// A root's value when one node below it is held at another value: what lies
/// between them is computed again, beside the graph.
class Held {
 public:
  Held(const Tape& tape, Index root);
  Held(const Held&) = delete;  // above_ points into under_root_
  Held& operator=(const Held&) = delete;

  /// Holds another node; all others have the graph's values again.
  void hold(Index node);

  /// The held node's value in the graph.
  [[nodiscard]] double value() const { return tape_.values[node_]; }

  double at(double value);

  /// How far rounding may move the root's value there. What is not computed
  /// again is the same at every value, and moves none.
  double rounding_at(double value);

 private:
  struct Computed {
    Index node;
    const Operation* operation;
    std::vector<Index> parents;
  };
  /// One that depends on the held node.
  struct Above {
    const Computed* computed;
    std::vector<double> operands;
    std::vector<double> off;          ///< how far rounding may move each
    std::vector<std::size_t> moving;  ///< places of operands that change
  };
  Above above(const Computed& computed);
  /// The node has the graph's value again.
  void restore(Index node);

  const Tape& tape_;
  Index root_, node_;
  std::vector<Computed> under_root_;  ///< in the order of recording
  /// For each node the places in under_root_ of those that have it as a parent.
  std::vector<std::vector<std::size_t>> users_;
  std::vector<double> values_, off_;  ///< of each node, at the held value
  std::vector<bool> moves_;           ///< the held node, and those above it
  std::vector<Above> above_;
};

/// Moves a node both ways, by steps that shrink from a size that suits 1 to one
/// that suits the node.
Slope slope_at(Held& held, Index node);

}  // namespace gradwalk::detail
