// Rosenbrock's valley by Adam.
#include <fmt/core.h>

#include <gradwalk/nn.hpp>

using namespace gradwalk;

int main() {
  Graph graph;
  const Values at = graph.parameters({-1.2, 1.0, -0.5, 0.8}, "x");
  Value valley = 0;
  for (std::size_t i = 0; i + 1 < at.size(); ++i)
    valley += square(1 - at[i]) + 100 * square(at[i + 1] - square(at[i]));
  Adam adam(0.02);
  for (int step = 0; step < 10'000; ++step) {
    graph.forward();
    valley.backward();
    adam.step(at);
  }
  graph.forward();
  for (const Value x : at) fmt::print("{:.4f}\n", x);
}
