#include <fmt/format.h>

#include <gradwalk/engine.hpp>

using namespace gradwalk;

int main() {
  Graph graph;
  const Value x = graph.input(0.0, "x"), y = graph.input(0.0, "y");
  const Value w = graph.parameter(0.1, "w"), b = graph.parameter(0.0, "b");
  const Value y_hat = sigmoid(w * x + b);
  const Value loss = 0.5 * square(y - y_hat);
  loss.backward();
  fmt::print("{}\n", b.gradient());
}
