#include "biases.hpp"

#include <fmt/format.h>

#include "parts/trial.hpp"
#include "training/net_matrices.hpp"

namespace gradwalk::demos {

namespace {

/// The first weights of a plan's net, and biases that are drawn behind them.
std::vector<double> with_drawn_biases(const TrainingPlan& plan) {
  Random random(plan.net.seed);
  Graph graph;
  const MLP net(graph, plan.sizes(), plan.net, random);
  for (const Layer& layer : net.layers())
    for (const Neuron& neuron : layer.neurons())
      neuron.bias().value().set(random.normal());
  return values_of(net.parameters());
}

}  // namespace

Json tell_biases(Story& story) {
  TrainingPlan plan{.data = xor_data(), .hidden = {3}};
  const Trial zeros(plan);
  plan.given = with_drawn_biases(plan);
  const Trial drawn(plan);
  const auto ended = [&](const Trial& trial) {
    return fmt::format(
        "{} ({})", story.number(trial.end().cost),
        trial.has_learned() ? "XOR is learned" : "XOR is not learned");
  };
  story.say(fmt::format(
      "Biases may be random, too, but they need not be: once the weights are "
      "apart, so are the neurons. After {} epochs the cost of XOR's net, "
      "2-3-1, is {} with first biases of 0, and {} with the same weights and "
      "biases drawn by randn.",
      plan.epochs, ended(zeros), ended(drawn)));
  return {{"zeros", zeros.end().cost}, {"random", drawn.end().cost}};
}

}  // namespace gradwalk::demos
