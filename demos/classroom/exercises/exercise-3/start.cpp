#include <gradwalk/engine.hpp>
#include <vector>
using namespace gradwalk;

// As many weights as inputs.
Value neuron(const std::vector<Value>& weights,
             const std::vector<Value>& inputs, Value bias) {
  static_cast<void>(weights), static_cast<void>(inputs);  // take this away
  return bias;                                            // write here
}
