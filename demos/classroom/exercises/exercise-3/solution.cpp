#include <gradwalk/engine.hpp>
#include <vector>
using namespace gradwalk;

// As many weights as inputs.
Value neuron(const std::vector<Value>& weights,
             const std::vector<Value>& inputs, Value bias) {
  Value z = bias;
  for (std::size_t i = 0; i < weights.size(); ++i) z += weights[i] * inputs[i];
  return sigmoid(z);
}
