#include "../checks.hpp"

// Beside the engine's sigmoid(linear(weights, inputs, bias)).
#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

namespace {

using gradwalk::Value;

/// Compares value and gradients of both neurons.
void compare(const std::string& which, const std::vector<Value>& weights,
             const std::vector<Value>& inputs, Value bias) {
  const Value own = neuron(weights, inputs, bias);
  const Value z =
      weights.empty() ? bias : gradwalk::linear(weights, inputs, bias);
  const Value engine = sigmoid(z);
  checks::number("y_hat of " + which, own.value(), engine.value());
  engine.backward();
  std::vector<Value> learned = weights;
  learned.push_back(bias);
  std::vector<double> expected;
  for (const Value one : learned) expected.push_back(one.gradient());
  own.backward();
  for (std::size_t i = 0; i < learned.size(); ++i)
    checks::number(fmt::format("∂y_hat/∂{} of {}", learned[i].name(), which),
                   learned[i].gradient(), expected[i]);
}

void require_operations(Value root) {
  for (const Value node : gradwalk::topological_order(root)) {
    const std::string_view name = node.operation().name;
    const std::set<std::string_view> allowed{"input", "parameter", "add",
                                             "multiply", "sigmoid"};
    if (!allowed.contains(name))
      return checks::tell(false,
                          fmt::format("only *, + and sigmoid: got {}", name));
  }
  checks::tell(true, "only *, + and sigmoid");
}

}  // namespace

void checks::all() {
  gradwalk::Graph graph;
  const Value b = graph.parameter(-0.2, "b");
  const Value w1 = graph.parameter(0.1, "w1"), w2 = graph.parameter(0.6, "w2"),
              w3 = graph.parameter(-1.5, "w3");
  const Value x1 = graph.input(2.0), x2 = graph.input(-1.0),
              x3 = graph.input(0.5);
  compare("a neuron with 1 input", {w1}, {x1}, b);
  compare("a neuron with 2 inputs", {w1, w2}, {x1, x2}, b);
  compare("a neuron with 3 inputs", {w1, w2, w3}, {x1, x2, x3}, b);
  compare("a neuron without inputs", {}, {}, b);
  require_operations(neuron({w1, w2}, {x1, x2}, b));
  const Value shared = neuron({w2, w2}, {x1, x3}, b);
  shared.backward();
  const double y_hat = 1.0 / (1.0 + std::exp(-(0.6 * 2.0 + 0.6 * 0.5 - 0.2)));
  number("∂y_hat/∂w2 where w2 stands at both inputs", w2.gradient(),
         y_hat * (1.0 - y_hat) * (2.0 + 0.5));
}
