#pragma once

#include <gradwalk/nn/mlp.hpp>

namespace gradwalk::demos {

/// Draws a net's weights as the second walkthrough does: W1, W2, … by
/// randn·0.5, then b1, b2, … by rand·0.5.
void draw_source_weights(const MLP& net, Random& random);

}  // namespace gradwalk::demos
