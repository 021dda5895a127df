#include <doctest/doctest.h>
#include <fmt/ranges.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <gradwalk/engine.hpp>
#include <limits>
#include <optional>
#include <random>
#include <set>

#include "functions.hpp"
#include "random_graph.hpp"

using namespace gradwalk;

namespace {

/// Numbers for some leaves, example by example.
struct Table {
  std::size_t columns;
  std::vector<double> numbers{};

  Table(std::size_t examples, std::size_t leaves, unsigned seed)
      : columns(leaves) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> uniform(-2.0, 2.0);
    for (std::size_t i = 0; i < examples * leaves; ++i)
      numbers.push_back(uniform(random));
  }
  [[nodiscard]] std::size_t examples() const {
    return numbers.size() / columns;
  }
  [[nodiscard]] double operator()(std::size_t example, std::size_t leaf) const {
    return numbers[example * columns + leaf];
  }
};

/// What a batch gives, computed one example after another.
struct OneByOne {
  double cost = 0.0;
  std::vector<double> gradients;                ///< by parameter
  std::vector<double> largest;                  ///< term of each
  std::vector<std::vector<double>> values{};    ///< node by example
  std::vector<std::vector<double>> upstream{};  ///< node by example

  OneByOne(Graph& graph, Value root, const std::vector<Value>& inputs,
           const std::vector<Value>& parameters, const Table& table,
           const std::vector<Value>& nodes = {},
           Reduction reduction = Reduction::mean)
      : gradients(parameters.size()),
        largest(parameters.size()),
        values(nodes.size()),
        upstream(nodes.size()) {
    const auto m = reduction == Reduction::mean
                       ? static_cast<double>(table.examples())
                       : 1.0;
    for (std::size_t e = 0; e < table.examples(); ++e) {
      for (std::size_t i = 0; i < inputs.size(); ++i)
        inputs[i].set(table(e, i));
      graph.forward();
      root.backward();
      cost += root.value() / m;
      for (std::size_t k = 0; k < parameters.size(); ++k) {
        const double term = parameters[k].gradient() / m;
        gradients[k] += term;
        largest[k] = std::max(largest[k], std::abs(term));
      }
      for (std::size_t n = 0; n < nodes.size(); ++n) {
        values[n].push_back(nodes[n].value());
        upstream[n].push_back(gradient_or_0(nodes[n]) / m);
      }
    }
  }
};

/// Equal, nan and infinities included, to 1e-12 of the larger of them and of
/// the largest term of the sum that they are: issue of the order of adding.
bool close(double found, double expected, double largest_term = 0.0) {
  if (std::isnan(expected)) return std::isnan(found);
  if (std::isinf(expected)) return found == expected;
  return std::abs(found - expected) <=
         1e-12 * std::max(std::abs(expected), largest_term);
}

/// A kept node beside its numbers one by one: each example's, or, of a node
/// that does not depend on the inputs, the one value and the sum of gradients.
void check_kept(const Batch& batch, Value node,
                const std::vector<double>& values,
                const std::vector<double>& upstream) {
  const std::span<const double> found = batch.values(node);
  if (!node.needs_gradient()) {
    CHECK_THROWS_AS(batch.gradients(node), Error);
    for (std::size_t e = 0; e < found.size(); ++e)
      CHECK(close(found[e], values[e]));
    return;
  }
  const std::span<const double> gradients = batch.gradients(node);
  REQUIRE(gradients.size() == found.size());
  if (found.size() == 1 && values.size() > 1) {
    double sum = 0.0, largest = 0.0;
    for (const double one : upstream) {
      sum += one;
      largest = std::max(largest, std::abs(one));
    }
    CHECK(close(found[0], values[0]));
    CHECK(close(gradients[0], sum, largest));
    return;
  }
  REQUIRE(found.size() == values.size());
  for (std::size_t e = 0; e < found.size(); ++e) {
    CHECK(close(found[e], values[e]));
    CHECK(close(gradients[e], upstream[e]));
  }
}

/// A net of 5-6-4 with a loss, from which batches of any size can be made.
struct Net {
  Graph graph;
  std::vector<Value> parameters, inputs, hidden, scores;
  Value loss;

  Net() {
    std::mt19937 random(3);
    std::normal_distribution<double> normal;
    const auto learned = [&](std::size_t count) {
      std::vector<Value> made;
      for (std::size_t i = 0; i < count; ++i)
        made.push_back(graph.parameter(normal(random)));
      parameters.insert(parameters.end(), made.begin(), made.end());
      return made;
    };
    std::vector<std::vector<Value>> w1, w2;
    for (int j = 0; j < 6; ++j) w1.push_back(learned(6));
    for (int j = 0; j < 4; ++j) w2.push_back(learned(7));
    for (int i = 0; i < 5; ++i) inputs.push_back(graph.input(0.0));
    const auto neuron = [](const std::vector<Value>& w,
                           std::span<const Value> x) {
      return linear(std::span(w).first(x.size()), x, w.back());
    };
    for (const auto& w : w1) hidden.push_back(tanh(neuron(w, inputs)));
    for (const auto& w : w2) scores.push_back(neuron(w, hidden));
    loss = log_sum_exp(scores) - scores[1];
  }
};

/// Everything that a run gives, to compare bit for bit.
std::vector<double> run(Net& net, const Table& table, BatchOptions options) {
  options.kept = {net.hidden[0], net.scores[2], net.loss};
  Batch batch(net.loss, net.inputs, options);
  std::vector<double> all{batch.backward(table.numbers)};
  for (const Value w : net.parameters) all.push_back(w.gradient());
  for (const Value node : options.kept) {
    std::ranges::copy(batch.values(node), std::back_inserter(all));
    std::ranges::copy(batch.gradients(node), std::back_inserter(all));
  }
  return all;
}

}  // namespace

TEST_CASE("a batch of every operation is its examples one by one") {
  for (const Operation& operation : functions())
    for (const std::size_t operands : {4u, 5u, 9u}) {
      // Which operands vary: all, none but one, every other.
      for (const unsigned mask : {~0u, 1u, 2u, 0x55u, 0xaau}) {
        INFO(operation.name << " of " << operands << " operands, mask "
                            << mask);
        Graph graph;
        std::vector<Value> x, inputs, parameters;
        for (std::size_t k = 0; k < operands; ++k) {
          const bool given = (mask >> k & 1u) != 0;
          // Off the kinks, and within the domains, often enough.
          const double value = 0.3 + 0.4 * static_cast<double>(k % 3);
          x.push_back(given ? graph.input(value) : graph.parameter(value));
          (given ? inputs : parameters).push_back(x.back());
        }
        const Value own = graph.parameter(0.7);
        parameters.push_back(own);
        const Value node = record_on(operation, x);
        const Value root = own * node + sum(x);
        const Table table(11, inputs.size(), 7);
        const OneByOne expected(graph, root, inputs, parameters, table, {node});
        Batch batch(root, inputs, {.kept = {node}});
        const double cost = batch.backward(table.numbers);
        CHECK(close(cost, expected.cost, std::abs(expected.cost)));
        for (std::size_t k = 0; k < parameters.size(); ++k)
          CHECK(close(parameters[k].gradient(), expected.gradients[k],
                      expected.largest[k]));
        check_kept(batch, node, expected.values[0], expected.upstream[0]);
      }
    }
}

TEST_CASE("a batch between two passes leaves the second one right") {
  Graph graph;
  const Value w = graph.parameter(3.0), a = w * w;
  {
    const Graph::Scope scope{graph};
    const Value p = graph.parameter(1.0), q = p * p;
    a.backward();
    q.backward();
  }
  const Graph::Scope scope{graph};
  const Value b = a * 2.0, v = graph.parameter(1.0), x = graph.input(1.0);
  const Value y = v * x;
  Batch batch(y, std::vector{x});
  batch.backward(std::vector{1.0});
  CHECK(v.gradient() == 1.0);
  b.backward();
  CHECK(w.gradient() == 12.0);
  CHECK(v.gradient() == 0.0);
}

TEST_CASE("in 500 random graphs a batch is its examples one by one") {
  std::size_t compared = 0, lanes = 0;
  for (unsigned seed = 0; seed < 500; ++seed) {
    INFO("seed " << seed);
    RandomGraph random(seed);
    std::vector<Value> inputs, parameters, kept;
    std::set<std::size_t> under_root;
    for (const Value node : topological_order(random.root()))
      under_root.insert(node.index());
    bool root_varies = false;
    for (const Value node : random.nodes) {
      if (!node.operation().is_leaf())
        kept.push_back(node);
      else if (!node.needs_gradient())
        inputs.push_back(node);
      else
        parameters.push_back(node);
    }
    for (const Value input : inputs)
      root_varies = root_varies || under_root.contains(input.index());
    if (!root_varies) continue;
    const Table table(3 + seed % 70, inputs.size(), seed);
    // Summed, so that each lane's own numbers are not rounded once more.
    const OneByOne expected(random.graph, random.root(), inputs, parameters,
                            table, kept, Reduction::sum);
    Batch batch(random.root(), inputs,
                {.reduction = Reduction::sum, .kept = kept});
    const double cost = batch.backward(table.numbers);
    // Draws may leave a domain; where numbers are not finite, or gain on the
    // way, only a sum's own terms tell how far its order matters.
    if (std::isfinite(expected.cost))
      CHECK(std::abs(cost - expected.cost) <=
            1e-12 * std::max(1.0, std::abs(expected.cost)));
    for (std::size_t k = 0; k < parameters.size(); ++k, ++compared)
      CHECK(close(parameters[k].gradient(), expected.gradients[k],
                  expected.largest[k]));
    for (std::size_t n = 0; n < kept.size(); ++n) {
      check_kept(batch, kept[n], expected.values[n], expected.upstream[n]);
      if (batch.values(kept[n]).size() > 1) lanes += table.examples();
    }
  }
  CHECK(compared > 1000);
  CHECK(lanes > 50'000);
}

TEST_CASE("batches of every size around a round are their examples") {
  for (const std::size_t examples : {1u, 2u, 7u, 8u, 9u, 31u, 32u, 33u, 63u,
                                     64u, 65u, 127u, 129u, 500u, 1025u}) {
    INFO(examples << " examples");
    Net net;
    const Table table(examples, net.inputs.size(), 5);
    const OneByOne expected(net.graph, net.loss, net.inputs, net.parameters,
                            table);
    for (const Reduction reduction : {Reduction::mean, Reduction::sum}) {
      Batch batch(net.loss, net.inputs, {.reduction = reduction});
      const double scale =
          reduction == Reduction::sum ? static_cast<double>(examples) : 1.0;
      CHECK(close(batch.backward(table.numbers), scale * expected.cost));
      for (std::size_t k = 0; k < net.parameters.size(); ++k)
        CHECK(close(net.parameters[k].gradient(), scale * expected.gradients[k],
                    scale * expected.largest[k]));
      CHECK(close(batch.forward(table.numbers), scale * expected.cost));
    }
  }
}

TEST_CASE("a small net's batch is one graph of all its examples, bit for bit") {
  for (const std::size_t examples : {1u, 63u, 64u, 65u, 200u, 300u})
    for (const int threads : {1, 3}) {
      INFO(examples << " examples, " << threads << " threads");
      Net net;
      const Table table(examples, net.inputs.size(), 5);
      Batch batch(net.loss, net.inputs, {.threads = threads});
      const double cost = batch.backward(table.numbers);
      std::vector<double> gradients;
      for (const Value w : net.parameters) gradients.push_back(w.gradient());

      std::vector<Value> losses;
      const auto neuron = [](const Value*& w, std::span<const Value> x) {
        const Value z = linear({w, x.size()}, x, w[x.size()]);
        w += x.size() + 1;
        return z;
      };
      for (std::size_t e = 0; e < examples; ++e) {
        std::vector<Value> x, hidden, scores;
        for (std::size_t i = 0; i < 5; ++i)
          x.push_back(net.graph.input(table(e, i)));
        const Value* w = net.parameters.data();
        for (int j = 0; j < 6; ++j) hidden.push_back(neuron(w, x));
        for (Value& h : hidden) h = tanh(h);
        for (int j = 0; j < 4; ++j) scores.push_back(neuron(w, hidden));
        const Value total = log_sum_exp(scores);
        losses.push_back(total - scores[1]);
      }
      const Value mean_loss = mean(losses);
      mean_loss.backward();
      CHECK(cost == mean_loss.value());
      for (std::size_t k = 0; k < gradients.size(); ++k)
        CHECK(gradients[k] == net.parameters[k].gradient());
    }
}

TEST_CASE("1, 2 and 7 threads give the same bits, run after run") {
  for (const std::size_t examples : {1u, 33u, 200u, 3000u}) {
    Net net;
    const Table table(examples, net.inputs.size(), 9);
    const std::vector<double> expected = run(net, table, {});
    for (const int threads : {1, 2, 7})
      for (int again = 0; again < 3; ++again)
        CHECK(run(net, table, {.threads = threads}) == expected);
  }
}

TEST_CASE("1, 2 and 7 threads give the same bits for graphs of any shape") {
  for (unsigned seed = 0; seed < 150; ++seed) {
    INFO("seed " << seed);
    RandomGraph random(seed);
    std::vector<Value> inputs, parameters;
    for (const Value node : random.nodes)
      if (node.operation().is_leaf() && inputs.size() < 2)
        inputs.push_back(node);
      else if (node.operation().is_leaf() && node.needs_gradient())
        parameters.push_back(node);
    const std::vector<Value> under = topological_order(random.root());
    if (std::none_of(under.begin(), under.end(), [&](Value node) {
          return same_node(node, inputs[0]) || same_node(node, inputs[1]);
        }))
      continue;
    const Table table(70 + 3 * seed, inputs.size(), seed);
    std::vector<std::uint64_t> expected;
    for (const int threads : {1, 2, 7}) {
      Batch batch(random.root(), inputs, {.threads = threads});
      std::vector<std::uint64_t> all{
          std::bit_cast<std::uint64_t>(batch.backward(table.numbers))};
      for (const Value w : parameters)
        all.push_back(std::bit_cast<std::uint64_t>(w.gradient()));
      if (expected.empty()) expected = all;
      CHECK(all == expected);
    }
  }
}

TEST_CASE("threads divide a wide layer, and layers may share weights") {
  Graph graph;
  const Values x = graph.inputs(std::vector(703, 0.0));
  const Values w = graph.parameters(std::vector(1500, 0.02));
  const Value b = graph.parameter(0.1), c = graph.parameter(0.2);
  std::vector<Value> z;
  // A layer of its own; two neurons with one bias; the second layer's weights
  // are also another node's.
  for (std::size_t j = 0; j < 2; ++j)
    z.push_back(
        tanh(linear(w.subspan(700 * j, 700), x.subspan(0, 700), w[1400 + j])));
  for (std::size_t j = 0; j < 2; ++j)
    z.push_back(tanh(linear(w.subspan(1402 + 3 * j, 3), x.subspan(700, 3), b)));
  z.push_back(dot(w.subspan(1410, 4), z));
  z.push_back(w[1411] * x[3] * c);
  const Value root = square(sum(z));
  std::vector<Value> parameters(w.begin(), w.end());
  parameters.insert(parameters.end(), {b, c});
  for (const std::size_t examples : {5u, 150u, 1100u}) {
    INFO(examples << " examples");
    const Table table(examples, x.size(), 3);
    std::vector<double> expected;
    for (const int threads : {1, 2, 7}) {
      Batch batch(root, x, {.threads = threads});
      std::vector<double> all{batch.backward(table.numbers)};
      for (const Value p : parameters) all.push_back(p.gradient());
      if (expected.empty()) expected = all;
      CHECK(all == expected);
    }
    const OneByOne one_by_one(graph, root, {x.begin(), x.end()}, parameters,
                              table);
    for (std::size_t k = 0; k < parameters.size(); ++k)
      CHECK(close(expected[k + 1], one_by_one.gradients[k],
                  one_by_one.largest[k]));
  }
}

TEST_CASE("every level that the machine has gives the same bits") {
  const std::vector<std::string_view> levels = Batch::levels();
  CHECK(levels.front() == "plain");
  for (const std::size_t examples : {5u, 100u}) {
    Net net;
    const Table table(examples, net.inputs.size(), 9);
    const std::vector<double> expected = run(net, table, {});
    for (const std::string_view level : levels)
      CHECK(run(net, table, {.level = level}) == expected);
  }
  for (unsigned seed = 0; seed < 100; ++seed) {
    RandomGraph random(seed);
    // All leaves vary, or every other one: a parameter's gradient is a sum.
    std::vector<Value> inputs, parameters;
    for (const Value node : random.nodes)
      if (node.operation().is_leaf())
        (inputs.size() > parameters.size() && seed % 2 == 1 ? parameters
                                                            : inputs)
            .push_back(node);
    std::vector<Value> learned;
    for (const Value input : inputs)
      if (input.needs_gradient()) learned.push_back(input);
    const Table table(21, inputs.size(), seed);
    const std::vector<Value> under = topological_order(random.root());
    if (random.root().operation().is_leaf() ||
        std::ranges::none_of(inputs, [&](Value input) {
          return std::ranges::any_of(
              under, [&](Value node) { return same_node(node, input); });
        }))
      continue;
    std::vector<double> expected;
    for (const std::string_view level : levels) {
      Batch batch(random.root(), inputs, {.kept = learned, .level = level});
      std::vector<double> all{batch.backward(table.numbers)};
      for (const Value w : parameters) all.push_back(gradient_or_0(w));
      for (const Value input : learned)
        std::ranges::copy(batch.gradients(input), std::back_inserter(all));
      if (expected.empty()) expected = all;
      for (std::size_t i = 0; i < all.size(); ++i)
        CHECK((all[i] == expected[i] ||
               (std::isnan(all[i]) && std::isnan(expected[i]))));
    }
  }
}

TEST_CASE("weights may be shared, repeated, computed, reversed or the inputs") {
  Graph graph;
  std::vector<Value> w, x, tied, reversed;
  for (int i = 0; i < 4; ++i) {
    w.push_back(graph.parameter(0.3 + 0.2 * i));
    x.push_back(graph.input(0.0));
  }
  for (const Value one : w) tied.push_back(2.0 * one);
  reversed.assign(w.rbegin(), w.rend());
  const Value b = graph.parameter(0.1);
  std::vector<Value> first, second;
  for (int repeat = 0; repeat < 2; ++repeat) {
    first.push_back(linear(w, x, b));
    first.push_back(linear(tied, x, b));
    first.push_back(linear(reversed, x, b));
    first.push_back(dot(x, w));
  }
  for (int repeat = 0; repeat < 3; ++repeat)
    second.push_back(
        dot(std::span(w),
            std::span(first).subspan(static_cast<std::size_t>(repeat), 4)));
  second.push_back(linear(w, std::vector{first[0], first[0], x[1], b}, x[0]));
  second.push_back(dot(std::vector{w[0], w[0]}, std::vector{x[0], x[1]}));
  second.push_back(dot(x, first.size() > 4 ? std::span(first).first(4)
                                           : std::span<const Value>()));
  const Value root = square(sum(second));
  std::vector<Value> parameters = w;
  parameters.push_back(b);
  const Table table(45, 4, 1);
  const OneByOne expected(graph, root, x, parameters, table);
  Batch batch(root, x);
  CHECK(close(batch.backward(table.numbers), expected.cost));
  for (std::size_t k = 0; k < parameters.size(); ++k)
    CHECK(close(parameters[k].gradient(), expected.gradients[k],
                expected.largest[k]));
}

TEST_CASE("neurons whose weights overlap add up all their gradients") {
  Graph graph;
  std::vector<Value> w, x;
  for (int i = 0; i < 22; ++i) w.push_back(graph.parameter(0.1 * i - 1.0));
  for (int i = 0; i < 20; ++i) x.push_back(graph.input(0.0));
  std::vector<Value> z;
  for (const std::size_t first : {0u, 1u, 2u})
    z.push_back(square(dot(std::span(w).subspan(first, 20), x)));
  const Value root = sum(z);
  const Table table(9, x.size(), 2);
  const OneByOne expected(graph, root, x, w, table);
  Batch batch(root, x);
  CHECK(close(batch.backward(table.numbers), expected.cost));
  for (std::size_t k = 0; k < w.size(); ++k)
    CHECK(close(w[k].gradient(), expected.gradients[k], expected.largest[k]));
}

TEST_CASE("an upstream of 0 passes nothing past an infinite weight") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Graph graph;
  const Value x = graph.input(0.0), y = graph.input(0.0);
  const Value v = graph.parameter(1.0), w = graph.parameter(1.0);
  const std::vector<Value> hidden{relu(dot(std::vector{v}, std::vector{x}))};
  const Value z = dot(std::vector{w}, hidden);
  const Value root = choose(y, z, z, v);  // no gradient for z where y > 0
  w.set(infinity);
  const std::vector<double> table{2.0, 1.0, 3.0, 1.0};
  Batch batch(root, std::vector{x, y});
  batch.backward(table);
  CHECK(v.gradient() == 1.0);
  CHECK(w.gradient() == 0.0);
}

TEST_CASE("an upstream of 0 leaves no nan in kept nodes either") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Graph graph;
  const Value x = graph.parameter(1.0), y = graph.input(0.0);
  const Value v = graph.input(1.0), w = graph.input(infinity);
  const Value h = relu(dot(std::vector{v}, std::vector{x}));
  const Value z = dot(std::vector{w}, std::vector{h});
  const Value root = choose(y, z, z, x);  // no gradient for z where y > 0
  Batch batch(root, std::vector{x, y}, {.kept = {x, h}});
  batch.backward(std::vector{2.0, 1.0});
  CHECK(batch.gradients(x)[0] == 1.0);
  CHECK(batch.gradients(h)[0] == 0.0);
}

TEST_CASE("an upstream of 0 has no product with what has overflowed") {
  Graph graph;
  const Value x = graph.input(1e200), one = graph.input(1.0);
  const Value w = graph.parameter(1e200), v = graph.parameter(1.0);
  const Value root = sigmoid(dot(std::vector{w * x}, std::vector{v * one}));
  root.backward();
  CHECK(std::isnan(v.gradient()));
  Batch batch(root, std::vector{x, one});
  batch.backward(std::vector{1e200, 1.0});
  CHECK(std::isnan(v.gradient()));
  CHECK(w.gradient() == 0.0);
}

TEST_CASE("an upstream of 0 has no product with a list's slope of inf") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Graph graph;
  const Values targets = graph.parameters(std::vector{1.0, 0.0});
  const Values scores = graph.inputs(std::vector{0.0, -infinity});
  const Value root = 0.0 * softmax_cross_entropy(targets, scores);
  root.backward();
  CHECK(std::isnan(targets[1].gradient()));
  Batch batch(root, scores);
  CHECK(batch.backward(std::vector{0.0, -infinity}) == 0.0);
  CHECK(targets[0].gradient() == 0.0);
  CHECK(std::isnan(targets[1].gradient()));
}

TEST_CASE("a kept node that is given has no gradients, forgotten or not") {
  Graph graph;
  const Value x = graph.input(0.0, "x"), w = graph.parameter(2.0);
  Value square_of_x;
  std::optional<Batch> batch;
  {
    const Graph::Scope scope{graph};
    square_of_x = x * x;
    batch.emplace(w * square_of_x, std::vector{x},
                  BatchOptions{.kept = {x, square_of_x}});
  }
  batch->backward(std::vector{1.0, 3.0});
  CHECK(batch->values(square_of_x)[1] == 9.0);
  CHECK_THROWS_WITH_AS(batch->gradients(x),
                       "gradients: expected a parameter, or a node that "
                       "depends on one, got x, which is given: make it a "
                       "parameter",
                       Error);
  CHECK_THROWS_WITH_AS(batch->gradients(square_of_x),
                       "gradients: expected a node that depends on a "
                       "parameter, got one that is given",
                       Error);
}

TEST_CASE("a parameter that is set counts in the next run") {
  Graph graph;
  const Value x = graph.input(0.0), w = graph.parameter(2.0);
  const Value doubled = 2.0 * w;
  const Value root = doubled * x;
  Batch batch(root, std::vector{x}, {.kept = {doubled, root}});
  const std::vector<double> table{1.0, 3.0};
  CHECK(batch.backward(table) == 8.0);
  CHECK(w.gradient() == 4.0);
  CHECK(batch.gradients(doubled)[0] == 2.0);
  w.set(5.0);
  CHECK(batch.forward(table) == 20.0);
  CHECK(batch.values(doubled)[0] == 10.0);
  CHECK(std::vector(batch.values(root).begin(), batch.values(root).end()) ==
        std::vector{10.0, 30.0});
  CHECK(root.value() == 0.0);
}

TEST_CASE("gradients of a run take the place of those of the last pass") {
  Graph graph;
  const Value other = graph.parameter(1.0);
  const Value x = graph.input(3.0), w = graph.parameter(2.0);
  const Value root = w * x, last = square(other) * root;
  last.backward();
  Batch batch(root, std::vector{x});
  CHECK(batch.backward(std::vector{4.0, 6.0}) == 10.0);
  CHECK(w.gradient() == 5.0);
  for (const Value node : {other, root, last}) CHECK(node.gradient() == 0.0);
  CHECK_FALSE(x.has_gradient());
  last.backward();
  CHECK(w.gradient() == 3.0);
}

TEST_CASE("a batch outlives the scope of its graph, not its parameters") {
  Graph graph;
  const Value w = graph.parameter(2.0, "w");
  const auto made = [&](bool own_parameter) {
    const Graph::Scope scope{graph};
    const Value x = graph.input(0.0);
    const Value factor =
        own_parameter ? graph.parameter(3.0, "short") : graph.input(3.0);
    return Batch(w * factor * x, std::vector{x});
  };
  Batch batch = made(false);
  const std::vector<double> table{1.0, 2.0};
  CHECK(batch.backward(table) == 9.0);
  CHECK(w.gradient() == 4.5);
  CHECK(graph.size() == 1);
  Batch lost = made(true);
  CHECK_THROWS_WITH_AS(lost.backward(table),
                       "backward: expected a node that still exists, got short "
                       "of a scope that has ended",
                       Error);
  std::optional<Graph> brief;
  brief.emplace();
  const Value u = brief->parameter(1.0, "u"), v = brief->input(0.0);
  Batch orphan(u * v, std::vector{v});
  brief.reset();
  CHECK_THROWS_WITH_AS(orphan.forward(table),
                       "forward: expected a node that still exists, got u of a "
                       "graph that is gone",
                       Error);
}

TEST_CASE("a batch that cannot be made or run is refused in words") {
  Graph graph, another;
  const Value x = graph.input(0.0, "x"), y = graph.input(0.0, "y");
  const Value w = graph.parameter(1.0, "w");
  const Value z = (w * x).named("z"), far = another.input(0.0, "far");
  const auto refused = [&](const char* message, auto make) {
    CHECK_THROWS_WITH_AS(make(), message, Error);
  };
  using Values = std::vector<Value>;
  refused("Batch: expected leaves as inputs, got z",
          [&] { Batch(square(z), Values{z}); });
  refused("Batch: expected each input once, got x twice", [&] {
    Batch(z, Values{x, x});
  });
  refused("Batch: expected a root that depends on the inputs, got z",
          [&] { Batch(z, Values{y}); });
  refused("Batch: expected nodes of one graph, got z and, of another, far",
          [&] {
            Batch(z, Values{x, far});
          });
  refused("Batch: expected a node, got an empty Value",
          [&] { Batch(Value(), Values{x}); });
  refused("Batch: expected 1 thread or more, got 0",
          [&] { Batch(z, Values{x}, {.threads = 0}); });
  const std::vector<std::string_view> levels = Batch::levels();
  refused(fmt::format("Batch: expected a level of this machine, {}, got v99",
                      fmt::join(levels, " or "))
              .c_str(),
          [&] { Batch(z, Values{x}, {.level = "v99"}); });

  Batch two(z * y, std::vector<Values>{{x}, {y}}), one(z * y, Values{x, y});
  const std::vector<double> numbers{1.0, 2.0, 3.0};
  const std::vector<const double*> rows{&numbers[0], &numbers[1]};
  const Batch::Rows both = rows, first = both.first(1), none = both.first(0);
  refused("forward: expected 2 lists of inputs, got 1", [&] {
    two.forward({&both, 1});
  });
  refused("backward: expected 2 examples in each list, got 1", [&] {
    two.backward(std::array{both, first});
  });
  refused("backward: expected one example or more, got none", [&] {
    two.backward(std::array{none, none});
  });
  refused(
      "forward: expected rows of 2 numbers, for one list, got 3 numbers "
      "for 1 lists",
      [&] { one.forward(numbers); });
  refused(
      "forward: expected rows of 1 numbers, for one list, got 3 numbers "
      "for 2 lists",
      [&] { two.forward(numbers); });
  refused("values: expected a node that is kept, got z",
          [&] { static_cast<void>(one.values(z)); });
  Batch keeping(z, Values{x}, {.kept = {z}});
  refused("values: expected a run before, got none",
          [&] { static_cast<void>(keeping.values(z)); });
  keeping.forward(numbers);
  refused("gradients: expected a backward run before, got none",
          [&] { static_cast<void>(keeping.gradients(z)); });
  CHECK(keeping.values(z).size() == 3);
}

TEST_CASE("a run of leaves is a list of inputs") {
  Graph graph;
  const Values x = graph.inputs(std::vector{0.0, 0.0});
  const Values w = graph.parameters(std::vector{2.0, 3.0});
  Batch batch(dot(w, x), x);
  CHECK(batch.backward(std::vector{1.0, 2.0, 3.0, 4.0}) == 13.0);
  CHECK(w[0].gradient() == 2.0);
  CHECK(w[1].gradient() == 3.0);
}

TEST_CASE("a layer may read some of a list, a kept leaf all of it") {
  Graph graph;
  const Values x = graph.inputs(std::vector{0.0, 0.0, 0.0});
  const Values w = graph.parameters(std::vector{2.0, 3.0});
  const Value root = dot(w, x.subspan(1, 2));
  const std::vector<double> table{9.0, 1.0, 2.0, 8.0, 3.0, 4.0};
  Batch batch(root, x);
  CHECK(batch.backward(table) == 13.0);
  CHECK(w[0].gradient() == 2.0);
  CHECK(w[1].gradient() == 3.0);
  Batch keeping(root, x, {.kept = {x[1], x[0]}});
  CHECK(keeping.backward(table) == 13.0);
  CHECK(keeping.values(x[1])[1] == 3.0);
  CHECK(keeping.values(x[0])[0] == 9.0);
  Batch leaf(x[2], x);
  CHECK(leaf.forward(table) == 3.0);
}

TEST_CASE("a layer reads its part of a list beside a branch not taken too") {
  Graph graph;
  const Values x = graph.inputs(std::vector{0.0, 0.0, 0.0});
  const Values w = graph.parameters(std::vector{2.0, 3.0});
  const Value bias = graph.parameter(0.0), closed = graph.parameter(-1.0);
  Batch batch(linear(w, x.subspan(1, 2), bias) + sqrt(relu(closed)), x);
  CHECK(batch.backward(std::vector{9.0, 1.0, 2.0, 8.0, 3.0, 4.0}) == 13.0);
  CHECK(w[0].gradient() == 2.0);
  CHECK(w[1].gradient() == 3.0);
  CHECK(bias.gradient() == 1.0);
  CHECK(closed.gradient() == 0.0);
}

TEST_CASE("runs of few and of many examples may follow each other") {
  Net net;
  Batch batch(net.loss, net.inputs, {.threads = 2});
  for (const std::size_t examples : {300u, 1u, 40u, 129u, 300u}) {
    const Table table(examples, net.inputs.size(), 4);
    const double cost = batch.backward(table.numbers);
    const double gradient = net.parameters[3].gradient();
    CHECK(cost == Batch(net.loss, net.inputs).backward(table.numbers));
    CHECK(gradient == net.parameters[3].gradient());
  }
}

TEST_CASE("without parameters under its root, a batch leaves gradients 0") {
  Graph graph;
  const Value w = graph.parameter(3.0), x = graph.input(1.0);
  (w * w).backward();
  Batch batch(x * x, {x});
  CHECK(batch.backward(std::vector{1.0, 2.0}) == 2.5);
  CHECK(w.gradient() == 0.0);
}

TEST_CASE("a batch that was moved from is refused") {
  Graph graph;
  const Value x = graph.input(1.0);
  Batch batch(x * x, {x});
  Batch moved = std::move(batch);
  CHECK(moved.forward(std::vector{2.0}) == 4.0);
  CHECK_THROWS_WITH_AS(batch.forward(std::vector{2.0}),
                       "forward: expected a batch, got one that was moved from",
                       Error);
}
