#include "bugs/zoo.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "bugs/recording.hpp"
#include "bugs/relu.hpp"
#include "bugs/telling.hpp"

using namespace gradwalk;
using namespace gradwalk::demos;

namespace {

bool tells(const BrokenEngine& engine, const Problem& problem) {
  return first_difference(problem.right(), problem.found_by(engine))
      .has_value();
}

/// The digits of `code`, one for each base.
std::vector<std::size_t> digits_of(std::size_t code,
                                   const std::vector<std::size_t>& bases) {
  std::vector<std::size_t> digits;
  for (const std::size_t base : bases) {
    digits.push_back(code % base);
    code /= base;
  }
  return digits;
}

std::size_t product_of(const std::vector<std::size_t>& bases) {
  std::size_t product = 1;
  for (const std::size_t base : bases) product *= base;
  return product;
}

/// Every graph of so many operations and leaves, as the digits of a number:
/// also those that leave a node unused, and every order of the leaves.
std::size_t graphs_that_tell(const BrokenEngine& engine, std::size_t operations,
                             std::size_t leaves, int passes) {
  std::vector<std::size_t> bases(leaves, std::size(chosen_numbers));
  for (std::size_t step = 0; step < operations; ++step)
    bases.insert(bases.end(), {5, leaves + step, leaves + step});
  std::size_t telling = 0;
  for (std::size_t code = 0; code < product_of(bases); ++code) {
    const std::vector<std::size_t> digits = digits_of(code, bases);
    SmallGraph graph;
    graph.passes = passes;
    for (std::size_t i = 0; i < leaves; ++i)
      graph.leaves.push_back(chosen_numbers[digits[i]]);
    for (std::size_t i = leaves; i < digits.size(); i += 3)
      graph.steps.push_back(
          {static_cast<Operator>(digits[i]), digits[i + 1], digits[i + 2]});
    telling += tells(engine, graph);
  }
  return telling;
}

/// The same of a net's numbers. Shape: one example.
std::size_t nets_that_tell(const BrokenEngine& engine,
                           const std::vector<std::size_t>& layers) {
  SmallNet net;
  net.resize(layers, 1);
  std::vector<std::size_t> bases{layers.back()};
  bases.resize(1 + layers.front() + net.parameters.size(),
               std::size(chosen_numbers));
  std::size_t telling = 0;
  for (std::size_t code = 0; code < product_of(bases); ++code) {
    const std::vector<std::size_t> digits = digits_of(code, bases);
    net.labels[0] = digits[0];
    for (std::size_t i = 0; i < layers.front(); ++i)
      net.examples[0][i] = chosen_numbers[digits[1 + i]];
    for (std::size_t i = 0; i < net.parameters.size(); ++i)
      net.parameters[i] = chosen_numbers[digits[1 + layers.front() + i]];
    telling += tells(engine, net);
  }
  return telling;
}

}  // namespace

TEST_CASE("every engine of the zoo gives the wrong number it is known for") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  struct Row {
    std::string_view engine, size, number;
    double wrong, right;
  };
  const double p = 1.0 / (1.0 + std::exp(1.0));  // sigmoid(-1)
  const Row rows[]{
      {"overwrites", "1 operation, 1 leaf, 1 pass", "∂y/∂a", 1.0, 2.0},
      {"unordered", "3 operations, 1 leaf, 1 pass", "∂y/∂a", 3.0, 5.0},
      {"unzeroed", "1 operation, 1 leaf, 2 passes", "∂y/∂a", 4.0, 2.0},
      {"set", "1 operation, 1 leaf, 1 pass", "∂y/∂a", 1.0, 2.0},
      {"sign", "1 operation, 1 leaf, 1 pass", "∂y/∂a", 2.0, 0.0},
      {"relu", "1 operation, 1 leaf, 1 pass", "∂y/∂a", 1.0, 0.0},
      {"point", "1 operation, 1 leaf, 1 pass", "∂y/∂a", -2.0, p * (1.0 - p)},
      {"softmax", "6 numbers, net 1-2, 1 example", "dZ1[2]", nan, 1.0},
      {"bias", "6 numbers, net 1-2, 1 example", "db1[1]", 0.0, -0.5},
      {"before-relu", "8 numbers, net 1-1-2, 1 example", "dW2[1]", 1.5, 0.0},
      {"other-layer", "8 numbers, net 1-1-2, 1 example", "db1", -0.5, 0.0},
      {"uphill", "6 numbers, net 1-2, 1 example", "new W1[1]", -0.5, -1.5}};
  CHECK(std::size(rows) == zoo().size());
  for (const Row& row : rows) {
    CAPTURE(row.engine);
    const BrokenEngine& engine = engine_named(row.engine);
    const Smallest found = smallest_for(engine);
    REQUIRE(found.problem != nullptr);
    CHECK(found.size == row.size);
    const ProblemNumbers right = found.problem->right(),
                         wrong = found.problem->found_by(engine);
    const std::size_t first = first_difference(right, wrong).value();
    CHECK(found.problem->names().at(first) == row.number);
    CHECK(found.problem->names().size() == right.size());
    CHECK(wrong.size() == right.size());
    CHECK_FALSE(differ(wrong[first], row.wrong));
    CHECK_FALSE(differ(right[first], row.right));
  }
}

TEST_CASE("no smaller graph tells an engine from gradwalk") {
  std::size_t sizes = 0;
  for (const BrokenEngine& engine : zoo()) {
    CAPTURE(engine.name);
    if (engine.is_for_nets()) continue;
    const std::size_t most = engine.name == "unordered" ? 2 : 0;
    for (std::size_t operations = 0; operations <= most; ++operations)
      for (std::size_t leaves = 1; leaves <= operations + 1; ++leaves)
        for (const int passes : {1, 2}) {
          CHECK(graphs_that_tell(engine, operations, leaves, passes) == 0);
          ++sizes;
        }
  }
  CHECK(sizes == 6 * 2 + 12);
  // As small in operations and leaves: its second pass is what tells.
  CHECK(graphs_that_tell(engine_named("unzeroed"), 1, 1, 1) == 0);
  CHECK(graphs_that_tell(engine_named("unzeroed"), 1, 1, 2) > 0);
  CHECK(graphs_that_tell(engine_named("unordered"), 3, 1, 1) > 0);
}

TEST_CASE("no smaller net tells an engine from gradwalk") {
  // Inputs, labels, weights and biases of one layer with two classes or more:
  // six at least, and then eight.
  for (const char* name : {"before-relu", "other-layer"}) {
    CAPTURE(name);
    CHECK(nets_that_tell(engine_named(name), {1, 2}) == 0);
    CHECK(nets_that_tell(engine_named(name), {1, 1, 2}) > 0);
  }
  const std::vector<Size> sizes = net_sizes();
  REQUIRE(sizes.size() == 4);
  CHECK(sizes[0].text == "6 numbers, net 1-2, 1 example");
  for (std::size_t i = 1; i < sizes.size(); ++i)
    CHECK(sizes[i].text.starts_with("8 numbers"));
}

TEST_CASE("without a fault the engines agree with gradwalk") {
  BrokenEngine whole_tiny{};
  whole_tiny.name = "tiny";
  whole_tiny.numbers = numbers_in<tiny::Number>;
  std::size_t graphs = 0, nets = 0;
  for (const Size& size : graph_sizes()) {
    if (size.text == "3 operations, 2 leaves, 1 pass") break;
    size.each([&](const Problem& problem) {
      ++graphs;
      CHECK_FALSE(tells(whole_tiny, problem));
      return false;
    });
  }
  CHECK(graphs > 4000);
  BrokenEngine by_hand{};
  by_hand.name = "by hand";
  for (const Size& size : net_sizes())
    size.each([&](const Problem& problem) {
      ++nets;
      CHECK_FALSE(tells(by_hand, problem));
      return false;
    });
  // 3⁵·2, 3⁷·2, 3⁶·2², 3⁷·3: chosen numbers and labels.
  CHECK(nets == 486 + 4374 + 2916 + 6561);
}

TEST_CASE("each engine is seen in a training as its symptom says") {
  struct Seen {
    double first, lowest, last, right;
  };
  const auto seen = [](std::string_view name) {
    const auto [right, found] = trainings_of(engine_named(name));
    CHECK(right.back() < 0.1 * right.front());
    double lowest = found.front();
    for (const double cost : found) lowest = std::min(lowest, cost);
    return Seen{found.front(), lowest, found.back(), right.back()};
  };
  for (const char* rises : {"overwrites", "sign", "uphill"}) {
    CAPTURE(rises);
    const Seen costs = seen(rises);
    CHECK(costs.lowest == costs.first);
    CHECK(costs.last > costs.first);
  }
  for (const char* turns : {"unzeroed", "relu"}) {
    CAPTURE(turns);
    const Seen costs = seen(turns);
    CHECK(costs.lowest < 0.5 * costs.first);
    CHECK(costs.last > 1.5 * costs.lowest);
  }
  for (const char* stays : {"point", "bias"}) {
    CAPTURE(stays);
    const Seen costs = seen(stays);
    CHECK(costs.last < costs.first);
    CHECK(costs.last > 30.0 * costs.right);
  }
  for (const char* slow : {"unordered", "set", "before-relu", "other-layer"}) {
    CAPTURE(slow);
    const Seen costs = seen(slow);
    CHECK(costs.last == costs.lowest);
    CHECK(costs.last > 1.5 * costs.right);
  }
  CHECK(std::isnan(seen("softmax").last));
}
