// Rosenbrock's valley by Adam.
#include <fmt/core.h>

#include <gradwalk/nn.hpp>

using namespace gradwalk;

int main() {
  Graph graph;
  const Value x = graph.parameter(-1.2, "x"), y = graph.parameter(1.0, "y");
  const Value valley = square(1 - x) + 100 * square(y - square(x));
  Adam adam(0.02);
  for (int step = 0; step < 10'000; ++step) {
    graph.forward();
    valley.backward();
    adam.step({x, y});
  }
  fmt::print("{:.4f}, {:.4f}\n", x, y);
}
