#pragma once

#include <functional>
#include <gradwalk/nn/loss.hpp>
#include <gradwalk/nn/mlp.hpp>

#include "story/story.hpp"

namespace gradwalk::demos {

/// Where a net's output crosses ½ along the diagonal and along each axis of
/// the plane of x1 and x2.
struct Crossings {
  std::vector<double> diagonal, x1_axis, x2_axis;

  /// `row` makes the net's inputs of a point.
  Crossings(const MLP& net, Loss loss,
            const std::function<std::vector<double>(double, double)>& row);

  void tell(Story& story) const;
  [[nodiscard]] Json document() const;
};

}  // namespace gradwalk::demos
