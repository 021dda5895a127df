#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/engine.hpp>
#include <random>
#include <vector>

#include "random_graph.hpp"

using namespace gradwalk;

namespace {

/// One local gradient: of a node, by one of its operands.
struct Edge {
  Value node;
  std::size_t operand;

  [[nodiscard]] Value parent() const { return node.parents()[operand]; }
};

/// The gradients of a graph when one local gradient is another, times `factor`.
std::vector<double> gradients(const Subgraph& graph, const Edge& edge,
                              double factor) {
  std::vector<double> all(graph.root().index() + 1, 0.0);
  all[graph.root().index()] = 1.0;
  for (std::size_t n = graph.nodes().size(); n-- > 0;) {
    const Value node = graph.nodes()[n];
    const double upstream = all[node.index()];
    const std::vector<double> locals = node.local_gradients();
    for (std::size_t k = 0; k < locals.size(); ++k) {
      const bool is_planted = same_node(node, edge.node) && k == edge.operand;
      all[node.parents()[k].index()] +=
          upstream * locals[k] * (is_planted ? factor : 1.0);
    }
  }
  return all;
}

std::vector<Edge> edges_of(const Subgraph& graph) {
  std::vector<Edge> edges;
  for (const Value node : graph.nodes())
    for (std::size_t k = 0; k < node.parents().size(); ++k)
      if (node.parents()[k].needs_gradient()) edges.push_back({node, k});
  return edges;
}

}  // namespace

TEST_CASE("an error of 1e-4 in one local gradient is found, 200 of 200") {
  std::mt19937 random(3);
  int planted = 0;
  for (unsigned seed = 0; planted < 200; ++seed) {
    REQUIRE(seed < 2000);
    const RandomGraph made(seed);
    const Subgraph graph(made.root());
    const std::vector<Edge> edges = edges_of(graph);
    if (edges.empty()) continue;
    const Edge edge = edges[random() % edges.size()];
    const std::size_t at = edge.parent().index();
    const std::vector<double> right = gradients(graph, edge, 1.0);
    const std::vector<double> wrong = gradients(graph, edge, 1.0 + 1e-4);
    const std::vector<Value> nodes{edge.parent()};
    GradientCheck check = check_gradients(graph, nodes);
    Perturbation& moved = check.perturbations.front();
    // An ordinary point: what flows there is more than half of all that adds
    // up, and the difference confirms the right gradient.
    const double changed = std::abs(wrong[at] - right[at]);
    if (check.verdict() != Verdict::agrees || moved.kink ||
        !(changed > 0.6e-4 * moved.size))
      continue;
    ++planted;
    moved.gradient = wrong[at];
    INFO("seed " << seed << ", node " << at << ": "
                 << fmt::format("{}", check));
    CHECK(check.verdict() == Verdict::different);
    CHECK_FALSE(check.passed());
    moved.gradient = right[at];
    CHECK(check.passed());
  }
}
