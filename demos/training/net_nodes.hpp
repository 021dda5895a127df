#pragma once

#include <gradwalk/nn/training.hpp>

#include "story/net_nodes.hpp"

namespace gradwalk::demos {

/// A net's nodes in a batch that it has recorded.
[[nodiscard]] NetNodes nodes_of(const MLP& net,
                                const std::vector<std::string>& features,
                                const RecordedBatch& batch);

}  // namespace gradwalk::demos
