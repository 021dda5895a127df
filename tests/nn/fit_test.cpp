#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/nn.hpp>
#include <string>
#include <vector>

using namespace gradwalk;

namespace {

/// A net without hidden layers, its examples and their loss.
struct Setting {
  Activation output;
  Loss loss;
  std::vector<std::vector<double>> targets;

  [[nodiscard]] MLP net(Graph& graph) const {
    return {graph, {1, targets.front().size()}, {.output = output}};
  }
  [[nodiscard]] Examples examples() const {
    return {std::vector(targets.size(), std::vector{0.5}), targets};
  }
};

constexpr auto identity = Activation::identity;
constexpr auto binary = Loss::binary_cross_entropy;
constexpr auto softmax_entropy = Loss::softmax_cross_entropy;
constexpr auto softmax_squares = Loss::softmax_squared_error;

/// Checks that it is refused before the first step, and nothing told or moved.
void check_refused(const Setting& setting, const std::string& message) {
  Graph graph;
  const MLP net = setting.net(graph);
  const double before = net.parameters()[0].value();
  int told = 0;
  TrainingOptions options{.epochs = 1, .loss = setting.loss};
  options.each_report = [&](const Progress&) { return ++told > 0; };
  options.each_step = [&](const Step&) { return ++told > 0; };
  GradientDescent descent(1.0);
  CHECK_THROWS_WITH_AS(train(net, setting.examples(), descent, options),
                       message.c_str(), Error);
  CHECK(told == 0);
  CHECK(net.parameters()[0].value() == before);
}

}  // namespace

TEST_CASE("a loss that takes scores refuses an output that gives none") {
  int refused = 0;
  for (const Loss loss : losses())
    for (const Activation output : activations()) {
      const Setting setting{output, loss, {{0.0, 1.0}, {1.0, 1.0}}};
      if (meaning_of(loss) == OutputMeaning::value || output == identity)
        continue;
      const std::string message =
          "training: expected a net with .output = Activation::identity for " +
          std::string(name_of(loss)) + ", which takes scores, got " +
          std::string(name_of(output));
      INFO(message);
      check_refused(setting, message);
      Graph graph;
      const MLP net = setting.net(graph);
      const Examples examples = setting.examples();
      CHECK_THROWS_WITH_AS(outputs_of(net, examples, loss), message.c_str(),
                           Error);
      CHECK_THROWS_WITH_AS(cost_of(net, examples, loss, {}), message.c_str(),
                           Error);
      CHECK_THROWS_WITH_AS(evaluate(net, examples, loss, {}), message.c_str(),
                           Error);
      CHECK_THROWS_WITH_AS(record_batch(net, examples, loss, {}, 0, 1),
                           message.c_str(), Error);
      ++refused;
    }
  CHECK(refused >= 3 * 7);
}

TEST_CASE("XOR is learned by a cross-entropy of scores") {
  const Examples one{{{0, 0}, {0, 1}, {1, 0}, {1, 1}}, {{0}, {1}, {1}, {0}}};
  const Examples two{one.inputs, {{1, 0}, {0, 1}, {0, 1}, {1, 0}}};
  struct Row {
    Loss loss;
    const Examples& examples;
  };
  for (const auto& [loss, examples] :
       {Row{binary, one}, Row{softmax_entropy, two}}) {
    Graph graph;
    const MLP net(graph, {2, 3, examples.targets[0].size()},
                  {.output = identity});
    GradientDescent descent(1.0);
    train(net, examples, descent, {.epochs = 2000, .loss = loss});
    CHECK(evaluate(net, examples, loss, {}).accuracy == 1.0);
    CHECK(cost_of(net, examples, loss, {}) < 0.05);
  }
}

TEST_CASE("softmax of a single output is refused") {
  for (const Loss loss : {softmax_entropy, softmax_squares})
    check_refused({identity, loss, {{1.0}}},
                  "training: expected two outputs or more for " +
                      std::string(name_of(loss)) +
                      ", or binary_cross_entropy for one, got 1");
}

TEST_CASE("targets of the binary cross-entropy lie between 0 and 1") {
  const std::string expected =
      "training: expected targets from 0 to 1 for binary_cross_entropy, or "
      "squared_error for others, got ";
  struct Row {
    double target;
    const char* got;
  };
  for (const auto& [target, got] :
       {Row{5.0, "5"}, Row{-1.0, "-1"}, Row{std::nan(""), "nan"}}) {
    check_refused({identity, binary, {{1.0}, {target}}},
                  expected + got + " in example 2");
    check_refused({identity, binary, {{0.0, target}, {1.0, 1.0}}},
                  expected + got + " in example 1");
  }
}

TEST_CASE("targets of softmax are a distribution") {
  struct Row {
    std::vector<double> targets;
    const char* got;
  };
  for (const Loss loss : {softmax_entropy, softmax_squares})
    for (const auto& [targets, got] :
         {Row{{-0.5, 1.5}, "-0.5"}, Row{{1.0, 1.0}, "the sum 2"},
          Row{{0.0, 0.0}, "the sum 0"},
          Row{{0.5, 0.5 - 0x1p-18}, "the sum 0.9999961853027344"},
          Row{{0.5, std::nan("")}, "the sum nan"}})
      check_refused({identity, loss, {{1.0, 0.0}, targets}},
                    "training: expected targets of 0 or more with the sum 1 "
                    "for " +
                        std::string(name_of(loss)) +
                        ", or binary_cross_entropy for classes that do not "
                        "exclude each other, got " +
                        got + " in example 2");
}

TEST_CASE("one class of several is not for the binary cross-entropy") {
  check_refused({identity, binary, {{1.0, 0.0}, {0.0, 1.0}}},
                "train: expected softmax_cross_entropy for targets that are "
                "one class of 2 in every example, got binary_cross_entropy");
}

TEST_CASE("what is within a loss's bounds is trained by it") {
  for (const Setting& setting :
       {Setting{identity, binary, {{0.0}, {1.0}, {0.25}}},
        Setting{identity, binary, {{1.0, 1.0}, {0.0, 1.0}}},
        Setting{identity, binary, {{0.0, 0.0}, {0.0, 1.0}}},
        Setting{identity, binary, {{1.0, 0.5}, {0.25, 1.0}}},
        Setting{identity, softmax_entropy, {{0.25, 0.75}, {0.0, 1.0}}},
        Setting{identity, softmax_entropy, {{1.0, 0.0}, {0.0, 1.0}}},
        // Thirds of six digits.
        Setting{identity, softmax_squares, {{0.333333, 0.333333, 0.333333}}},
        Setting{identity, Loss::squared_error, {{5.0, -3.0}}},
        Setting{Activation::sigmoid, Loss::squared_error, {{5.0}}}}) {
    Graph graph;
    const MLP net = setting.net(graph);
    GradientDescent descent(0.1);
    CHECK(train(net, setting.examples(), descent,
                {.epochs = 2, .loss = setting.loss}) == 2);
  }
}

TEST_CASE("only the examples that are recorded are looked at") {
  Graph graph;
  const MLP net(graph, {1, 1}, {.output = identity});
  const Examples examples{{{0.5}, {0.5}, {1, 2}}, {{1}, {5}, {1}}};
  CHECK_NOTHROW(record_batch(net, examples, binary, {}, 0, 1));
  CHECK_THROWS_AS(record_batch(net, examples, binary, {}, 1, 1), Error);
  CHECK_THROWS_AS(record_batch(net, examples, binary, {}, 2, 1), Error);
}

TEST_CASE("answers are given whatever the targets are") {
  Graph graph;
  const MLP net(graph, {1, 2}, {.output = identity});
  const Examples unknown{{{0.5}}, {{0, 0}}};
  const auto answers = outputs_of(net, unknown, softmax_entropy);
  // Two roundings of numbers near ½.
  CHECK(answers[0][0] + answers[1][0] == doctest::Approx(1.0).epsilon(1e-15));
}
