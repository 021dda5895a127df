#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/nn.hpp>
#include <span>
#include <vector>

using namespace gradwalk;

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
            doctest::Approx(1.0 / (1.0 + std::exp(-scores[k][i]))).scale(0));
    }
    CHECK(total == doctest::Approx(1.0).scale(0).epsilon(1e-15));
  }
  CHECK(predictions_of(scores) == predictions_of(all));
}

TEST_CASE("of one output ½ divides, of several the highest wins") {
  CHECK(predictions_of({{0.5, 0.51, 0.0}}) ==
        std::vector<std::size_t>{0, 1, 0});
  CHECK(predictions_of({{0.1, 0.7}, {0.8, 0.2}, {0.1, 0.1}}) ==
        std::vector<std::size_t>{1, 0});
  // Of equal ones the first.
  CHECK(predictions_of({{0.1, 0.4}, {0.5, 0.4}, {0.5, 0.4}}) ==
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
