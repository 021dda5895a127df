#include <doctest/doctest.h>

#include <gradwalk/engine.hpp>
#include <random_graph.hpp>
#include <thread>

using namespace gradwalk;

namespace {
std::vector<Value> nodes_of(const Subgraph& graph) {
  return {graph.nodes().begin(), graph.nodes().end()};
}
}  // namespace

TEST_CASE("a subgraph is a root and its ancestors in topological order") {
  Graph graph;
  const Value a = graph.parameter(2.0, "a"), b = graph.parameter(1.0, "b");
  const Value c = a * b, other = a + b, d = c * c;
  const Subgraph under_d(d);
  CHECK(same_node(under_d.root(), d));
  CHECK(nodes_of(under_d) == topological_order(d));
  CHECK(under_d.labels()[c].text() == "a·b");
  CHECK_FALSE(under_d.labels().contains(other));
  CHECK(under_d.groups()[c] == "");
}

TEST_CASE("every question says the same of a subgraph as of its root") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    INFO("seed " << seed);
    const RandomGraph random(seed);
    const Value root = random.root();
    const Subgraph graph(root);
    CHECK(to_text(forward_steps(graph)) == to_text(forward_steps(root)));
    CHECK(to_text(backward_steps(graph)) == to_text(backward_steps(root)));
    CHECK(to_dot(graph) == to_dot(root));
    CHECK(folded_boxes(graph).size() == folded_boxes(root).size());
    CHECK(summarise(graph, 1).size() == summarise(root, 1).size());
    CHECK(gradient_health(graph) == gradient_health(root));
    CHECK(fmt::format("{}", check_gradients(graph)) ==
          fmt::format("{}", check_gradients(root)));
    for (const Value leaf : graph.nodes())
      if (leaf.needs_gradient())
        CHECK(fmt::format("{}", paths(leaf, graph, 3)) ==
              fmt::format("{}", paths(leaf, root, 3)));
  }
}

TEST_CASE("labels stay as they were when first asked for, numbers do not") {
  Graph graph;
  const Value w = graph.parameter(2.0, "w"), y = (w * w).named("y");
  const Subgraph before(y);
  CHECK(to_text(forward_steps(before)) == "y = w·w = 2·2 = 4\n");
  y.named("z");
  w.set(3.0);
  graph.forward();
  CHECK(to_text(forward_steps(before)) == "y = w·w = 3·3 = 9\n");
  CHECK(to_text(forward_steps(y)) == "z = w·w = 3·3 = 9\n");
}

TEST_CASE("a copy of a subgraph outlives it and shares what it found") {
  Graph graph;
  const Value w = graph.parameter(2.0, "w");
  std::vector<Subgraph> kept;
  {
    const Subgraph first(square(w));
    static_cast<void>(first.labels());
    kept.push_back(first);
    CHECK(&kept[0].labels() == &first.labels());
    CHECK(kept[0].nodes().data() == first.nodes().data());
  }
  CHECK(to_text(forward_steps(kept[0])) == "w² = w² = 2² = 4\n");
}

TEST_CASE("two threads may ask the same subgraph for its labels") {
  const RandomGraph random(1);
  const Subgraph graph(random.root());
  const Labels* seen = nullptr;
  std::thread other([&] { seen = &graph.labels(); });
  const Labels* here = &graph.labels();
  other.join();
  CHECK(seen == here);
}

TEST_CASE("what is asked of a root that is refused names the question") {
  const Value empty;
  CHECK_THROWS_WITH_AS(forward_steps(empty),
                       "forward_steps: expected a node, got an empty Value",
                       Error);
  CHECK_THROWS_WITH_AS(folded_boxes(empty),
                       "folded_boxes: expected a node, got an empty Value",
                       Error);
  CHECK(same_node(Subgraph(empty).root(), empty));
  Value gone;
  std::vector<Subgraph> kept;
  {
    Graph graph;
    gone = graph.parameter(1.0, "w");
    kept.emplace_back(gone);
  }
  CHECK_THROWS_WITH_AS(to_dot(kept[0]),
                       "to_dot: expected a node that still exists, got w of a "
                       "graph that is gone",
                       Error);
}

TEST_CASE("a summary of 20,000 groups takes no time for each pair of them") {
  Graph graph;
  std::vector<Value> leaves;
  for (int i = 0; i < 20'000; ++i)
    leaves.push_back(graph.parameter(1.0, fmt::format("layer{}.w", i)));
  CHECK(summarise(sum(leaves), 1).size() == 20'001);
}
