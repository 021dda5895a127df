#pragma once

#include <gradwalk/graph/tape.hpp>

/// The slope of a root at a node by central differences.
namespace gradwalk::detail {

struct Slope {
  double value;
  /// How far it may be off; infinity where no two steps tell of one slope.
  double uncertainty;
  double scale;  ///< the values that it was taken from, by the step
  bool kink;     ///< the slopes on both sides differ, however small the step
};

/// Moves a node both ways, by steps that shrink from a size that suits 1 to one
/// that suits the node, and computes what lies between it and root again,
/// beside the graph.
Slope slope_at(const Tape& tape, Index root, Index node);

}  // namespace gradwalk::detail
