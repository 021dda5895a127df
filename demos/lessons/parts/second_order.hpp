#pragma once

#include <gradwalk/graph.hpp>
#include <string>
#include <vector>

#include "story/story.hpp"

namespace gradwalk::demos {

/// Tells each gradient of root as a formula with a graph of its own, its
/// gradients, which are root's second derivatives, and all of these in a table
/// and as `second` in the document.
void tell_second_order(Story& story, Graph& graph, Value root,
                       const std::vector<Value>& names);

}  // namespace gradwalk::demos
