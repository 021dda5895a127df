#include <gradwalk/engine.hpp>
#include <vector>
using namespace gradwalk;

// One step downhill for each parameter.
void step(Graph& graph, const std::vector<Value>& parameters, Value cost,
          double rate) {
  cost.backward();
  for (const Value parameter : parameters)
    parameter.set(parameter.value() - rate * parameter.gradient());
  graph.forward();
}
