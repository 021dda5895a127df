#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/engine.hpp>

#include "random_graph.hpp"

using namespace gradwalk;

namespace {

double listed_sum(const Paths& paths) {
  double sum = 0.0;
  for (const Path& path : paths.listed) sum += path.product;
  return sum;
}

std::uint64_t paths_of_uses(const Paths& paths) {
  std::uint64_t count = 0;
  for (const Use& use : paths.uses) count += use.paths;
  return count;
}

double use_sum(const Paths& paths) {
  double sum = 0.0;
  for (const Use& use : paths.uses) sum += use.contribution;
  return sum;
}

}  // namespace

TEST_CASE("the three equations: b has two paths, whose products sum") {
  Graph graph;
  const Value a = graph.parameter(2.0, "a"), b = graph.parameter(1.0, "b");
  const Value c = (a + b).named("c"), d = (b + 1.0).named("d");
  const Value e = (c * d).named("e");
  CHECK(fmt::format("{}", paths(b, e)) ==
        "b → c → e: 1 × 2 = 2\n"
        "b → d → e: 1 × 3 = 3\n"
        "∂e/∂b is the sum over 2 paths: 5");
  CHECK(fmt::format("{}", paths(a, e)) ==
        "a → c → e: 1 × 2 = 2\n"
        "∂e/∂a is the sum over 1 path: 2");
  const Paths found = paths(b, e);
  CHECK(found.listed[0].nodes == std::vector{b, c, e});
  REQUIRE(found.uses.size() == 2);
  CHECK(same_node(found.uses[1].node, d));
  CHECK(found.uses[1].upstream == 3.0);
  CHECK(found.uses[1].contribution == 3.0);
  CHECK(found.uses[1].paths == 1);
}

TEST_CASE("a use says how many paths go its way") {
  Graph graph;
  const Value x = graph.parameter(3.0, "x");
  const Value one = 2.0 * x, two = square(x);
  const Paths found = paths(x, one + two * (two + two));
  REQUIRE(found.uses.size() == 2);
  CHECK(found.uses[0].paths == 1);
  CHECK(found.uses[1].paths == 3);
}

TEST_CASE("x * x has two paths: parallel edges count apart") {
  Graph graph;
  const Value x = graph.parameter(3.0, "x");
  const Paths found = paths(x, x * x);
  CHECK(found.count == 2);
  CHECK(found.listed.size() == 2);
  CHECK(found.uses.size() == 2);
  CHECK(found.sum == 6.0);
}

TEST_CASE("a node has one path to itself, an empty product") {
  Graph graph;
  const Value x = graph.parameter(3.0, "x");
  const Paths found = paths(x, x);
  CHECK(found.count == 1);
  CHECK(found.sum == 1.0);
  CHECK(fmt::format("{}", found.listed[0]) == "x: 1 = 1");
}

TEST_CASE("what no gradient flows into has no paths") {
  Graph graph;
  const Value x = graph.input(3.0, "x"), w = graph.parameter(2.0, "w");
  const Value y = w * x, unrelated = graph.parameter(1.0), later = y * w;
  CHECK_THROWS_WITH_AS(paths(x, y),
                       "paths: expected a parameter, or a node that depends on "
                       "one, got x, which is given: make it a parameter",
                       Error);
  CHECK(paths(x, x).count == 1);
  for (const Value from : {unrelated, later}) {
    const Paths found = paths(from, y);
    CHECK(found.count == 0);
    CHECK(found.listed.empty());
    CHECK(found.sum == 0.0);
  }
}

TEST_CASE("sixty doublings have 2^60 paths, counted at once") {
  Graph graph;
  const Value x = graph.parameter(1.0, "x");
  Value y = x;
  for (int i = 0; i < 60; ++i) y = y + y;
  const Paths found = paths(x, y, 3);
  CHECK(found.count == std::uint64_t{1} << 60);
  CHECK(found.listed.size() == 3);
  CHECK(found.left_out() == (std::uint64_t{1} << 60) - 3);
  CHECK(found.sum == 0x1p60);
  CHECK(fmt::format("{}", found).find("… and 1152921504606846973 more") !=
        std::string::npos);
}

TEST_CASE("more paths than 64 bits hold are beyond counting") {
  Graph graph;
  const Value x = graph.parameter(1.0);
  Value y = x;
  for (int i = 0; i < 100; ++i) y = y + y;
  const Paths found = paths(x, y, 0);
  CHECK(found.count == Paths::beyond_counting);
  CHECK(found.sum == 0x1p100);
  CHECK(fmt::format("{}", found) ==
        "more than 18446744073709551614 paths, none listed\n"
        "∂(sum99 + sum99)/∂n0 is the sum over them: 1.26765e+30");
}

TEST_CASE("closed paths, more than 64 bits hold, are beyond counting too") {
  Graph graph;
  const Value x = graph.parameter(-1.0);
  Value y = relu(x);
  for (int i = 0; i < 100; ++i) y = y + y;
  const Paths found = paths(x, y, 0);
  CHECK(found.count == 0);
  CHECK(found.closed == Paths::beyond_counting);
  CHECK(found.closed_in_words() ==
        "more than 18446744073709551614 paths are closed: a relu, max or "
        "choice on each lets nothing through");
}

TEST_CASE("a path as long as the graph is walked without recursion") {
  Graph graph;
  const Value x = graph.parameter(1.0);
  Value y = x;
  for (int i = 0; i < 100'000; ++i) y = -y;
  const Paths found = paths(x, y);
  CHECK(found.count == 1);
  CHECK(found.listed[0].nodes.size() == 100'001);
  CHECK(found.sum == 1.0);
}

TEST_CASE("a path past 0 × inf has no number") {
  Graph graph;
  const Value x = graph.parameter(0.0);
  const Paths found = paths(x, 0.0 * sqrt(x));
  CHECK(std::isnan(found.listed[0].product));
  CHECK(std::isnan(found.uses[0].contribution));
  CHECK(std::isnan(found.sum));
}

TEST_CASE("paths that a selection closes are counted apart") {
  Graph graph;
  const Value x = graph.parameter(-1.0, "x");
  const Value r = relu(x).named("r"), s = sqrt(r).named("s");
  const Value y = (s + 3.0 * x + max(x, 5.0)).named("y");
  const Paths found = paths(x, y);
  CHECK(found.count == 1);
  CHECK(found.closed == 2);
  CHECK(found.sum == 3.0);
  REQUIRE(found.listed.size() == 1);
  CHECK(found.listed[0].product == 3.0);
  REQUIRE(found.uses.size() == 3);
  for (const Use& use : found.uses) {
    const bool open = use.node.operation().name == "multiply";
    CHECK(use.paths == (open ? 1 : 0));
    CHECK(use.contribution == (open ? 3.0 : 0.0));
  }
  CHECK(paths(r, y).count == 1);
  CHECK(paths(x, relu(2.0 * x)).closed == 1);  // further up
  CHECK(fmt::format("{}", found)
            .ends_with("2 paths are closed: a relu, max or choice on each lets "
                       "nothing through\n"
                       "∂y/∂x is the sum over 1 path: 3"));
}

TEST_CASE("in 1,000 random graphs the sum over paths is the gradient") {
  int compared = 0;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    const RandomGraph graph(seed);
    const Value root = graph.root();
    const Subgraph asked(root);
    root.backward();
    for (const Value node : topological_order(root)) {
      if (!node.needs_gradient()) continue;
      const Paths found = paths(node, asked, 200);
      INFO("seed " << seed << ", node " << node.index());
      // The paths' products may be large and cancel: 1e-12 of their size.
      double size = std::abs(found.sum);
      for (const Path& path : found.listed)
        size = std::max(size, std::abs(path.product));
      CHECK(found.sum == node.gradient());
      if (same_node(node, root)) continue;
      CHECK(paths_of_uses(found) == found.count);
      CHECK(std::abs(use_sum(found) - found.sum) <= 1e-12 * size);
      if (found.left_out() > 0) continue;
      CHECK(std::abs(listed_sum(found) - found.sum) <= 1e-12 * size);
      ++compared;
    }
  }
  CHECK(compared > 10'000);
}

TEST_CASE("paths between two graphs are refused") {
  Graph one, two;
  const Value x = one.parameter(1.0, "x"), y = two.parameter(1.0, "y");
  CHECK_THROWS_WITH_AS(paths(x, y),
                       "paths: expected nodes of one graph, got y and, of "
                       "another, x",
                       Error);
}
