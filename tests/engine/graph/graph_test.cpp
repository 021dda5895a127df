#include <doctest/doctest.h>

#include <algorithm>
#include <gradwalk/engine.hpp>
#include <thread>

using namespace gradwalk;

TEST_CASE("topological_order gives leaves first and parents before children") {
  Graph graph;
  const Value a = graph.parameter(2.0), b = graph.parameter(1.0);
  const Value unrelated = graph.parameter(9.0);
  const Value c = a + b, d = b + 1.0, e = c * d;
  const Value after = e * unrelated;
  const Value one = d.parents()[1];
  CHECK(std::ranges::equal(graph.topological_order(e),
                           std::vector{a, b, one, c, d, e}, same_node));
  CHECK(std::ranges::equal(graph.topological_order(a), std::vector{a},
                           same_node));
  CHECK(graph.topological_order(after).size() == 8);
}

TEST_CASE("a node that feeds two others receives the sum of both gradients") {
  Graph graph;
  const Value a = graph.parameter(2.0), b = graph.parameter(1.0);
  const Value c = a + b, d = b + 1.0, e = c * d;
  e.backward();
  CHECK(a.gradient() == 2.0);
  CHECK(b.gradient() == 5.0);
  CHECK(c.gradient() == 2.0);
  CHECK(d.gradient() == 3.0);
  CHECK(e.gradient() == 1.0);
}

TEST_CASE("a second backward gives the same gradients, not their double") {
  Graph graph;
  const Value x = graph.parameter(3.0), y = x * x;
  graph.backward(y);
  graph.backward(y);
  CHECK(x.gradient() == 6.0);
}

TEST_CASE("a backward pass leaves 0 in the nodes it does not reach") {
  Graph graph;
  const Value x = graph.parameter(3.0), y = graph.parameter(5.0);
  const Value xx = x * x, yy = y * y;
  yy.backward();
  CHECK(y.gradient() == 10.0);
  CHECK(xx.gradient() == 0.0);
  xx.backward();
  CHECK(y.gradient() == 0.0);
  CHECK(yy.gradient() == 0.0);
  CHECK(x.gradient() == 6.0);
  CHECK((x + y).gradient() == 0.0);
}

TEST_CASE("forward() brings values and local gradients up to date") {
  Graph graph;
  const Value x = graph.input(2.0), w = graph.parameter(3.0);
  const Value z = linear(std::vector{w}, std::vector{x}, w), y = z * w;
  x.set(5.0);
  CHECK(y.value() == 27.0);
  graph.forward();
  CHECK(y.value() == 54.0);
  CHECK(y.local_gradients() == std::vector{3.0, 18.0});
  y.backward();
  CHECK(w.gradient() == 18.0 + 3.0 * 6.0);
}

TEST_CASE("backward refuses what a set leaf left out of date") {
  Graph graph;
  const Value w = graph.parameter(3.0, "w"), v = graph.parameter(1.0, "v");
  const Value a = (w * w).named("a"), b = (v * v).named("b");
  w.set(4.0);
  CHECK_THROWS_WITH_AS(
      a.backward(),
      "backward: expected forward() after a leaf was set, got a computed "
      "before w was set",
      Error);
  CHECK_THROWS_WITH_AS(
      backward_steps(a),
      "backward_steps: expected forward() after a leaf was set, got a "
      "computed before w was set",
      Error);
  CHECK_THROWS_AS(forward_steps(a), Error);
  const Value on_a = a + 1.0;
  CHECK_THROWS_AS(on_a.backward(), Error);

  b.backward();
  CHECK(v.gradient() == 2.0);
  const Value fresh = w * w;
  fresh.backward();
  CHECK(w.gradient() == 8.0);

  graph.forward();
  on_a.backward();
  CHECK(w.gradient() == 8.0);
}

TEST_CASE("local gradients and drawings of old numbers are refused") {
  Graph graph;
  const Value w = graph.parameter(3.0, "w"), v = graph.parameter(1.0, "v");
  const Value a = (w * v).named("a"), b = tanh(a).named("b");
  w.set(4.0);
  const std::string refusal =
      "expected forward() after a leaf was set, got {} computed before w was "
      "set";
  CHECK_THROWS_WITH_AS(
      a.local_gradients(),
      ("local_gradients: " + fmt::format(fmt::runtime(refusal), "a")).c_str(),
      Error);
  CHECK_THROWS_WITH_AS(
      to_dot(b), ("to_dot: " + fmt::format(fmt::runtime(refusal), "b")).c_str(),
      Error);
  // Both of b's numbers are old.
  CHECK(b.local_gradients()[0] ==
        b.operation().local_gradients(std::vector{3.0}, std::tanh(3.0))[0]);
  graph.forward();
  CHECK(a.local_gradients() == std::vector{1.0, 4.0});
  CHECK(to_dot(b).find("w") != std::string::npos);
}

TEST_CASE("backward in a loop without a scope is right at every step") {
  Graph graph;
  const Values w = graph.parameters(std::vector{1.0, 2.0});
  Value early, late;
  for (int step = 0; step < 100; ++step) {
    const Value x = graph.input(step), y = w[0] * x + w[1];
    const Value loss = square(y - 2.0);
    if (step == 50) early = loss;
    late = loss;
    loss.backward();
    CHECK(w[0].gradient() == 2.0 * (y.value() - 2.0) * step);
    CHECK(w[1].gradient() == 2.0 * (y.value() - 2.0));
    CHECK_FALSE(x.has_gradient());
    if (step > 50) CHECK(early.gradient() == 0.0);
  }
  early.backward();
  CHECK(w[0].gradient() == 2.0 * 50.0 * 50.0);
  CHECK(late.gradient() == 0.0);
  (early + late).backward();
  CHECK(early.gradient() == 1.0);
  CHECK(w[0].gradient() == 2.0 * (50.0 * 50.0 + 99.0 * 99.0));
  w[1].backward();
  CHECK(w[1].gradient() == 1.0);
  CHECK(w[0].gradient() == 0.0);
}

TEST_CASE("a learning loop over one recorded graph goes downhill") {
  Graph graph;
  const Value w = graph.parameter(0.0);
  const Value loss = square(w - 3.0);
  for (int step = 0; step < 100; ++step) {
    graph.forward();
    loss.backward();
    w.set(w.value() - 0.25 * w.gradient());
  }
  CHECK(w.value() == doctest::Approx(3.0).scale(0).epsilon(1e-12));
}

TEST_CASE("a node tells where its graph is now") {
  Graph graph;
  const Value w = graph.parameter(2.0, "w");
  CHECK(&graph_of(w) == &graph);
  Graph moved(std::move(graph)), assigned;
  CHECK(&graph_of(w) == &moved);
  const Value gone = assigned.parameter(1.0, "gone");
  assigned = std::move(moved);
  CHECK(&graph_of(w) == &assigned);
  CHECK(graph_of(w).size() == 1);
  CHECK_THROWS_WITH_AS(
      static_cast<void>(graph_of(gone)),
      "graph_of: expected a node that still exists, got gone of a graph that "
      "is gone",
      Error);
}

TEST_CASE("two graphs record between each other's lines") {
  Graph one, two;
  Value a = one.parameter(2.0), b = two.parameter(10.0);
  Value c = a * a, d = b * b;
  c = c + a;
  d = d + b;
  c.backward();
  d.backward();
  CHECK(a.gradient() == 5.0);
  CHECK(b.gradient() == 21.0);
  CHECK(one.size() == 3);
}

TEST_CASE("different graphs may be used by different threads at once") {
  std::array<double, 4> gradients{};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < gradients.size(); ++t)
    threads.emplace_back([t, &gradients] {
      for (int round = 0; round < 100; ++round) {
        Graph graph;
        const Value x = graph.parameter(double(t));
        Value y = x;
        for (int i = 0; i < 1000; ++i) y = y + x;
        y.backward();
        gradients[t] = x.gradient() + double(t);
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (std::size_t t = 0; t < gradients.size(); ++t)
    CHECK(gradients[t] == 1001.0 + double(t));
}

TEST_CASE("leaves between operations are set as fast as others") {
  Graph graph;
  const Value w = graph.parameter(2.0);
  std::vector<Value> leaves;
  Value total = w;
  for (int k = 0; k < 50'000; ++k) {
    leaves.push_back(graph.input(1.0));
    total = total + w * leaves.back();
  }
  for (int again = 0; again < 20; ++again)
    for (const Value leaf : leaves) leaf.set(again);
  CHECK_THROWS_AS(total.backward(), Error);
  graph.forward();
  total.backward();
  CHECK(w.gradient() == 1.0 + 50'000 * 19.0);
}

TEST_CASE("a leaf set in a scope is not out of date for what comes after it") {
  Graph graph;
  const Value w = graph.parameter(2.0), before = w * w;
  {
    const Graph::Scope scope{graph};
    Value y = w;
    for (int k = 0; k < 100; ++k) y = y + w;
    w.set(3.0);
    CHECK_THROWS_AS(y.backward(), Error);
  }
  const Value after = w * w;
  after.backward();
  CHECK(w.gradient() == 6.0);
  CHECK_THROWS_AS(before.backward(), Error);
  CHECK_THROWS_AS((after + before).backward(), Error);
}

TEST_CASE("leaves set again and again without forward() stay out of date") {
  Graph graph;
  const Value a = graph.parameter(1.0), b = graph.parameter(2.0);
  const Value y = a * b, late = graph.parameter(3.0);
  const Value z = y + late;
  for (int k = 0; k < 10'000; ++k) {
    a.set(k);
    late.set(k);
  }
  CHECK_THROWS_WITH_AS(
      z.backward(),
      "backward: expected forward() after a leaf was set, got node 4 (add) "
      "computed before node 0 (parameter) was set",
      Error);
  const Value fresh = b + b;
  fresh.backward();
  CHECK(b.gradient() == 2.0);
  graph.forward();
  z.backward();
  CHECK(z.value() == 9999.0 * 2.0 + 9999.0);
  CHECK(a.gradient() == 2.0);
}

TEST_CASE("a graph lists its parameters in the order of recording") {
  Graph graph;
  CHECK(graph.parameters().empty());
  const Value x = graph.input(1.0), a = graph.parameter(2.0);
  const Values some = graph.parameters(std::vector{3.0, 4.0});
  CHECK(graph.parameters().is_run());
  static_cast<void>(a * x);
  const Value b = graph.parameter(5.0);
  const auto listed = [&] {
    const Values all = graph.parameters();
    return std::vector<Value>(all.begin(), all.end());
  };
  CHECK(std::ranges::equal(listed(), std::vector{a, some[0], some[1], b},
                           same_node));
  {
    const Graph::Scope scope{graph};
    const Value c = graph.parameter(6.0);
    CHECK(std::ranges::equal(listed(), std::vector{a, some[0], some[1], b, c},
                             same_node));
    CHECK(listed().back().value() == 6.0);
  }
  CHECK(std::ranges::equal(listed(), std::vector{a, some[0], some[1], b},
                           same_node));
  Graph moved = std::move(graph);
  CHECK(moved.parameters().size() == 4);
  CHECK_THROWS_WITH_AS(
      static_cast<void>(graph.parameters()),
      "parameters: expected a graph, got one that was moved from", Error);
}
