#include "iteration.hpp"

#include <fmt/format.h>

#include "net_matrices.hpp"

namespace gradwalk::demos {

namespace {

/// ∂a/∂z, (neurons × examples); 1 where a is z.
Matrix local_gradients(const RecordedBatch& batch, std::size_t layer) {
  Matrix matrix(batch.passes.front()[layer].z.size());
  for (const MLP::Pass& pass : batch.passes)
    for (std::size_t n = 0; n < matrix.size(); ++n) {
      const Value a = pass[layer].a[n], z = pass[layer].z[n];
      matrix[n].push_back(same_node(a, z) ? 1.0 : a.local_gradients().front());
    }
  return matrix;
}

}  // namespace

std::string numbered(const std::string& name, std::size_t layer,
                     const MLP& net) {
  return net.layers().size() == 1 ? name : fmt::format("{}{}", name, layer + 1);
}

std::vector<NamedMatrix> weight_matrices(const MLP& net) {
  std::vector<NamedMatrix> matrices;
  for (std::size_t l = 0; l < net.layers().size(); ++l) {
    const Layer& layer = net.layers()[l];
    matrices.push_back(
        {numbered("W", l, net), weights_of(layer, &Value::value)});
    matrices.push_back(
        {numbered("b", l, net), biases_of(layer, &Value::value)});
  }
  return matrices;
}

IterationNumbers numbers_of(const MLP& net, const RecordedBatch& batch) {
  IterationNumbers iteration{{}, batch.cost.value()};
  for (std::size_t l = 0; l < net.layers().size(); ++l)
    iteration.layers.push_back(
        {over_examples(batch.passes, l, &Layer::Output::z, &Value::value),
         over_examples(batch.passes, l, &Layer::Output::a, &Value::value),
         over_examples(batch.passes, l, &Layer::Output::a, &Value::gradient),
         local_gradients(batch, l),
         over_examples(batch.passes, l, &Layer::Output::z, &Value::gradient),
         weights_of(net.layers()[l], &Value::gradient),
         biases_of(net.layers()[l], &Value::gradient)});
  return iteration;
}

Json weights_document(const MLP& net) {
  Json layers = Json::array();
  for (const Layer& layer : net.layers())
    layers.push_back({{"W", weights_of(layer, &Value::value)},
                      {"b", biases_of(layer, &Value::value)}});
  return layers;
}

Json iteration_document(const IterationNumbers& iteration) {
  Json layers = Json::array();
  for (const LayerNumbers& layer : iteration.layers)
    layers.push_back({{"Z", layer.z},
                      {"A", layer.a},
                      {"dA", layer.da},
                      {"local", layer.local},
                      {"dZ", layer.dz},
                      {"dW", layer.dw},
                      {"db", layer.db}});
  return {{"layers", layers}, {"cost", iteration.cost}};
}

}  // namespace gradwalk::demos
