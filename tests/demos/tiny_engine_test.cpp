#include <doctest/doctest.h>

#include <algorithm>
#include <gradwalk/graph.hpp>
#include <random>

#include "tiny/engine.hpp"

namespace {

/// The same random formulas in both engines: up to 40 operations, with nodes
/// that are used again, and numbers of moderate size.
class RandomTwins {
 public:
  gradwalk::Graph graph;
  std::vector<gradwalk::Value> ours;
  std::vector<tiny::Number> theirs;

  explicit RandomTwins(unsigned seed) : random_(seed) {
    std::uniform_real_distribution<double> uniform(-2.0, 2.0);
    for (int i = 0; i < 4; ++i) {
      const double value = uniform(random_);
      ours.push_back(graph.parameter(value));
      theirs.push_back(tiny::node(value));
    }
    for (int i = 0; i < 40; ++i) grow();
  }

 private:
  void grow() {
    const std::size_t a = random_() % ours.size(), b = random_() % ours.size();
    switch (random_() % 5) {
      case 0:
        return add([](auto x, auto y) { return x + y; }, a, b);
      case 1:
        return add([](auto x, auto y) { return x - y; }, a, b);
      case 2:
        return add([](auto x, auto y) { return x * y; }, a, b);
      case 3:
        if (std::abs(ours[b].value()) < 0.5) return;
        return add([](auto x, auto y) { return x / y; }, a, b);
      default:
        return add([](auto x, auto) { return sigmoid(x); }, a, b);
    }
  }
  template <class Operation>
  void add(Operation operation, std::size_t a, std::size_t b) {
    const gradwalk::Value value = operation(ours[a], ours[b]);
    if (std::abs(value.value()) > 10.0) return;
    ours.push_back(value);
    theirs.push_back(operation(theirs[a], theirs[b]));
  }

  std::mt19937 random_;
};

/// A gradient, and the sum of what its terms would be if none had a sign: the
/// scale of its rounding.
struct Sum {
  double gradient = 0.0, size = 0.0;
};

/// The gradients of tiny's nodes, each with its size.
std::vector<Sum> sums_of(const std::vector<tiny::Number>& nodes) {
  const tiny::Nodes order = tiny::backward(nodes.back());
  std::vector<Sum> sums(nodes.size());
  const auto place = [&](const tiny::Node* node) {
    const auto at = std::find_if(
        nodes.begin(), nodes.end(),
        [&](const tiny::Number& one) { return one.get() == node; });
    return std::size_t(at - nodes.begin());
  };
  sums.back().size = 1.0;
  for (auto node = order.rbegin(); node != order.rend(); ++node)
    for (std::size_t i = 0; i < (*node)->parents.size(); ++i)
      sums[place((*node)->parents[i].get())].size +=
          std::abs((*node)->rule(**node)[i]) * sums[place(*node)].size;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    sums[i].gradient = nodes[i]->gradient;
  return sums;
}

}  // namespace

TEST_CASE("tiny: on random graphs both engines find the same numbers") {
  std::size_t gradients = 0, shared = 0;
  for (unsigned seed = 0; seed < 300; ++seed) {
    INFO(seed);
    const RandomTwins twins(seed);
    const std::vector<Sum> sums = sums_of(twins.theirs);
    twins.ours.back().backward();
    for (std::size_t i = 0; i < sums.size(); ++i) {
      // tiny's exp is of <cmath>, and may differ in the last digit: at 2^-53,
      // which differences of what is nearly equal make a thousand times more.
      const double value = twins.ours[i].value();
      CHECK(std::abs(twins.theirs[i]->value - value) <=
            1e-12 * std::max(1.0, std::abs(value)));
      CHECK(std::abs(sums[i].gradient - twins.ours[i].gradient()) <=
            1e-11 * sums[i].size);
      // Of which the bound leaves at least six digits.
      gradients += std::abs(sums[i].gradient) * 1e6 > sums[i].size;
      shared += std::abs(sums[i].gradient) < sums[i].size;
    }
  }
  CHECK(gradients > 1000);
  CHECK(shared > 100);
}

TEST_CASE("tiny: a second backward pass begins from zero") {
  const tiny::Number x = tiny::node(3.0), y = x * x;
  tiny::backward(y);
  CHECK(x->gradient == 6.0);
  tiny::backward(y);
  CHECK(x->gradient == 6.0);
}

TEST_CASE("tiny: x * x lists x twice and adds both gradients") {
  const tiny::Number x = tiny::node(3.0), y = x * x;
  CHECK(y->parents.size() == 2);
  CHECK(y->parents[0] == y->parents[1]);
  CHECK(tiny::backward(y).size() == 2);
  CHECK(x->gradient == 6.0);
}

TEST_CASE("tiny: a chain of 1000 nodes is sorted, one of 1001 refused") {
  const tiny::Number one = tiny::node(1.0);
  tiny::Number y = tiny::node(0.0);
  for (int i = 1; i < 1000; ++i) y = y + one;
  tiny::backward(y);
  CHECK(one->gradient == 999.0);
  CHECK_THROWS_WITH_AS(tiny::backward(y + one), "tiny: over 1000 in a row",
                       std::length_error);
}
