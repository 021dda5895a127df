#include "matrix.hpp"

namespace gradwalk::demos {

void name_nodes(const MLP& net, const MLP::Pass& pass,
                const std::string& suffix) {
  for (std::size_t l = 0; l < net.layers().size(); ++l)
    for (std::size_t n = 0; n < net.layers()[l].neurons().size(); ++n) {
      const std::string& name = net.layers()[l].neurons()[n].name();
      pass[l].z[n].named(name + ".z" + suffix);
      if (!(pass[l].a[n] == pass[l].z[n]))
        pass[l].a[n].named(name + ".a" + suffix);
    }
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
