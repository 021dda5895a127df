#include "curves.hpp"

#include "training/data.hpp"

namespace gradwalk::demos {

BiasNeuron::BiasNeuron(const OrNumbers& from) {
  const std::vector x{graph.input(from.x1, "x1"), graph.input(from.x2, "x2")};
  const Value y = graph.input(from.y, "y");
  const std::vector w{graph.parameter(from.w1, "w1"),
                      graph.parameter(from.w2, "w2")};
  b = graph.parameter(from.b, "b");
  const Value y_hat = sigmoid(linear(w, x, b).named("z")).named("y_hat");
  loss = squared_error(y, y_hat).named("loss");
  loss.backward();
}

Parabola::Parabola()
    : b(graph.parameter(0.0, "b")),
      loss((square(b + 2.0) / 32.0).named("loss")) {
  loss.backward();
}

LinearNeuron::LinearNeuron()
    : parameters{graph.parameter(0.1, "w1"), graph.parameter(0.6, "w2"),
                 graph.parameter(0.0, "b")} {
  const std::vector weights{parameters[0], parameters[1]};
  const Data data = or_data();
  std::vector<Value> losses;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const std::vector x{graph.input(data.inputs[i][0]),
                        graph.input(data.inputs[i][1])};
    const Value z = linear(weights, x, parameters[2]);
    losses.push_back(squared_error(graph.input(data.labels[i]), z));
  }
  cost = mean(losses).named("cost");
}

}  // namespace gradwalk::demos
