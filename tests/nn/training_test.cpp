#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/nn.hpp>
#include <string>
#include <vector>

#include "golden.hpp"

using namespace gradwalk;

namespace {

Examples xor_examples() {
  return {{{0, 0}, {0, 1}, {1, 0}, {1, 1}}, {{0}, {1}, {1}, {0}}};
}

/// y = 2x over five examples.
Examples doubled() {
  return {{{1}, {2}, {3}, {4}, {5}}, {{2}, {4}, {6}, {8}, {10}}};
}

/// One weight and no more, at 0: its output is w·x.
struct Line {
  Graph graph;
  MLP net{graph, {1, 1}, {.output = Activation::identity, .bias = false}};
  Line() { w().set(0.0); }
  [[nodiscard]] Value w() const { return net.parameters()[0]; }
};

}  // namespace

TEST_CASE("XOR with 2-3-1 costs what xor_2_3_1 lists") {
  const nlohmann::json& expected = golden("nothing_but_numpy")["xor_2_3_1"];
  Graph graph;
  const MLP net(graph, {2, 3, 1});
  const std::size_t size = graph.size();
  GradientDescent descent(1.0);
  int compared = 0;
  TrainingOptions options;
  options.each_report = [&](const Progress& now) {
    const auto [epoch, cost, accuracy] = now;
    static_cast<void>(accuracy);
    const std::string key = std::to_string(now.epoch);
    if (!expected["cost_series"].contains(key)) return true;
    const double other = expected["cost_series"][key];
    // Golden's own tolerance for 5000 epochs.
    CHECK(std::abs(now.cost - other) <= 1e-12 * other);
    compared += now.epoch >= 4600 && now.epoch <= 4900;
    if (now.epoch >= 4600) CHECK(now.accuracy == 1.0);
    return true;
  };
  CHECK(train(net, xor_examples(), descent, options) == 5000);
  CHECK(compared == 4);
  CHECK(graph.size() == size);
  const std::vector<std::vector<double>> outputs =
      outputs_of(net, xor_examples(), Loss::squared_error);
  const std::vector<std::size_t> predictions = predictions_of(outputs);
  CHECK(predictions == expected["predictions"]);
  CHECK(accuracy_of(predictions, xor_examples()) == 1.0);
  for (std::size_t i = 0; i < 4; ++i) {
    const double output = expected["final_output"][0][i];
    CHECK(std::abs(outputs[0][i] - output) <= 1e-12 * output);
  }
  CHECK(graph.size() == size);
}

TEST_CASE("a full batch takes one step an epoch, by the mean or the sum") {
  for (const Reduction reduction : {Reduction::mean, Reduction::sum}) {
    Line line;
    GradientDescent descent(0.001);
    int steps = 0;
    TrainingOptions options{.epochs = 1, .reduction = reduction};
    options.each_batch = [&](int, const RecordedBatch& batch) {
      ++steps;
      CHECK(batch.losses.size() == 5);
      CHECK(batch.passes.size() == 5);
    };
    CHECK(train(line.net, doubled(), descent, options) == 1);
    CHECK(steps == 1);
    // Σ(w·x - y)·x = -2·55 at w = 0.
    const double gradient = reduction == Reduction::mean ? -22.0 : -110.0;
    CHECK(line.w().value() == -0.001 * gradient);
  }
}

TEST_CASE("mini-batches take a smaller last one, and its own mean") {
  Line line;
  GradientDescent descent(0.001);
  std::vector<std::size_t> sizes;
  std::vector<double> gradients;
  TrainingOptions options{.epochs = 2, .batch = 2};
  options.each_batch = [&](int epoch, const RecordedBatch& batch) {
    CHECK(epoch == static_cast<int>(sizes.size() / 3));
    sizes.push_back(batch.losses.size());
    gradients.push_back(line.w().gradient());
  };
  CHECK(train(line.net, doubled(), descent, options) == 2);
  CHECK(sizes == std::vector<std::size_t>{2, 2, 1, 2, 2, 1});
  double w = 0.0;
  std::size_t step = 0;
  for (int epoch = 0; epoch < 2; ++epoch)
    for (const double mean_square : {2.5, 12.5, 25.0}) {
      const double gradient = (w - 2.0) * mean_square;
      CHECK(gradients[step++] == doctest::Approx(gradient).epsilon(1e-14));
      w -= 0.001 * gradient;
    }
  CHECK(line.w().value() == doctest::Approx(w).epsilon(1e-14));
}

TEST_CASE("batches of one are stochastic descent, a large one is full") {
  for (const auto& [batch, steps] :
       {std::pair<std::size_t, int>{1, 5}, {0, 1}, {5, 1}, {100, 1}}) {
    Line line;
    GradientDescent descent(0.001);
    int taken = 0;
    TrainingOptions options{.epochs = 1, .batch = batch};
    options.each_batch = [&](int, const RecordedBatch&) { ++taken; };
    train(line.net, doubled(), descent, options);
    CHECK(taken == steps);
  }
}

TEST_CASE("each epoch is shuffled anew by the stream that is given") {
  Line line;
  GradientDescent descent(0.0);
  Random random(48), same(48);
  std::vector<double> seen, expected;
  TrainingOptions options{.epochs = 3, .batch = 1, .shuffle = &random};
  // At w = 0 the loss of x is ½(2x)².
  options.each_batch = [&](int, const RecordedBatch& batch) {
    seen.push_back(std::sqrt(batch.cost.value() / 2.0));
  };
  train(line.net, doubled(), descent, options);
  std::vector<double> order{1, 2, 3, 4, 5};
  for (int epoch = 0; epoch < 3; ++epoch) {
    same.shuffle(std::span(order));
    expected.insert(expected.end(), order.begin(), order.end());
  }
  CHECK(seen == expected);
}

TEST_CASE("the cost is told before an epoch's step, and after the last") {
  for (const std::size_t batch : {0u, 2u}) {
    Line line;
    GradientDescent descent(0.001);
    std::vector<int> epochs;
    std::vector<double> costs;
    TrainingOptions options{.epochs = 25, .batch = batch, .every = 10};
    options.each_report = [&](const Progress& now) {
      epochs.push_back(now.epoch);
      costs.push_back(now.cost);
      return true;
    };
    CHECK(train(line.net, doubled(), descent, options) == 25);
    CHECK(epochs == std::vector{0, 10, 20, 25});
    CHECK(costs.front() == 22.0);
    CHECK(costs.back() ==
          cost_of(line.net, doubled(), Loss::squared_error, Reduction::mean));
  }
}

TEST_CASE("a callback that says no ends the training before the step") {
  for (const std::size_t batch : {0u, 2u}) {
    Line line;
    GradientDescent descent(0.001);
    double w = 0.0;
    TrainingOptions options{.epochs = 100, .batch = batch, .every = 1};
    options.each_report = [&](const Progress& now) {
      w = line.w().value();
      return now.epoch < 7;
    };
    const std::size_t size = line.graph.size();
    CHECK(train(line.net, doubled(), descent, options) == 7);
    CHECK(line.w().value() == w);
    CHECK(line.graph.size() == size);
  }
}

TEST_CASE("no epochs tell the cost once and move nothing") {
  Line line;
  GradientDescent descent(0.1);
  std::vector<int> epochs;
  TrainingOptions options{.epochs = 0};
  options.each_report = [&](const Progress& now) {
    const auto [epoch, cost, accuracy] = now;
    static_cast<void>(accuracy);
    epochs.push_back(now.epoch);
    CHECK(now.cost == 22.0);
    return true;
  };
  CHECK(train(line.net, doubled(), descent, options) == 0);
  CHECK(epochs == std::vector{0});
  CHECK(line.w().value() == 0.0);
}

TEST_CASE("each step is told after it, with its cost before it") {
  Line line;
  GradientDescent descent(0.001);
  std::vector<std::size_t> done;
  TrainingOptions options{.epochs = 2, .batch = 2};
  double w = 0.0;
  options.each_step = [&](const Step& step) {
    CHECK(step.epoch == static_cast<int>(done.size() / 3));
    CHECK(step.size == 5);
    CHECK(line.w().value() != w);
    if (done.empty()) CHECK(step.cost == 5.0);  // (½·2² + ½·4²)/2 at w = 0
    w = line.w().value();
    done.push_back(step.done);
    return true;
  };
  CHECK(train(line.net, doubled(), descent, options) == 2);
  CHECK(done == std::vector<std::size_t>{2, 4, 5, 2, 4, 5});
}

TEST_CASE("a step that says no ends the training, and counts whole epochs") {
  for (const auto& [last, whole] : {std::pair{1, 0}, {3, 1}, {4, 1}, {6, 2}}) {
    Line line;
    GradientDescent descent(0.001);
    int steps = 0, reports = 0;
    const int stop = last;
    TrainingOptions options{.epochs = 100, .batch = 2, .every = 1};
    options.each_step = [&](const Step&) { return ++steps < stop; };
    options.each_report = [&](const Progress&) { return ++reports > 0; };
    CHECK(train(line.net, doubled(), descent, options) == whole);
    CHECK(steps == last);
    CHECK(reports == (last + 2) / 3);
  }
}

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

TEST_CASE("what is told of a net is what its recorded batch says") {
  for (const Loss loss : losses()) {
    Graph graph;
    const MLP net(graph, {2, 3, 2}, {.output = Activation::identity});
    Random random(3);
    Examples examples;
    for (int i = 0; i < 150; ++i) {
      examples.inputs.push_back({random.normal(), random.normal()});
      const double y = i % 2;
      examples.targets.push_back({y, 1.0 - y});
    }
    const double cost = cost_of(net, examples, loss, Reduction::mean);
    const Progress now = evaluate(net, examples, loss, Reduction::mean, 7);
    CHECK(now.epoch == 7);
    CHECK(now.cost == cost);
    const auto outputs = outputs_of(net, examples, loss);
    CHECK(now.accuracy == accuracy_of(predictions_of(outputs), examples));
    const RecordedBatch batch =
        record_batch(net, examples, loss, Reduction::mean, 0, 150);
    CHECK(cost == batch.cost.value());
    for (std::size_t i = 0; i < 150; ++i) {
      std::vector<Value> expected = batch.passes[i].back().a;
      if (meaning_of(loss) == OutputMeaning::softmax)
        expected = softmax(expected);
      if (meaning_of(loss) == OutputMeaning::sigmoid)
        for (Value& z : expected) z = sigmoid(z);
      for (std::size_t k = 0; k < 2; ++k)
        CHECK(outputs[k][i] == expected[k].value());
    }
  }
}

TEST_CASE("the schedule scales the rate of each epoch") {
  Line line;
  GradientDescent descent(0.001);
  TrainingOptions options{.epochs = 2};
  options.schedule = [](int epoch) { return epoch == 0 ? 2.0 : 0.0; };
  train(line.net, doubled(), descent, options);
  CHECK(line.w().value() == 0.002 * 22.0);
}

TEST_CASE("examples that do not fit the net are refused") {
  Graph graph;
  const MLP net(graph, {2, 3, 1});
  GradientDescent descent(1.0);
  struct Row {
    Examples examples;
    const char* message;
  };
  for (
      const Row& row :
      {Row{{},
           "training: expected as many targets as inputs, and one or more, got "
           "0 targets for 0 inputs"},
       Row{{{{0, 0}, {0, 1}}, {{0}}},
           "training: expected as many targets as inputs, and one or more, got "
           "1 targets for 2 inputs"},
       Row{{{{0, 0}, {0, 1, 2}}, {{0}, {1}}},
           "training: expected 2 inputs and 1 targets an example, got 3 and 1 "
           "in example 2"},
       Row{{{{0, 0}}, {{0, 1}}},
           "training: expected 2 inputs and 1 targets an example, got 2 and 2 "
           "in example 1"}})
    CHECK_THROWS_WITH_AS(train(net, row.examples, descent, {}), row.message,
                         Error);
}

TEST_CASE("fewer than no epochs, and a cost every 0 of them, are refused") {
  Line line;
  GradientDescent descent(1.0);
  CHECK_THROWS_WITH_AS(train(line.net, doubled(), descent, {.epochs = -1}),
                       "train: expected 0 epochs or more, got -1", Error);
  CHECK_THROWS_WITH_AS(train(line.net, doubled(), descent, {.every = 0}),
                       "train: expected a cost every 1 epoch or more, got 0",
                       Error);
}

TEST_CASE("outputs of the cross-entropies are probabilities") {
  Graph graph;
  const MLP net(graph, {2, 3}, {.output = Activation::identity});
  const Examples examples{{{1, 2}, {-3, 1}}, {{1, 0, 0}, {0, 0, 1}}};
  const auto scores = outputs_of(net, examples, Loss::squared_error);
  const auto each = outputs_of(net, examples, Loss::binary_cross_entropy);
  const auto all = outputs_of(net, examples, Loss::softmax_cross_entropy);
  CHECK(outputs_of(net, examples, Loss::softmax_squared_error) == all);
  for (std::size_t i = 0; i < 2; ++i) {
    double total = 0.0;
    for (std::size_t k = 0; k < 3; ++k) {
      total += all[k][i];
      CHECK(each[k][i] ==
            doctest::Approx(1.0 / (1.0 + std::exp(-scores[k][i]))));
    }
    CHECK(total == doctest::Approx(1.0).epsilon(1e-15));
  }
  CHECK(predictions_of(scores) == predictions_of(all));
}

TEST_CASE("of one output ½ divides, of several the highest wins") {
  CHECK(predictions_of({{0.5, 0.51, 0.0}}) ==
        std::vector<std::size_t>{0, 1, 0});
  CHECK(predictions_of({{0.1, 0.7}, {0.8, 0.2}, {0.1, 0.1}}) ==
        std::vector<std::size_t>{1, 0});
  const Examples three{{{0}, {0}}, {{0, 1, 0}, {0, 0, 1}}};
  CHECK(accuracy_of(std::vector<std::size_t>{1, 0}, three) == 0.5);
}

TEST_CASE("parts of the training refuse what would read past the examples") {
  Graph graph;
  const MLP net(graph, {1, 1});
  const Examples two{{{0.0}, {1.0}}, {{0.0}, {1.0}}};
  const auto record = [&](std::size_t first, std::size_t count,
                          std::span<const std::size_t> order = {}) {
    return record_batch(net, two, Loss::squared_error, Reduction::mean, first,
                        count, order);
  };
  CHECK_THROWS_WITH_AS(
      record(1, 2), "record_batch: expected examples within 2, got 2 from 1 on",
      Error);
  const std::vector<std::size_t> order{0, 9};
  CHECK_THROWS_WITH_AS(record(0, 2, order),
                       "record_batch: expected an order of 2 examples, got "
                       "example 9",
                       Error);
  CHECK_THROWS_WITH_AS(predictions_of({}),
                       "predictions_of: expected one output or more, got none",
                       Error);
  const std::vector<std::size_t> one{1};
  CHECK_THROWS_WITH_AS(accuracy_of(one, two),
                       "accuracy_of: expected 2 predictions, got 1", Error);
  CHECK_THROWS_WITH_AS(Layer("empty", {}),
                       "Layer: expected one neuron or more, got none", Error);
  GradientDescent descent(0.1);
  CHECK(train(net, two, descent, {.epochs = 1, .schedule = nullptr}) == 1);
}
