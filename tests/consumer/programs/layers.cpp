// Part 2 of Nothing but NumPy: XOR by its layers; backward is the graph's.
#include <gradwalk/nn.hpp>

using namespace gradwalk;

Layer linear_layer(Graph& graph, Random& random, std::size_t n_in,
                   std::size_t n_out, Initializer ini_type) {
  std::vector<Neuron> neurons;
  std::vector<double> weights(n_in);
  while (neurons.size() < n_out) {
    for (double& w : weights) w = initial_weight(ini_type, random, n_in);
    neurons.emplace_back(graph, "", weights, true, Activation::identity);
  }
  return {"", neurons};
}

std::vector<Value> sigmoid_layer(Layer::Output layer) {
  for (Value& z : layer.z) z = sigmoid(z);
  return layer.z;
}

int main() {
  Graph graph;
  Random random(48);
  const Layer Z1 = linear_layer(graph, random, 2, 3, Initializer::xavier);
  const Layer Z2 = linear_layer(graph, random, 3, 1, Initializer::xavier);
  const double X_train[][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  GradientDescent descent(1.0);
  for (int epoch = 0; epoch < 5000; ++epoch) {
    const Graph::Scope scope(graph);
    std::vector<Value> Y_hat;
    for (const auto& x : X_train)
      Y_hat.push_back(sigmoid_layer(Z2(sigmoid_layer(Z1(graph.inputs(x)))))[0]);
    const Value cost = mean_squared_error(graph.inputs({0, 1, 1, 0}), Y_hat);
    if (epoch % 700 == 0) fmt::print("{:4}: {:.12f}\n", epoch, cost);
    cost.backward();
    descent.step(graph.parameters());
  }
}
