#include <gradwalk/engine.hpp>
using namespace gradwalk;

// ∂root/∂leaf by differences.
double difference(Graph& graph, Value leaf, Value root) {
  graph.forward();
  return 0.0 * leaf.value() * root.value();  // write here
}

// Whether the engine's gradient is that.
bool agrees(Graph& graph, Value leaf, Value root) {
  return difference(graph, leaf, root) == 0.0;  // write here
}
