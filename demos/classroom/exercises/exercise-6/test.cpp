#include <vector>

#include "../checks.hpp"

namespace {

using gradwalk::Value;

/// A neuron for the OR gate, and its cost of all four examples.
struct OrGate {
  gradwalk::Graph graph;
  std::vector<Value> parameters{graph.parameter(0.1, "w1"),
                                graph.parameter(0.6, "w2"),
                                graph.parameter(0.0, "b")};
  std::vector<Value> answers;
  Value cost = 0.0;

  OrGate() {
    for (const double x1 : {0.0, 1.0})
      for (const double x2 : {0.0, 1.0}) {
        answers.push_back(
            sigmoid(parameters[0] * x1 + parameters[1] * x2 + parameters[2]));
        const double y = x1 + x2 > 0.0 ? 1.0 : 0.0;
        cost += 0.125 * square(y - answers.back());
      }
  }
};

}  // namespace

void checks::all() {
  gradwalk::Graph bowl;
  const Value a = bowl.parameter(3.0, "a"), b = bowl.parameter(-1.0, "b");
  const Value steep = square(a) + a * b;
  step(bowl, {a, b}, steep, 0.5);
  // ∂/∂a = 2·a + b = 5 and ∂/∂b = a = 3, both before the step.
  number("a of a² + a·b after a step of rate 0.5 from a = 3, b = -1", a.value(),
         0.5);
  number("b after the same step", b.value(), -2.5);
  number("the cost after the same step", steep.value(), -1.0);
  OrGate gate;
  const double before = gate.cost.value();
  step(gate.graph, gate.parameters, gate.cost, 1.0);
  tell(gate.cost.value() < before, "the cost of the OR gate becomes smaller");
  for (int i = 1; i < 2000; ++i)
    step(gate.graph, gate.parameters, gate.cost, 1.0);
  const std::vector<double> expected{0, 1, 1, 1};
  for (std::size_t i = 0; i < expected.size(); ++i)
    number(fmt::format("example {} of the OR gate, learned", i + 1),
           gate.answers[i].value(), expected[i], 0.25);
}
