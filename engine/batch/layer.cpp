#include "layer.hpp"

#include <algorithm>
#include <cstdlib>

namespace gradwalk::detail {

std::vector<std::size_t> Neuron::key() const {
  std::vector<std::size_t> key{bias.has_value()};
  for (const Value operand : operands) key.push_back(operand.index());
  return key;
}

std::optional<Neuron> neuron_of(Value node,
                                const std::function<bool(Value)>& varies) {
  const bool is_linear = node.operation().name == rules::Linear::name;
  if (!is_linear && node.operation().name != rules::Dot::name) return {};
  const std::vector<Value> all = node.parents();
  const auto half = static_cast<std::ptrdiff_t>(all.size() / 2);
  Neuron neuron{node,
                {all.begin(), all.begin() + half},
                {all.begin() + half, all.begin() + 2 * half},
                {},
                false};
  if (is_linear) neuron.bias = all.back();
  if (varies(neuron.weights.front())) neuron.weights.swap(neuron.operands);
  std::vector<std::size_t> operands = neuron.key();
  operands.erase(operands.begin());
  std::sort(operands.begin(), operands.end());
  if (std::any_of(neuron.weights.begin(), neuron.weights.end(), varies) ||
      !std::all_of(neuron.operands.begin(), neuron.operands.end(), varies) ||
      (neuron.bias && varies(*neuron.bias)) ||
      std::adjacent_find(operands.begin(), operands.end()) != operands.end())
    return {};
  const auto learns = [](Value v) { return v.needs_gradient(); };
  neuron.learns =
      (neuron.bias && learns(*neuron.bias)) ||
      std::any_of(neuron.weights.begin(), neuron.weights.end(), learns);
  return neuron;
}

bool Layer::join(const Neuron& neuron, std::size_t cell) {
  const std::size_t last =
      first_cell +
      static_cast<std::size_t>(static_cast<std::ptrdiff_t>(neurons.size() - 1) *
                               stride);
  const auto step =
      static_cast<std::ptrdiff_t>(cell) - static_cast<std::ptrdiff_t>(last);
  // Weights that overlap would be written twice at once.
  const auto width = static_cast<std::ptrdiff_t>(neuron.weights.size());
  if (neurons.size() == 1 && std::abs(step) >= width) stride = step;
  if (step != stride || stride == 0) return false;
  neurons.push_back(neuron);
  return true;
}

}  // namespace gradwalk::detail
