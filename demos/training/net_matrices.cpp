#include "net_matrices.hpp"

namespace gradwalk::demos {

std::vector<double> values_of(const ValuesView& nodes) {
  std::vector<double> values;
  for (const Value node : nodes) values.push_back(node.value());
  return values;
}

std::vector<double> gradients_of(const ValuesView& nodes) {
  std::vector<double> gradients;
  for (const Value node : nodes) gradients.push_back(node.gradient());
  return gradients;
}

Matrix over_examples(std::span<const MLP::Pass> passes, std::size_t layer,
                     LayerPart part, NodeNumber number) {
  Matrix matrix((passes.front()[layer].*part).size());
  for (const MLP::Pass& pass : passes)
    for (std::size_t n = 0; n < matrix.size(); ++n)
      matrix[n].push_back(((pass[layer].*part)[n].*number)());
  return matrix;
}

Matrix weights_of(const Layer& layer, NodeNumber number) {
  Matrix matrix;
  for (const Neuron& neuron : layer.neurons()) {
    matrix.emplace_back();
    for (const Value weight : neuron.weights())
      matrix.back().push_back((weight.*number)());
  }
  return matrix;
}

Matrix biases_of(const Layer& layer, NodeNumber number) {
  Matrix matrix;
  for (const Neuron& neuron : layer.neurons())
    if (neuron.bias()) matrix.push_back({((*neuron.bias()).*number)()});
  return matrix;
}

}  // namespace gradwalk::demos
