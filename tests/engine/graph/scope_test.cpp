#include <doctest/doctest.h>

#include <gradwalk/engine.hpp>
#include <optional>

using namespace gradwalk;

TEST_CASE("a scope forgets what was recorded in it, and only that") {
  Graph graph;
  const Value w = graph.parameter(2.0);
  const Value kept = w * w;
  {
    const Graph::Scope scope{graph};
    const Value y = sum(std::vector{kept, graph.input(1.0), w});
    y.backward();
    CHECK(graph.size() == 4);
  }
  CHECK(graph.size() == 2);
  CHECK(kept.value() == 4.0);
  CHECK(w.gradient() == 5.0);
  kept.backward();
  CHECK(w.gradient() == 4.0);
}

TEST_CASE("scopes nest, and handles of every open one are good") {
  Graph graph;
  const Value a = graph.parameter(2.0);
  const Graph::Scope outer{graph};
  const Value b = a * a;
  Value gone;
  {
    const Graph::Scope middle{graph};
    const Value c = b * a;
    const Graph::Scope inner{graph};
    const Value d = c * b * a;
    d.backward();
    CHECK(a.gradient() == 6.0 * 32.0);
    CHECK(d.parents()[0].parents() == std::vector{c, b});
    gone = d;
  }
  CHECK_THROWS_AS(gone.value(), Error);
  CHECK(b.value() == 4.0);
}

TEST_CASE("ending an outer scope first ends the inner one with it") {
  Graph graph;
  const Value a = graph.parameter(2.0);
  std::optional<Graph::Scope> outer(std::in_place, graph);
  std::optional<Graph::Scope> inner(std::in_place, graph);
  const Value b = a * a;
  outer.reset();
  CHECK_THROWS_AS(b.value(), Error);
  const Value c = a + a;
  inner.reset();
  CHECK(c.value() == 4.0);
}

TEST_CASE("a scope may outlive its graph") {
  std::optional<Graph::Scope> scope;
  {
    Graph graph;
    scope.emplace(graph);
  }
  scope.reset();
  Graph next;
  CHECK(next.parameter(1.0).value() == 1.0);
}

TEST_CASE("setting a leaf inside a scope leaves later nodes up to date") {
  Graph graph;
  const Value w = graph.parameter(1.0);
  const Value kept = w * w;
  for (int step = 0; step < 3; ++step) {
    const Graph::Scope scope{graph};
    const Value loss = square(w - 2.0);
    loss.backward();
    w.set(w.value() - 0.1 * w.gradient());
  }
  const Value fresh = w + 1.0;
  fresh.backward();
  CHECK(w.gradient() == 1.0);
  CHECK_THROWS_AS(kept.backward(), Error);
}

TEST_CASE("a name given in a scope is not read by the next node there") {
  Graph graph;
  const Value a = graph.parameter(1.0);
  {
    const Graph::Scope scope{graph};
    (a + a).named("old");
  }
  const Graph::Scope scope{graph};
  CHECK((a * a).name().empty());
}

TEST_CASE("after a scope, what is recorded where its leaves stood is swept") {
  Graph graph;
  const Value w = graph.parameter(2.0);
  {
    const Graph::Scope scope{graph};
    for (int i = 0; i < 5; ++i) graph.input(1.0);
  }
  const Value y = w * w;
  y.backward();
  CHECK(w.gradient() == 4.0);
  w.set(3.0);
  graph.forward();
  CHECK(y.value() == 9.0);
}

TEST_CASE("a node recorded where another was swept has no gradient yet") {
  Graph graph;
  const Value v = graph.parameter(3.0);
  {
    const Graph::Scope scope{graph};
    (v * v).backward();
  }
  const Value fresh = v * v;
  CHECK(fresh.gradient() == 0.0);
  CHECK_FALSE(fresh.has_gradient());
  CHECK(v.gradient() == 6.0);
}

TEST_CASE("a leaf that was set and forgotten leaves nothing out of date") {
  Graph graph;
  const Value w = graph.parameter(2.0), kept = w * w;
  {
    const Graph::Scope scope{graph};
    const Value x = graph.input(1.0), y = x * w;
    x.set(5.0);
    CHECK_THROWS_AS(y.backward(), Error);
  }
  const Value x = graph.input(1.0), y = x * w;
  y.backward();
  kept.backward();
  CHECK(w.gradient() == 4.0);
}

TEST_CASE("leaves set with no operations left are up to date") {
  Graph graph;
  const Value w = graph.parameter(2.0);
  {
    const Graph::Scope scope{graph};
    const Value y = w * w;
    w.set(3.0);
    CHECK_THROWS_AS(y.backward(), Error);
  }
  const Value y = w * w;
  y.backward();
  CHECK(w.gradient() == 6.0);
}

TEST_CASE("a graph begins without the names of the one before it") {
  {
    Graph graph;
    graph.parameter(1.0, "old");
  }
  Graph graph;
  CHECK(graph.parameter(1.0).name().empty());
}
