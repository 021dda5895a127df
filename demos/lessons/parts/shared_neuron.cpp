#include "shared_neuron.hpp"

#include <fmt/format.h>

namespace gradwalk::demos {

SharedNeuron::SharedNeuron(const Data& data, double weight1, double weight2,
                           double bias)
    : w1(graph.parameter(weight1, "w1")),
      w2(graph.parameter(weight2, "w2")),
      b(graph.parameter(bias, "b")) {
  for (std::size_t i = 0; i < data.size(); ++i) {
    const std::string example = fmt::format("_{}", i + 1);
    inputs.push_back({graph.input(data.inputs[i][0], "x1" + example),
                      graph.input(data.inputs[i][1], "x2" + example)});
    labels.push_back(graph.input(data.labels[i], "y" + example));
    z.push_back(linear(std::vector{w1, w2}, inputs[i], b).named("z" + example));
    y_hat.push_back(sigmoid(z[i]).named("y_hat" + example));
    losses.push_back(
        squared_error(labels[i], y_hat[i]).named("loss" + example));
  }
  cost = mean(losses).named("cost");
  cost.backward();
}

}  // namespace gradwalk::demos
