// The example of micrograd's README, line by line.
#include <fmt/core.h>

#include <gradwalk/engine.hpp>

using namespace gradwalk;

int main() {
  Graph graph;
  Value a = graph.parameter(-4.0, "a"), b = graph.parameter(2.0, "b");
  Value c = a + b, d = a * b + pow(b, 3);
  c += c + 1;
  c += 1 + c + (-a);
  d += d * 2 + relu(b + a);
  d += 3 * d + relu(b - a);
  Value e = c - d, f = pow(e, 2), g = f / 2.0;
  g += 10.0 / f;
  fmt::print("{:.4f}\n", g);
  g.backward();
  fmt::print("{:.4f} {:.4f}\n", a.gradient(), b.gradient());
}
