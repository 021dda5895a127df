#pragma once

#include <gradwalk/graph.hpp>

namespace gradwalk::demos {

/// ∂root/∂leaf as a node that is written as people write it, 3·x² or -x/y²: the
/// local gradients as they are printed, read again, and their products and sums
/// made short. The engine's gradient_node keeps more digits, and is longer.
[[nodiscard]] Value slope(Graph& graph, Value root, Value leaf);

}  // namespace gradwalk::demos
