#include "drawn_weights.hpp"

#include "story/text.hpp"

namespace gradwalk::demos {

std::string drawn_weights(const TrainingPlan& plan, Draw& draw) {
  const std::vector<std::size_t> sizes = plan.sizes();
  const double equal = draw.weight();
  std::vector<double> weights;
  for (std::size_t l = 1; l < sizes.size(); ++l)
    for (std::size_t neuron = 0; neuron < sizes[l]; ++neuron) {
      for (std::size_t i = 0; i < sizes[l - 1]; ++i)
        weights.push_back(plan.equal ? equal : draw.weight());
      if (plan.net.bias) weights.push_back(plan.equal ? 0.0 : draw.weight());
    }
  return joined(weights, ",");
}

}  // namespace gradwalk::demos
