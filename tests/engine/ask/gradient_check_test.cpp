#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/engine.hpp>

#include "random_graph.hpp"

using namespace gradwalk;

TEST_CASE("a right gradient passes, and the graph stays as it was") {
  Graph graph;
  const Value w = graph.parameter(0.7, "w"), x = graph.input(2.0, "x");
  const Value y = sigmoid(w * x).named("y");
  const std::size_t size = graph.size();
  const double before = y.value();
  const GradientCheck check = check_gradients(y);
  CHECK(check.passed());
  REQUIRE(check.perturbations.size() == 1);
  CHECK(same_node(check.perturbations[0].node, w));
  CHECK(check.perturbations[0].error < 1e-9);
  CHECK(graph.size() == size);
  CHECK(y.value() == before);
  CHECK(w.gradient() == 0.0);
}

TEST_CASE("a wrong local gradient is found, at the nodes under it") {
  Graph graph;
  const Value w = graph.parameter(3.0, "w"), v = graph.parameter(0.5, "v");
  const Value s = (w * w).named("s"), y = sin(s) + v;
  // As if sin's rule read another number than s, by a hundredth of a percent.
  detail::Access::tape(s).values[s.index()] *= 1.0001;
  const GradientCheck check = check_gradients(y, Perturbed::every_node);
  CHECK_FALSE(check.passed());
  for (const Perturbation& nudge : check.perturbations)
    CHECK((check.verdict(nudge) == Verdict::agrees) ==
          !same_node(nudge.node, w));
  REQUIRE(check.worst() != nullptr);
  CHECK(same_node(check.worst()->node, w));
  const double off = std::abs(std::cos(9.0 * 1.0001) / std::cos(9.0) - 1.0);
  CHECK(check.worst()->error == doctest::Approx(off).scale(0).epsilon(1e-3));
  CHECK(fmt::format("{}", check).find("DIFFERENT") != std::string::npos);
}

TEST_CASE("a kink is reported as one, and not as an error") {
  struct Row {
    double x;
    Value (*function)(Value);
    bool kink;
  };
  const std::vector<Row> rows{
      {0.0, [](Value x) { return relu(x); }, true},
      {0.0, [](Value x) { return abs(x); }, true},
      {0.0, [](Value x) { return leaky_relu(x); }, true},
      {1.5, [](Value x) { return max(x, 1.5); }, true},
      {0.01, [](Value x) { return relu(x); }, false},
      {-0.01, [](Value x) { return abs(x); }, false},
      {0.0, [](Value x) { return square(x); }, false},
      {0.0, [](Value x) { return exp(1000.0 * x); }, false},
      {0.0, [](Value x) { return sin(x); }, false},
      {1e6, [](Value x) { return sin(x); }, false},
      {1e8, [](Value x) { return sin(x); }, false},
      {1e-12, [](Value x) { return 1.0 / x; }, false},
      {1e-9, [](Value x) { return 1.0 / x; }, false},
      {1e-9, [](Value x) { return tanh(1e8 * x); }, false},
      {0.0, [](Value x) { return abs(1e8 * x); }, true},
  };
  for (const Row& row : rows) {
    Graph graph;
    const Value x = graph.parameter(row.x, "x");
    const Value y = row.function(x);
    INFO(y.operation().name << " at " << row.x);
    const GradientCheck check = check_gradients(y);
    CHECK(check.perturbations[0].kink == row.kink);
    CHECK(check.passed());
  }
}

TEST_CASE("steps suit values far from 1, and poles and kinks close by") {
  Graph graph;
  const auto passes = [](Value root) { return check_gradients(root).passed(); };
  CHECK(passes(log(graph.parameter(1e-9))));
  CHECK(passes(square(graph.parameter(1e12))));
  CHECK(passes(1.0 / graph.parameter(-1e-4)));
  CHECK(passes(sin(graph.parameter(1e3))));
  CHECK(passes(relu(graph.parameter(1e-4))));
  CHECK(passes(1e-30 * square(graph.parameter(2.0))));
  CHECK(passes(tanh(graph.parameter(400.0))));
  CHECK(passes(1.79e308 * graph.parameter(0.25)));
}

TEST_CASE("where the function ends beside a node nothing can be confirmed") {
  Graph graph;
  const Value three = graph.parameter(3.0, "three");
  const GradientCheck check = check_gradients(pow(-2.0, three));
  CHECK(std::isnan(check.perturbations[0].difference));
  CHECK_FALSE(check.passed());
  CHECK(fmt::format("{}", check)
            .starts_with(
                "three: gradient nan, nudged –, no number on one side, or on "
                "both\n"));
}

TEST_CASE("in 1,000 random graphs every node agrees with its difference") {
  int compared = 0, kinks = 0;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    const RandomGraph graph(seed);
    const GradientCheck check =
        check_gradients(graph.root(), Perturbed::every_node, 1e-6);
    for (const Perturbation& nudge : check.perturbations) {
      kinks += nudge.kink;
      if (std::isnan(nudge.difference)) continue;
      INFO("seed " << seed << ", node " << nudge.node.index() << ": "
                   << nudge.gradient << ", nudged " << nudge.difference << " ± "
                   << nudge.uncertainty);
      CHECK(check.verdict(nudge) != Verdict::different);
      ++compared;
    }
  }
  CHECK(compared > 10'000);
  CHECK(kinks < compared / 100);
}

TEST_CASE("only nodes under the root can be checked") {
  Graph graph;
  const Value a = graph.parameter(2.0, "a"), z = graph.parameter(1.0, "z");
  const Value beside = square(a).named("beside"), y = a * a;
  const Value later = (a + a).named("later");
  for (const Value node : {z, beside, later, graph.input(0.0, "in")}) {
    const std::vector nodes{a, node};
    const std::string message =
        "check_gradients: expected nodes under the root, got " + node.name();
    CHECK_THROWS_WITH_AS(check_gradients(y, nodes), message.c_str(), Error);
  }
}

TEST_CASE("a node that no gradient flows into is refused, as by gradient()") {
  Graph graph;
  const Value x = graph.input(2.0, "x"), w = graph.parameter(3.0, "w");
  const Value given = square(x).named("given"), y = w * given;
  for (const auto& [node, make] :
       {std::pair{x, "it"}, std::pair{given, "an input under it"}}) {
    const std::vector<Value> nodes{node};
    const std::string words = fmt::format(
        ": expected a parameter, or a node that depends on one, got {}, which "
        "is given: make {} a parameter",
        node.name(), make);
    CHECK_THROWS_WITH_AS(check_gradients(y, nodes),
                         ("check_gradients" + words).c_str(), Error);
    CHECK_THROWS_WITH_AS(paths(node, y), ("paths" + words).c_str(), Error);
    CHECK_THROWS_WITH_AS(node.gradient(), ("gradient" + words).c_str(), Error);
  }
}
