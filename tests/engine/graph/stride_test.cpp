#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <gradwalk/engine.hpp>
#include <string>
#include <vector>

using namespace gradwalk;

namespace {

/// Whole numbers, so that sums are exact in any order.
struct Interleaved {
  Graph graph;
  std::vector<Value> w, x;
  std::vector<double> w_values, x_values;

  /// w and x, of n nodes each, every `distance`-th one; backwards if it is
  /// below 0.
  Interleaved(std::size_t n, int distance) {
    for (std::size_t k = 0; k < n; ++k) {
      w_values.push_back(2.0 + static_cast<double>(k * k % 7));
      x_values.push_back(1.0 - static_cast<double>(3 * k % 11));
      w.push_back(graph.parameter(w_values.back()));
      for (int i = 2; i < std::abs(distance); ++i) graph.input(100.0);
      x.push_back(square(graph.parameter(x_values.back())));
    }
    if (distance < 0)
      for (auto* nodes : {&w, &x}) std::reverse(nodes->begin(), nodes->end());
    if (distance < 0)
      for (auto* values : {&w_values, &x_values})
        std::reverse(values->begin(), values->end());
  }
};

}  // namespace

TEST_CASE("nodes at equal distances are operands as any others") {
  for (const std::size_t n : {2ul, 3ul, 8ul, 16ul, 37ul})
    for (const int distance : {2, 3, 5, -2, -4}) {
      INFO(n << " nodes, distance " << distance);
      const Interleaved all(n, distance);
      const auto& [graph, w, x, w_values, x_values] = all;
      double expected = 7.0;
      for (std::size_t k = 0; k < n; ++k)
        expected += w_values[k] * x_values[k] * x_values[k];
      const Value bias = w[n / 2];
      const Value y = linear(w, x, bias);
      const double z = expected - 7.0 + bias.value();
      CHECK(y.value() == z);
      CHECK(y.parents().size() == 2 * n + 1);
      CHECK(same_node(y.parents()[n - 1], w[n - 1]));
      y.backward();
      for (std::size_t k = 0; k < n; ++k) {
        const double once = x_values[k] * x_values[k];
        CHECK(w[k].gradient() == once + (k == n / 2 ? 1.0 : 0.0));
        CHECK(x[k].gradient() == w_values[k]);
        CHECK(x[k].parents()[0].gradient() == 2.0 * w_values[k] * x_values[k]);
      }
      CHECK(dot(w, x).value() == expected - 7.0);
      CHECK(check_gradients(mean(x)).passed());
    }
}

TEST_CASE("nodes at equal distances are set, replayed and run in batches") {
  Interleaved all(9, 3);
  const Value y = linear(all.w, all.x, all.w[4]);
  const Values w = all.w;
  CHECK_FALSE(w.is_run());
  w.set(std::vector<double>(9, 2.0));
  all.graph.forward();
  double expected = 2.0;
  for (const double x : all.x_values) expected += 2.0 * x * x;
  CHECK(y.value() == expected);
  y.backward();
  w.update([](double value, double gradient) { return value + gradient; });
  CHECK(w[0].value() == 2.0 + all.x_values[0] * all.x_values[0]);
  CHECK(w[4].value() == 3.0 + all.x_values[4] * all.x_values[4]);

  const Value leaf = all.x[0].parents()[0];
  all.graph.forward();
  const double rest =
      y.value() - w[0].value() * all.x_values[0] * all.x_values[0];
  Batch batch(y, {leaf});
  CHECK(batch.forward(std::vector{1.0, 3.0}) == rest + 5.0 * w[0].value());
}

TEST_CASE("a part of nodes at equal distances is one, too") {
  const Interleaved all(6, 2);
  const Values w = all.w;
  const Values part = w.subspan(2, 3);
  CHECK(std::vector(part.begin(), part.end()) == std::vector{w[2], w[3], w[4]});
  CHECK(sum(part).value() ==
        all.w_values[2] + all.w_values[3] + all.w_values[4]);
  CHECK(w.subspan(5, 1).is_run());
  CHECK(same_node(part.back(), all.w[4]));
}

TEST_CASE("equal distances do not hide a node that is gone, or another's") {
  Graph graph, other;
  const Value a = graph.parameter(1.0), b = graph.parameter(2.0);
  const Value other_a = other.parameter(5.0);
  Value inner, gone;
  {
    const Graph::Scope scope(graph);
    inner = graph.parameter(4.0);
    CHECK(sum({a, b, inner}).value() == 7.0);
    gone = inner;
  }
  CHECK_THROWS_AS(sum({a, b, gone}), const Error&);
  CHECK_THROWS_AS(sum({a, other_a}), const Error&);
  CHECK_THROWS_AS(sum({other_a, b}), const Error&);
  // Of two plain numbers one may look like the next of the other.
  const std::vector<Value> numbers{1.0, 1.0 + 0x1p-52, 1.0 + 0x1p-51};
  CHECK(sum(numbers).value() == 3.0 + 0x1p-51);
  const std::vector<Value> both{a, 0x1p-1040, b};
  CHECK(sum(both).value() == 3.0);
}
