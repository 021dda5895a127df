// Newton's method with a Hessian, on Rosenbrock's valley.
#include <fmt/core.h>

#include <gradwalk/engine.hpp>

using namespace gradwalk;

int main() {
  Graph graph;
  const Value x = graph.parameter(-1.2, "x"), y = graph.parameter(1.0, "y");
  const Value f = square(1 - x) + 100 * square(y - square(x));
  int steps = 0;
  for (; f.value() > 1e-20; ++steps) {
    f.backward();
    const double gx = x.gradient(), gy = y.gradient();
    const auto h = hessian(f, {x, y});
    const double det = h[0][0] * h[1][1] - h[0][1] * h[1][0];
    x.set(x.value() - (h[1][1] * gx - h[0][1] * gy) / det);
    y.set(y.value() - (h[0][0] * gy - h[1][0] * gx) / det);
    graph.forward();
  }
  fmt::print("{:.6f}, {:.6f} after {} steps\n", x, y, steps);
}
