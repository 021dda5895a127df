#include "careful_sweep.hpp"

namespace gradwalk::detail {

std::vector<bool> sweep_carefully(const Nodes& nodes, Index root,
                                  double* gradients) {
  std::vector<bool> reached(root + 1ul, false);
  gradients[root] = 1.0;
  reached[root] = true;
  for (Index i = root + 1; i-- > 0;) {
    if (!reached[i] || !nodes.needs_gradient(i)) continue;
    const std::vector<double> locals = nodes.local_gradients_of(i);
    const std::vector<bool> open = nodes.open_of(i);
    std::size_t k = 0;
    nodes.each_parent(i, [&](Index parent) {
      if (open[k] && nodes.needs_gradient(parent)) {
        gradients[parent] += gradients[i] * locals[k];
        reached[parent] = true;
      }
      ++k;
    });
  }
  return reached;
}

}  // namespace gradwalk::detail
