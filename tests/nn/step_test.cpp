#include <doctest/doctest.h>

#include <gradwalk/nn.hpp>
#include <memory>
#include <string>
#include <vector>

using namespace gradwalk;

TEST_CASE("a step takes each parameter of one graph once, and nothing else") {
  Graph graph, other;
  const Value a = graph.parameter(1.0, "a"), b = graph.parameter(2.0, "b");
  const Value x = graph.input(3.0, "x"), z = (a * b * x).named("z");
  const Value c = other.parameter(4.0, "c");
  Value gone;
  {
    const Graph::Scope scope{graph};
    gone = graph.parameter(5.0, "gone");
  }
  z.backward();
  struct Row {
    std::vector<Value> parameters;
    const char* message;
  };
  const std::vector<Row> rows{
      {{}, "one parameter or more, got none"},
      {{a, a}, "each parameter once, got a twice"},
      {{a, b, a}, "each parameter once, got a twice"},
      {{b, a, b}, "each parameter once, got b twice"},
      {{a, x}, "a parameter, got x"},
      {{x, a}, "a parameter, got x"},
      {{x}, "a parameter, got x"},
      {{a, z}, "a parameter, got z"},
      {{a, c}, "nodes of one graph, got a and, of another, c"},
      {{a, Value()}, "a node, got an empty Value"},
      {{b, gone},
       "a node that still exists, got gone of a scope that has ended"}};
  for (const NamedOptimizer& one : optimizers())
    for (const auto& [parameters, message] : rows) {
      INFO(one.name);
      const std::unique_ptr<Optimizer> optimizer = one.make(0.125);
      CHECK_THROWS_WITH_AS(optimizer->step(parameters),
                           ("step: expected " + std::string(message)).c_str(),
                           Error);
      CHECK(a.value() == 1.0);
      CHECK(b.value() == 2.0);
      // And it remembers nothing of it.
      const std::unique_ptr<Optimizer> fresh = one.make(0.125);
      optimizer->step(std::vector{b, a});
      const std::vector<double> moved{a.value(), b.value()};
      CHECK(a.value() != 1.0);
      CHECK(b.value() != 2.0);
      a.set(1.0);
      b.set(2.0);
      fresh->step(std::vector{b, a});
      CHECK(std::vector{a.value(), b.value()} == moved);
      a.set(1.0);
      b.set(2.0);
    }
}

TEST_CASE("a run of inputs, or of both kinds, is refused by a step") {
  Graph graph;
  const Values x = graph.inputs(std::vector{1.0, 2.0}, "x");
  const Values w = graph.parameters(std::vector{1.0, 2.0}, "w");
  GradientDescent descent(0.125);
  const std::vector both{x[1], w[0]};
  CHECK_THROWS_WITH_AS(descent.step(x), "step: expected a parameter, got x1",
                       Error);
  CHECK(Values(both).is_run());
  CHECK_THROWS_WITH_AS(descent.step(both), "step: expected a parameter, got x2",
                       Error);
  // Also after a run that begins or ends where it does.
  descent.step(w);
  descent.step(Values(both).subspan(1, 1));
  CHECK_THROWS_AS(descent.step(both), Error);
  CHECK_THROWS_AS(descent.step(x.subspan(0, 1)), Error);
  {
    const Graph::Scope scope{graph};
    descent.step(graph.parameters(std::vector{1.0, 2.0}));
  }
  const Graph::Scope scope{graph};
  CHECK_THROWS_AS(descent.step(graph.inputs(std::vector{1.0, 2.0})), Error);
}
