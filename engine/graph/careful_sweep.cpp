#include "careful_sweep.hpp"

#include <vector>

namespace gradwalk::detail {

void sweep_carefully(const Nodes& nodes, Index lowest, Index root,
                     double* gradients) {
  // Whether there is an open path from root, from `lowest` on.
  std::vector<bool> reached(root - lowest + 1ul, false);
  gradients[root] = 1.0;
  reached[root - lowest] = true;
  for (Index i = root + 1; i-- > lowest;) {
    if (!reached[i - lowest] || !nodes.needs_gradient(i)) continue;
    const std::vector<double> locals = nodes.local_gradients_of(i);
    const std::vector<bool> open = nodes.open_of(i);
    std::size_t k = 0;
    nodes.each_parent(i, [&](Index parent) {
      if (open[k] && nodes.needs_gradient(parent)) {
        gradients[parent] += gradients[i] * locals[k];
        if (parent >= lowest) reached[parent - lowest] = true;
      }
      ++k;
    });
  }
}

}  // namespace gradwalk::detail
