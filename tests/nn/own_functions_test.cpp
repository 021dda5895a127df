#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "line.hpp"

using namespace gradwalk;

namespace {

Value gated(Value z) { return z * sigmoid(z); }

Value distance(const ValuesView& targets, const ValuesView& outputs) {
  std::vector<Value> terms;
  for (std::size_t i = 0; i < outputs.size(); ++i)
    terms.push_back(abs(targets[i] - outputs[i]));
  return sum(terms);
}

/// y = x1·x2, with two outputs that are y and -y.
Examples products() {
  Random random(5);
  Examples examples;
  for (int i = 0; i < 20; ++i) {
    const double a = random.normal(), b = random.normal();
    examples.inputs.push_back({a, b});
    examples.targets.push_back({a * b, -a * b});
  }
  return examples;
}

}  // namespace

TEST_CASE("an activation is one of the list, a function, or one with a name") {
  Graph graph;
  const Value z = graph.parameter(0.7, "z");
  const MLP listed(graph, {1, 1, 1}, {.hidden = Activation::tanh});
  const MLP own(graph, {1, 1, 1},
                {.hidden = [](Value a) { return a * sigmoid(a); }});
  const MLP named(graph, {1, 1, 1}, {.hidden = {"swish", gated}});
  const MLP function(graph, {1, 1, 1}, {.hidden = gated});
  const auto hidden = [](const MLP& net) {
    return net.layers()[0].activation();
  };
  CHECK(hidden(listed).name() == "tanh");
  CHECK(hidden(own).name() == "own");
  CHECK(hidden(named).name() == "swish");
  CHECK(hidden(listed) == Activation::tanh);
  CHECK_FALSE(hidden(own) == Activation::identity);
  CHECK(own.layers()[1].activation() == Activation::sigmoid);
  CHECK(hidden(listed)(z).value() == tanh(z).value());
  for (const MLP* net : {&own, &named, &function})
    CHECK(hidden(*net)(z).value() == gated(z).value());
  const Neuron neuron(graph, "n", std::vector{1.0}, false, gated);
  CHECK(neuron({z}).a.value() == gated(z).value());
}

TEST_CASE("each layer may have an activation of its own") {
  Graph graph;
  const MLP net(
      graph, {2, 3, 4, 1},
      {.activations = {
           Activation::tanh, {"swish", gated}, Activation::identity}});
  CHECK(net.summary() ==
        "layer    neurons  inputs  activation  parameters\n"
        "layer1         3       2  tanh                 9\n"
        "layer2         4       3  swish               16\n"
        "layer3         1       4  identity             5\n"
        "                                              30\n");
  const MLP::Pass pass = net(graph.inputs({0.2, -0.7}));
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(pass[0].a[i].value() == tanh(pass[0].z[i]).value());
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(pass[1].a[i].value() == gated(pass[1].z[i]).value());
  CHECK(same_node(pass[2].a[0], pass[2].z[0]));
  CHECK_THROWS_WITH_AS(
      MLP(graph, {2, 3, 1}, {.activations = {Activation::tanh}}),
      "MLP: expected 2 activations, one for each layer, got 1", Error);
}

TEST_CASE("a summary makes room for long names") {
  Graph graph;
  const MLP net(graph, {2, 1},
                {.output = {"swish of twice z", gated}, .prefix = "critic"});
  CHECK(net.summary() ==
        "layer         neurons  inputs  activation        parameters\n"
        "critic.layer1       1       2  swish of twice z           3\n"
        "                                                          3\n");
}

TEST_CASE("own functions train by batches as one by one, and well") {
  std::vector<std::vector<double>> weights;
  for (const bool one_by_one : {false, true}) {
    Graph graph;
    const MLP net(graph, {2, 6, 2},
                  {.hidden = {"swish", gated}, .output = Activation::identity});
    const Examples examples = products();
    Adam adam(0.02);
    TrainingOptions options{.epochs = 300, .batch = 5, .loss = distance};
    options.one_by_one = one_by_one;
    const double before = cost_of(net, examples, distance, Reduction::mean);
    train(net, examples, adam, options);
    const double after = cost_of(net, examples, distance, Reduction::mean);
    CHECK(after < 0.2 * before);
    const RecordedBatch batch = record_batch(
        net, examples, options.loss, Reduction::mean, 0, examples.size());
    CHECK(check_gradients(batch.cost, net.parameters()).passed());
    weights.emplace_back();
    for (const Value w : net.parameters()) weights.back().push_back(w.value());
  }
  // Sums of 5 terms in another order, over 1200 steps; Adam divides by a
  // gradient's size, and |y - a| has a kink.
  for (std::size_t i = 0; i < weights[0].size(); ++i)
    CHECK(std::abs(weights[0][i] - weights[1][i]) <=
          1e-9 * std::max(1.0, std::abs(weights[1][i])));
}

TEST_CASE("an own loss says what it takes outputs for, and is checked by it") {
  const auto focal = [](const ValuesView& targets, const ValuesView& scores) {
    const Value p = sigmoid(scores[0]);
    return square(1.0 - p) * binary_cross_entropy(targets[0], scores[0]);
  };
  const LossFunction plain = focal,
                     loss{"focal", focal, OutputMeaning::sigmoid};
  CHECK(plain.name() == "own");
  CHECK(plain.meaning() == OutputMeaning::value);
  Graph graph;
  const MLP scores(graph, {1, 1}, {.output = Activation::identity});
  const MLP others(graph, {1, 1});
  const Examples fits{{{0.5}}, {{1.0}}}, none{{{0.5}}, {{2.0}}};
  const double score = outputs_of(scores, fits, plain)[0][0];
  CHECK(outputs_of(scores, fits, loss)[0][0] ==
        doctest::Approx(1.0 / (1.0 + std::exp(-score))).scale(0));
  CHECK(std::isfinite(cost_of(others, none, plain, Reduction::mean)));
  CHECK_THROWS_WITH_AS(
      cost_of(others, fits, loss, Reduction::mean),
      "training: expected a net with .output = Activation::identity for focal, "
      "which takes scores, got sigmoid",
      Error);
  CHECK_THROWS_WITH_AS(cost_of(scores, none, loss, Reduction::mean),
                       "training: expected targets from 0 to 1 for focal, or "
                       "squared_error for others, got 2 in example 1",
                       Error);
}

TEST_CASE("an empty function is refused, and a node of another graph") {
  CHECK_THROWS_WITH_AS(ActivationFunction("none", nullptr),
                       "ActivationFunction: expected a function, got none",
                       Error);
  CHECK_THROWS_WITH_AS(LossFunction("none", nullptr),
                       "LossFunction: expected a function, got none", Error);
  Graph graph, elsewhere;
  const Value far = elsewhere.parameter(1.0, "far");
  const MLP net(graph, {1, 1}, {.output = [&](Value z) { return z * far; }});
  const Values x = graph.inputs({0.5});
  CHECK_THROWS_WITH_AS(net(x),
                       "multiply: expected nodes of one graph, got node 3 "
                       "(linear) and, of another, far",
                       Error);
}

TEST_CASE("where training by own functions meets nan it says at which node") {
  Line line;
  GradientDescent descent(0.1);
  const TrainingOptions options{
      .epochs = 1, .loss = [](const ValuesView& y, const ValuesView& a) {
        return log(a[0] - y[0]);
      }};
  CHECK_THROWS_WITH_AS(train(line.net, doubled(), descent, options),
                       "train: expected finite numbers, got the cost nan after "
                       "0 epochs, first in example 1: loss = log(-2) = nan",
                       TrainingStopped);
}
