// Gradients added up over small batches, clipped; the first layer frozen.
#include <fmt/core.h>

#include <gradwalk/nn.hpp>

using namespace gradwalk;

int main() {
  Graph graph;
  MLP net(graph, {1, 4, 1},
          {.hidden = Activation::tanh, .output = Activation::identity});
  net.freeze(net.layers()[0]);
  const double frozen = net.parameter("layer1.neuron1.w1").value();
  Examples line;
  for (int i = -8; i < 8; ++i) {
    line.inputs.push_back({i / 8.0});
    line.targets.push_back({0.5 * i / 8.0 + 0.25});
  }
  Momentum momentum(0.1);
  Gradients gradients(net.trainable());
  for (int epoch = 0; epoch < 200; ++epoch) {
    gradients.clear();
    for (std::size_t first = 0; first < line.size(); first += 4) {
      Graph::Scope scope(graph);
      record_batch(net, line, Loss::squared_error, Reduction::mean, first, 4)
          .cost.backward();
      gradients.add(1.0 / 4.0);
    }
    gradients.clip(1.0);
    momentum.step(gradients);
  }
  const bool kept = net.parameter("layer1.neuron1.w1").value() == frozen;
  const double cost = cost_of(net, line, Loss::squared_error, Reduction::mean);
  fmt::print("{}, {}\n", kept ? "frozen" : "moved", cost < 1e-3);
}
