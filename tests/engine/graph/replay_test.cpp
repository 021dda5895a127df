#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <gradwalk/engine.hpp>
#include <graph/layers.hpp>
#include <random>

using namespace gradwalk;

namespace {

/// Weighted sums written operation by operation, over operands next to each
/// other or apart, with what uses their inside, and dead relus among them.
class Sums {
 public:
  Sums(unsigned seed, const std::vector<double>& leaves) : random_(seed) {
    for (std::size_t i = 0; i < leaves.size(); ++i)
      nodes.push_back(i % 40 < 30 ? graph.parameter(leaves[i])
                                  : graph.input(leaves[i]));
    const int layers = number(1, 4);
    for (int layer = 0; layer < layers; ++layer) record_layer();
    root = sum(Values(nodes).subspan(nodes.size() - 3, 3));
    nodes.push_back(root);
  }

  Graph graph;
  std::vector<Value> nodes;  ///< leaves first
  Value root;

 private:
  int number(int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random_);
  }
  Value any() { return nodes[std::size_t(number(0, int(nodes.size()) - 1))]; }

  /// n nodes some places apart, from anywhere.
  std::vector<Value> some(int n) {
    const int size = int(nodes.size());
    const int step = number(0, 5) == 0 ? 0 : std::max(1, number(1, size / n));
    const int first = number(0, std::max(0, size - 1 - (n - 1) * step));
    std::vector<Value> found;
    for (int k = 0; k < n; ++k)
      found.push_back(nodes[std::size_t(std::min(size - 1, first + k * step))]);
    if (number(0, 3) == 0) std::reverse(found.begin(), found.end());
    return found;
  }

  void record_layer() {
    const int terms = number(1, 9), neurons = number(1, 7);
    const std::vector<Value> inputs = some(terms);
    const int first = number(0, std::max(1, 120 - neurons * (terms + 1)));
    const bool tanh_between = number(0, 2) == 0;
    std::vector<Value> sums;
    for (int j = 0; j < neurons; ++j) {
      const int at = first + j * (terms + 1);
      Value z = number(0, 9) == 0 ? any() : nodes[std::size_t(at)];
      for (int k = 0; k < terms; ++k) {
        const Value product =
            nodes[std::size_t(at + k + 1)] * inputs[std::size_t(k)];
        z = number(0, 30) == 0 ? product + z : z + product;
        nodes.insert(nodes.end(), {product, z});
        if (number(0, 60) == 0) nodes.push_back(product * z);
      }
      sums.push_back(z);
      if (tanh_between) nodes.push_back(tanh(z));
    }
    for (const Value z : sums)
      nodes.push_back(number(0, 1) == 0 ? relu(z) : tanh(z));
  }

  std::mt19937 random_;
};

std::vector<double> leaves_of(unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> uniform(-1.5, 1.5);
  std::vector<double> leaves(200);
  for (double& leaf : leaves) leaf = uniform(random);
  if (seed % 10 == 0) leaves[seed % 200] = 0.0;
  if (seed % 50 == 1)
    leaves[seed % 200] = std::numeric_limits<double>::infinity();
  return leaves;
}

/// Bit for bit, but for the sign of nan.
bool are_same(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) ||
         std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

}  // namespace

TEST_CASE(
    "replayed 1,000 random graphs have the numbers of recording, bit by "
    "bit") {
  std::size_t layers = 0, compared = 0;
  for (unsigned seed = 0; seed < 1'000; ++seed) {
    INFO("seed " << seed);
    Sums replayed(seed, leaves_of(seed));
    for (unsigned again = 1; again <= 3; ++again) {
      const std::vector<double> leaves = leaves_of(seed + again);
      for (std::size_t i = 0; i < leaves.size(); ++i)
        replayed.nodes[i].set(leaves[i]);
      replayed.graph.forward();
      replayed.root.backward();
      const Sums recorded(seed, leaves);
      recorded.root.backward();
      REQUIRE(replayed.nodes.size() == recorded.nodes.size());
      bool same = true;
      for (std::size_t i = 0; i < recorded.nodes.size(); ++i, ++compared) {
        const Value a = replayed.nodes[i], b = recorded.nodes[i];
        same = same && are_same(a.value(), b.value()) &&
               a.has_gradient() == b.has_gradient();
        if (a.has_gradient())
          same = same && are_same(a.gradient(), b.gradient());
      }
      CHECK(same);
    }
    layers += detail::Access::tape(replayed.root).layers().size();
  }
  CHECK(layers > 1'000);
  CHECK(compared > 500'000);
}

TEST_CASE(
    "a graph that grows, or is recorded anew, is not replayed by the "
    "old layers") {
  Graph graph;
  const Values w = graph.parameters(std::vector{1.0, 2.0, 3.0});
  const Values x = graph.inputs(std::vector{4.0, 5.0});
  const auto record = [&](bool turned) {
    const std::size_t one = turned ? 1 : 0;
    Value z = w[2];
    for (std::size_t k = 0; k < 2; ++k) z = z + w[k ^ one] * x[k];
    return z;
  };
  for (const bool turned : {false, true, false}) {
    const Graph::Scope scope{graph};
    const Value z = record(turned);
    for (int again = 0; again < 3; ++again) graph.forward();
    CHECK(detail::Access::tape(z).layers().size() == 1);
    CHECK(z.value() == (turned ? 2.0 * 4.0 + 5.0 : 4.0 + 2.0 * 5.0) + 3.0);
    const Value more = z * z;
    CHECK(detail::Access::tape(z).layers().empty());
    more.backward();
    CHECK(w[0].gradient() == 2.0 * z.value() * (turned ? 5.0 : 4.0));
  }
  const Value z = record(false), inside = z.parents()[0];
  {
    const Graph::Scope scope{graph};
    record(true);
    for (int again = 0; again < 2; ++again) graph.forward();
    CHECK(detail::Access::tape(z).layers().size() == 2);
  }
  CHECK(detail::Access::tape(z).layers().empty());
  for (int again = 0; again < 2; ++again) graph.forward();
  CHECK(detail::Access::tape(z).layers().size() == 1);
  // From within a neuron.
  inside.backward();
  CHECK(w[0].gradient() == 4.0);
  CHECK(w[1].gradient() == 0.0);
  CHECK(z.gradient() == 0.0);
}
