#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "line.hpp"

using namespace gradwalk;

TEST_CASE("training by batches is training one by one, to the last digits") {
  for (const Loss loss : losses())
    for (const std::size_t batch : {0u, 1u, 3u})
      for (const Reduction reduction : {Reduction::mean, Reduction::sum}) {
        INFO(name_of(loss) << ", batches of " << batch);
        std::vector<std::vector<double>> weights, costs;
        for (const bool one_by_one : {false, true}) {
          Graph graph;
          const bool scores = meaning_of(loss) != OutputMeaning::value;
          const MLP net(
              graph, {3, 5, 4, 2},
              {.hidden = Activation::leaky_relu,
               .output = scores ? Activation::identity : Activation::tanh,
               .bias = batch != 1});
          Random random(7);
          Examples examples;
          for (int i = 0; i < 40; ++i) {
            examples.inputs.push_back(
                {random.normal(), random.normal(), random.normal()});
            const double y = random.uniform();
            examples.targets.push_back({y, 1.0 - y});
          }
          Momentum momentum(0.02);
          costs.emplace_back();
          TrainingOptions options{.epochs = 20,
                                  .batch = batch,
                                  .loss = loss,
                                  .reduction = reduction};
          options.shuffle = &random;
          options.one_by_one = one_by_one;
          options.each_step = [&](const Step& step) {
            costs.back().push_back(step.cost);
            return true;
          };
          CHECK(train(net, examples, momentum, options) == 20);
          weights.emplace_back();
          for (const Value w : net.parameters())
            weights.back().push_back(w.value());
        }
        // Sums of up to 40 terms in another order, over 20 to 800 steps.
        REQUIRE(costs[0].size() == costs[1].size());
        for (std::size_t i = 0; i < costs[0].size(); ++i)
          CHECK(std::abs(costs[0][i] - costs[1][i]) <=
                1e-12 * std::max(1.0, std::abs(costs[1][i])));
        for (std::size_t i = 0; i < weights[0].size(); ++i)
          CHECK(std::abs(weights[0][i] - weights[1][i]) <=
                1e-12 * std::max(1.0, std::abs(weights[1][i])));
      }
}

TEST_CASE("a net for digits has the gradients of its graphs, recorded") {
  Graph graph;
  const MLP net(graph, {784, 32, 16, 10},
                {.hidden = Activation::relu,
                 .output = Activation::identity,
                 .initializer = Initializer::he});
  Random random(1);
  Examples digits;
  for (std::size_t i = 0; i < 3; ++i) {
    digits.inputs.emplace_back();
    for (int pixel = 0; pixel < 784; ++pixel)
      digits.inputs[i].push_back(std::max(0.0, random.uniform(-1.0, 1.0)));
    digits.targets.emplace_back(10);
    digits.targets[i][3 * i] = 1.0;
  }
  std::vector<double> expected;
  {
    const Graph::Scope scope{graph};
    const RecordedBatch batch = record_batch(
        net, digits, Loss::softmax_cross_entropy, Reduction::mean, 0, 3);
    batch.cost.backward();
    for (const Value w : net.parameters()) expected.push_back(w.gradient());
  }
  GradientDescent still(0.0);
  train(net, digits, still, {.epochs = 1, .loss = Loss::softmax_cross_entropy});
  // Pre-activations are sums of 784 terms, which may be added in any order.
  double largest = 0.0;
  for (const double gradient : expected)
    largest = std::max(largest, std::abs(gradient));
  CHECK(largest > 0.01);
  for (std::size_t k = 0; k < expected.size(); ++k)
    CHECK(std::abs(net.parameters()[k].gradient() - expected[k]) <=
          1e-12 * std::max(std::abs(expected[k]), largest));
}

TEST_CASE("only as many batches are recorded as are asked for") {
  Line line;
  GradientDescent descent(0.001);
  int told = 0, steps = 0;
  TrainingOptions options{.epochs = 3, .batch = 2};
  options.recorded = 4;
  options.each_batch = [&](int, const RecordedBatch&) { ++told; };
  options.each_step = [&](const Step&) { return ++steps > 0; };
  train(line.net, doubled(), descent, options);
  CHECK(told == 4);
  CHECK(steps == 9);
}
