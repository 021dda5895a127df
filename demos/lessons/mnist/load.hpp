#pragma once

#include <gradwalk/nn/mlp.hpp>
#include <string>

namespace gradwalk::demos {

/// Refuses a file of `--load` that is far larger than a net's weights are, or
/// no file, before it is read.
void require_loadable(const MLP& net, const std::string& path);

}  // namespace gradwalk::demos
