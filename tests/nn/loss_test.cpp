#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/nn.hpp>
#include <string>
#include <vector>

using namespace gradwalk;
using doctest::Approx;

namespace {

double logistic(double z) { return 1.0 / (1.0 + std::exp(-z)); }

std::vector<Value> inputs(Graph& graph, const std::vector<double>& values) {
  std::vector<Value> nodes;
  for (const double value : values) nodes.push_back(graph.input(value));
  return nodes;
}

std::vector<Value> learned(Graph& graph, const std::vector<double>& values) {
  std::vector<Value> nodes;
  for (const double value : values) nodes.push_back(graph.parameter(value));
  return nodes;
}

}  // namespace

TEST_CASE("squared error is half the sum of squares") {
  Graph graph;
  const std::vector<Value> y = inputs(graph, {1.0, 0.0, -2.0});
  const std::vector<Value> a = learned(graph, {0.5, 0.25, 1.0});
  const Value loss = squared_error(y, a);
  CHECK(loss.value() == 0.5 * (0.25 + 0.0625 + 9.0));
  loss.backward();
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(a[i].gradient() == a[i].value() - y[i].value());
}

TEST_CASE("mean squared error divides by twice the examples") {
  Graph graph;
  const std::vector<Value> y = inputs(graph, {1.0, 0.0, -2.0, 0.0});
  const std::vector<Value> a = learned(graph, {0.5, 0.25, 1.0, 0.0});
  const Value cost = mean_squared_error(y, a);
  CHECK(cost.value() == (0.25 + 0.0625 + 9.0) / 8.0);
  cost.backward();
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(a[i].gradient() == (a[i].value() - y[i].value()) / 4.0);
}

TEST_CASE("what takes a list takes it in braces") {
  Graph graph;
  const Value a = graph.parameter(0.5), b = graph.parameter(-1.0);
  const Value no = graph.input(0.0), yes = graph.input(1.0);
  const Value by_label = softmax_cross_entropy({b, a}, 0);
  CHECK(by_label.value() ==
        softmax_cross_entropy(std::vector{b, a}, 0).value());
  // Another order of the same sums: a rounding or two.
  CHECK(softmax_cross_entropy({yes, no}, {b, a}).value() ==
        Approx(by_label.value()).scale(0).epsilon(1e-15));
  CHECK(squared_error({yes, no}, {b, a}).value() == 0.5 * (4.0 + 0.25));
  CHECK(mean_squared_error({yes}, {a}).value() == 0.5 * 0.25);
  CHECK(loss_of(Loss::squared_error, {no}, {a}).value() == 0.125);
  CHECK(MLP(graph, {2, 3, 1})({yes, no}).back().a.size() == 1);
  square(a).backward();
  GradientDescent(0.25).step({b, a});
  CHECK(a.value() == 0.25);
}

TEST_CASE("binary cross-entropy has the gradient sigmoid(z) - y") {
  for (const double y : {0.0, 0.3, 1.0})
    for (const double score : {-3.0, -0.5, 0.0, 0.5, 3.0}) {
      Graph graph;
      const Value z = graph.parameter(score, "z");
      const Value loss = binary_cross_entropy(graph.input(y), z);
      const double p = logistic(score);
      // A few roundings of numbers near 1, most lost in the difference.
      CHECK(loss.value() ==
            Approx(-y * std::log(p) - (1.0 - y) * std::log(1.0 - p))
                .scale(0)
                .epsilon(1e-13));
      loss.backward();
      CHECK(z.gradient() == Approx(p - y).scale(0).epsilon(1e-14));
    }
}

TEST_CASE("softmax cross-entropy has the gradient p - one-hot") {
  const std::vector<double> scores{1.0, -0.5, 2.0};
  double total = 0.0;
  for (const double score : scores) total += std::exp(score);
  for (std::size_t label = 0; label < 3; ++label) {
    Graph graph;
    const std::vector<Value> z = learned(graph, scores);
    std::vector<double> hot(3, 0.0);
    hot[label] = 1.0;
    const Value by_label = softmax_cross_entropy(z, label);
    const Value by_target = softmax_cross_entropy(inputs(graph, hot), z);
    for (const Value loss : {by_label, by_target}) {
      CHECK(loss.value() == Approx(-std::log(std::exp(scores[label]) / total))
                                .scale(0)
                                .epsilon(1e-14));
      loss.backward();
      for (std::size_t k = 0; k < 3; ++k)
        CHECK(z[k].gradient() == Approx(std::exp(scores[k]) / total - hot[k])
                                     .scale(0)
                                     .epsilon(1e-14));
    }
  }
}

TEST_CASE("squared error after softmax has another gradient than p - y") {
  Graph graph;
  const std::vector<Value> y = inputs(graph, {0.0, 1.0, 0.0});
  const std::vector<Value> z = learned(graph, {0.4, -0.3, 1.1});
  const Value loss = softmax_squared_error(y, z);
  const double total = std::exp(0.4) + std::exp(-0.3) + std::exp(1.1);
  const std::vector<double> p{std::exp(0.4) / total, std::exp(-0.3) / total,
                              std::exp(1.1) / total};
  double squares = 0.0, weighted = 0.0;
  for (std::size_t k = 0; k < 3; ++k) {
    const double off = p[k] - y[k].value();
    squares += off * off;
    weighted += p[k] * off;
  }
  // A few roundings of numbers below 1.
  CHECK(loss.value() == Approx(squares).scale(0).epsilon(1e-15));
  loss.backward();
  for (std::size_t k = 0; k < 3; ++k)
    // Of the two terms that are subtracted.
    CHECK(std::abs(z[k].gradient() -
                   2.0 * p[k] * (p[k] - y[k].value() - weighted)) <=
          1e-15 * 2.0 * p[k]);
}

TEST_CASE("targets may be any distribution") {
  Graph graph;
  const std::vector<Value> z = learned(graph, {0.2, 1.0});
  const Value loss = softmax_cross_entropy(inputs(graph, {0.25, 0.75}), z);
  const double p = logistic(0.2 - 1.0);
  CHECK(loss.value() == Approx(-0.25 * std::log(p) - 0.75 * std::log(1.0 - p))
                            .scale(0)
                            .epsilon(1e-14));
  loss.backward();
  CHECK(z[0].gradient() == Approx(p - 0.25).scale(0).epsilon(1e-14));
}

TEST_CASE("scores of a thousand either way lose nothing") {
  struct Row {
    double y, score, loss, gradient;
  };
  for (const Row& row :
       {Row{1.0, 1000.0, 0.0, 0.0}, Row{0.0, 1000.0, 1000.0, 1.0},
        Row{1.0, -1000.0, 1000.0, -1.0}, Row{0.0, -1000.0, 0.0, 0.0}}) {
    Graph graph;
    const Value z = graph.parameter(row.score, "z");
    const Value loss = binary_cross_entropy(graph.input(row.y), z);
    CHECK(loss.value() == row.loss);
    loss.backward();
    CHECK(z.gradient() == row.gradient);
    // Two classes with the other score 0 are the binary case.
    const std::vector<Value> both{z, graph.input(0.0)};
    const Value softmax =
        softmax_cross_entropy(both, row.y == 1.0 ? std::size_t{0} : 1);
    CHECK(softmax.value() == row.loss);
    softmax.backward();
    CHECK(z.gradient() == row.gradient);
  }
}

TEST_CASE("loss_of is the loss of that name, summed over the outputs") {
  Graph graph;
  const std::vector<Value> y = inputs(graph, {1.0, 0.0});
  const std::vector<Value> z = learned(graph, {0.4, -0.3});
  CHECK(loss_of(Loss::squared_error, y, z).value() ==
        squared_error(y, z).value());
  CHECK(loss_of(Loss::binary_cross_entropy, y, z).value() ==
        binary_cross_entropy(y[0], z[0]).value() +
            binary_cross_entropy(y[1], z[1]).value());
  CHECK(loss_of(Loss::softmax_cross_entropy, y, z).value() ==
        softmax_cross_entropy(y, z).value());
  CHECK(loss_of(Loss::softmax_squared_error, y, z).value() ==
        softmax_squared_error(y, z).value());
}

TEST_CASE("a loss has its name, and says what a net's outputs mean") {
  struct Row {
    Loss loss;
    std::string_view name;
    OutputMeaning meaning;
  };
  for (const auto& [loss, name, meaning] :
       {Row{Loss::squared_error, "squared_error", OutputMeaning::value},
        Row{Loss::binary_cross_entropy, "binary_cross_entropy",
            OutputMeaning::sigmoid},
        Row{Loss::softmax_cross_entropy, "softmax_cross_entropy",
            OutputMeaning::softmax},
        Row{Loss::softmax_squared_error, "softmax_squared_error",
            OutputMeaning::softmax}}) {
    CHECK(name_of(loss) == name);
    CHECK(meaning_of(loss) == meaning);
  }
}

TEST_CASE("answers are the outputs, their sigmoids or their softmax") {
  Graph graph;
  const std::vector<Value> z = learned(graph, {0.4, -0.3});
  for (const Loss loss : losses()) {
    INFO(name_of(loss));
    const std::vector<Value> answers = answers_of(loss, z);
    REQUIRE(answers.size() == 2);
    for (std::size_t k = 0; k < 2; ++k) {
      if (meaning_of(loss) == OutputMeaning::value)
        CHECK(same_node(answers[k], z[k]));
      if (meaning_of(loss) == OutputMeaning::sigmoid)
        CHECK(answers[k].value() == sigmoid(z[k]).value());
      if (meaning_of(loss) == OutputMeaning::softmax)
        CHECK(answers[k].value() == softmax(z)[k].value());
    }
  }
}

TEST_CASE("losses refuse what does not fit, and no outputs at all") {
  Graph graph;
  const std::vector<Value> one = inputs(graph, {1.0});
  const std::vector<Value> two = learned(graph, {0.4, -0.3});
  const std::vector<Value> none;
  for (const Loss loss : losses()) {
    const std::string name(name_of(loss));
    INFO(name);
    CHECK_THROWS_WITH_AS(
        loss_of(loss, one, two),
        (name + ": expected one target for each of 2 outputs, got 1").c_str(),
        Error);
    CHECK_THROWS_WITH_AS(
        loss_of(loss, none, none),
        (name + ": expected one or more outputs, got none").c_str(), Error);
  }
  CHECK_THROWS_WITH_AS(mean_squared_error(two, one),
                       "mean_squared_error: expected one target for each of 1 "
                       "outputs, got 2",
                       Error);
  CHECK_THROWS_WITH_AS(softmax_cross_entropy(two, 2),
                       "softmax_cross_entropy: expected a label below 2, got 2",
                       Error);
}
