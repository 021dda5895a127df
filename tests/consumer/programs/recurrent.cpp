// A recurrent net over 20 steps: the next value of a sine.
#include <fmt/core.h>

#include <cmath>
#include <gradwalk/nn.hpp>

using namespace gradwalk;

int main() {
  Graph graph;
  MLP cell(graph, {5, 4}, {.output = Activation::tanh, .prefix = "cell"});
  MLP read(graph, {4, 1}, {.output = Activation::identity, .prefix = "read"});
  Adam adam(0.02);
  double first = 0.0, last = 0.0;
  for (int epoch = 0; epoch < 150; ++epoch) {
    Graph::Scope scope(graph);
    std::vector<Value> state(4, 0.0), losses;
    for (int t = 0; t < 20; ++t) {
      std::vector<Value> inputs = state;
      inputs.push_back(std::sin(0.5 * t));
      state = cell(inputs).back().a;
      const Value next = read(state).back().a[0];
      losses.push_back(square(next - std::sin(0.5 * (t + 1))));
    }
    const Value loss = mean(losses);
    loss.backward();
    adam.step(graph.parameters());
    (epoch == 0 ? first : last) = loss.value();
  }
  fmt::print("{}\n", last < first / 20 ? "learned" : "not learned");
}
