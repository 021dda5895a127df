#include "mistakes.hpp"

namespace gradwalk::demos {

namespace {

/// The root, its parents, their parents: each node where it is first met.
tiny::Nodes nearest_first(const tiny::Number& root) {
  tiny::Nodes order{root.get()};
  std::set<tiny::Node*> seen{root.get()};
  for (std::size_t i = 0; i < order.size(); ++i)
    for (const tiny::Number& parent : order[i]->parents)
      if (seen.insert(parent.get()).second) order.push_back(parent.get());
  return order;
}

}  // namespace

void backward_with(BackwardMistake mistake, const tiny::Number& root) {
  const tiny::Nodes sorted = tiny::backward(root);
  tiny::Nodes order(sorted.rbegin(), sorted.rend());
  if (mistake == BackwardMistake::nearest_first) order = nearest_first(root);
  if (mistake != BackwardMistake::not_from_zero)
    for (tiny::Node* node : order) node->gradient = 0.0;
  root->gradient = 1.0;
  for (tiny::Node* node : order)
    for (std::size_t i = 0; i < node->parents.size(); ++i) {
      double& gradient = node->parents[i]->gradient;
      if (mistake == BackwardMistake::assigns) gradient = 0.0;
      gradient += node->gradient * node->rule(*node)[i];
    }
}

}  // namespace gradwalk::demos
