#include "walk.hpp"

namespace gradwalk::demos {

Walk::Walk(Value root)
    : graph_(root),
      forward_(forward_steps(graph_)),
      backward_(backward_steps(graph_)) {
  gradients_[root.index()] = 1.0;
  for (const BackwardStep& step : backward_)
    for (const Passed& passed : step.to)
      if (passed.flows) gradients_[passed.parent.index()] = passed.sum;
}

double Walk::gradient(Value node) const { return gradients_.at(node.index()); }

}  // namespace gradwalk::demos
