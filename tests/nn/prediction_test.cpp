#include <doctest/doctest.h>

#include <array>
#include <gradwalk/nn.hpp>
#include <vector>

using namespace gradwalk;

using Table = std::vector<std::vector<double>>;

TEST_CASE("a prediction is what a recorded pass answers") {
  Graph graph;
  const MLP net(graph, {2, 3, 2}, {.output = Activation::identity});
  const Table inputs{{0.2, 0.7}, {-1.0, 3.0}, {0.0, 0.0}};
  for (const Loss loss : losses()) {
    INFO(name_of(loss));
    Table expected;
    for (const std::vector<double>& row : inputs) {
      const Graph::Scope scope{graph};
      expected.emplace_back();
      for (const Value answer : answers_of(loss, net(row).back().a))
        expected.back().push_back(answer.value());
    }
    CHECK(predict(net, inputs, loss) == expected);
    CHECK(predict(net, {{0.2, 0.7}, {-1.0, 3.0}, {0.0, 0.0}}, loss) ==
          expected);
    CHECK(predict(net, {0.2, 0.7}, loss) == expected[0]);
    CHECK(predict(net, inputs[1], loss) == expected[1]);
    CHECK(predict(net, std::array{0.0, 0.0}, loss) == expected[2]);
  }
  CHECK(predict(net, {0, 0}) == predict(net, inputs)[2]);
}

TEST_CASE("a prediction leaves the graph and its gradients as they were") {
  Graph graph;
  const MLP net(graph, {1, 2, 1});
  sum(net({0.5}).back().a).backward();
  const std::size_t size = graph.size();
  std::vector<double> gradients;
  for (const Value w : net.parameters()) gradients.push_back(w.gradient());
  const std::vector<double> one = predict(net, {0.5});
  CHECK(predict(net, Table{{0.5}, {2.0}})[0] == one);
  CHECK(graph.size() == size);
  for (std::size_t i = 0; i < gradients.size(); ++i)
    CHECK(net.parameters()[i].gradient() == gradients[i]);
}

TEST_CASE("a prediction is by the parameters as they are set now") {
  Graph graph;
  const MLP net(graph, {1, 1}, {.output = Activation::identity});
  net.parameter("layer1.neuron1.w1").set(3.0);
  net.parameter("layer1.neuron1.b").set(0.5);
  CHECK(predict(net, {2.0}) == std::vector{6.5});
  CHECK(predict(net, Table{{2.0}, {-1.0}}) == Table{{6.5}, {-2.5}});
  CHECK(predict(net, Table{}).empty());
}

TEST_CASE("inputs that do not fit are refused where they stand") {
  Graph graph;
  const MLP net(graph, {2, 1});
  const std::size_t size = graph.size();
  CHECK_THROWS_WITH_AS(predict(net, {0.5}), "predict: expected 2 inputs, got 1",
                       Error);
  CHECK_THROWS_WITH_AS(
      predict(net, {{0, 1}, {1, 0, 1}}),
      "predict: expected 2 inputs an example, got 3 in example 2", Error);
  CHECK_THROWS_WITH_AS(net({0.2, 0.7, 0.1}), "MLP: expected 2 inputs, got 3",
                       Error);
  CHECK_THROWS_WITH_AS(
      predict(net, {0.2, 0.7}, Loss::binary_cross_entropy),
      "training: expected a net with .output = Activation::identity for "
      "binary_cross_entropy, which takes scores, got sigmoid",
      Error);
  CHECK(graph.size() == size);
}

TEST_CASE("a net takes nodes, runs, and numbers, in braces or not") {
  Graph graph;
  const MLP net(graph, {2, 3, 1});
  const Value x1 = graph.input(0.2), x2 = graph.parameter(0.7);
  const double expected = predict(net, {0.2, 0.7})[0];
  const Values run = graph.inputs({0.2, 0.7});
  const std::vector<double> numbers{0.2, 0.7};
  for (const MLP::Pass& pass :
       {net({x1, x2}), net(run), net(std::vector{x1, x2}), net({0.2, 0.7}),
        net(numbers), net(graph.inputs({0.2, 0.7}, "x"))})
    CHECK(pass.back().a[0].value() == expected);
  const Layer& first = net.layers()[0];
  CHECK(first({x1, x2}).a[0].value() == first(run).a[0].value());
  net({x1, x2}).back().a[0].backward();
  CHECK(x2.has_gradient());
}
