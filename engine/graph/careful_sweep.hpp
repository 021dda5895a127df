#pragma once

#include <gradwalk/graph/nodes.hpp>

/// The backward pass by the rule at the edges: through a branch that a
/// selection did not take (relu, max, choose, …) there is no path, whatever
/// stands on it; every other product is IEEE's, 0 × inf is nan.
///
/// A fast sweep multiplies by 0 where no path is. That differs only where 0
/// meets inf or nan, and then it is done again like this.
namespace gradwalk::detail {

/// Sets zeros to ∂root/∂node, and to 0 for nodes that need no gradient. All
/// nodes below `lowest` that root depends on are leaves.
/// Shape: one for each of 0 … root.
void sweep_carefully(const Nodes& nodes, Index lowest, Index root,
                     double* gradients);

}  // namespace gradwalk::detail
