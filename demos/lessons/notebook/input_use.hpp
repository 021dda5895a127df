#pragma once

#include <gradwalk/nn/mlp.hpp>
#include <vector>

#include "story/json.hpp"
#include "training/data.hpp"

namespace gradwalk::demos {

/// How much a net makes of each of its inputs; a number for each.
struct InputUse {
  std::vector<double> weights;  ///< Σ |w| of what leads from it
  std::vector<double> slopes;   ///< Σ |∂output/∂input|, over the examples

  InputUse() = default;
  /// Of several outputs the first.
  InputUse(const MLP& net, const Data& data);

  [[nodiscard]] Json document() const;
};

}  // namespace gradwalk::demos
