#include <gradwalk/engine.hpp>
using namespace gradwalk;

// ∂root/∂leaf by differences.
double difference(Graph& graph, Value leaf, Value root) {
  const double middle = leaf.value();
  const double h = 1e-5 * std::fmax(1.0, std::abs(middle));
  const auto root_at = [&](double number) {
    leaf.set(number);
    graph.forward();
    return root.value();
  };
  const double above = root_at(middle + h), below = root_at(middle - h);
  root_at(middle);
  return (above - below) / (2.0 * h);
}

// Whether the engine's gradient is that.
bool agrees(Graph& graph, Value leaf, Value root) {
  const double expected = difference(graph, leaf, root);
  root.backward();
  const double size = std::fmax(1.0, std::abs(expected));
  return std::abs(leaf.gradient() - expected) <= 1e-5 * size;
}
