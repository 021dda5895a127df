#include <gradwalk/engine.hpp>
#include <vector>
using namespace gradwalk;

// One step downhill for each parameter.
void step(Graph& graph, const std::vector<Value>& parameters, Value cost,
          double rate) {
  static_cast<void>(parameters), static_cast<void>(rate);  // take this away
  cost.backward();                                         // write here
  graph.forward();
}
