#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/nn.hpp>
#include <memory>
#include <vector>

using namespace gradwalk;

namespace {

/// A net that carries its graph along.
struct Model {
  Graph graph;
  MLP net{graph, {2, 3, 1}};
};

const Examples& both() {
  static const Examples two{{{0, 1}, {1, 1}}, {{1}, {0}}};
  return two;
}

std::vector<double> trained(const Model& model) {
  Momentum momentum(0.5);
  TrainingOptions options{.epochs = 3};
  options.recorded = 1;
  options.each_batch = [](int, const RecordedBatch&) {};
  train(model.net, both(), momentum, options);
  std::vector<double> weights;
  for (const Value w : model.net.parameters()) weights.push_back(w.value());
  return weights;
}

std::vector<Value> pair_of(Graph& graph) {
  return {graph.input(0.5), graph.input(2.0)};
}

}  // namespace

TEST_CASE("a net goes on where its graph has moved to") {
  const std::vector<double> expected = trained({});
  std::vector<Model> models(1);
  const Model* const first = models.data();
  models.resize(100);
  REQUIRE(models.data() != first);
  Model assigned;
  assigned = std::move(models[1]);
  for (const Model* model : {&models[0], &models[99], &assigned}) {
    CHECK(&model->net.graph() == &model->graph);
    const std::vector<Value> x = pair_of(model->net.graph());
    CHECK(model->net(x).back().a.size() == 1);
    CHECK(std::isfinite(
        cost_of(model->net, both(), Loss::squared_error, Reduction::mean)));
    CHECK(trained(*model) == expected);
  }
}

TEST_CASE("a graph may move while its net is trained") {
  for (const bool one_by_one : {false, true}) {
    Graph graph;
    const MLP net(graph, {2, 3, 1});
    std::unique_ptr<Graph> moved;
    Momentum momentum(0.5);
    TrainingOptions options{.epochs = 3, .one_by_one = one_by_one};
    options.each_step = [&](const Step&) {
      moved = std::make_unique<Graph>(std::move(moved ? *moved : graph));
      return true;
    };
    CHECK(train(net, both(), momentum, options) == 3);
    CHECK(&net.graph() == moved.get());
    const Model still;
    Momentum other(0.5);
    options.each_step = nullptr;
    train(still.net, both(), other, options);
    for (std::size_t i = 0; i < net.parameters().size(); ++i)
      CHECK(net.parameters()[i].value() == still.net.parameters()[i].value());
  }
}

TEST_CASE("a net that is gone, or its graph or its scope, is refused") {
  Graph other;
  const std::vector<Value> x = pair_of(other);
  const auto refuses = [&](const MLP& net, const char* gone) {
    GradientDescent descent(0.1);
    CHECK_THROWS_WITH_AS(static_cast<void>(net.graph()), gone, Error);
    CHECK_THROWS_WITH_AS(net(x), gone, Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(net.summary()), gone, Error);
    CHECK_THROWS_WITH_AS(train(net, both(), descent, {}), gone, Error);
    CHECK_THROWS_WITH_AS(cost_of(net, both(), {}, {}), gone, Error);
    CHECK_THROWS_WITH_AS(evaluate(net, both(), {}, {}), gone, Error);
    CHECK_THROWS_WITH_AS(outputs_of(net, both(), {}), gone, Error);
    CHECK_THROWS_WITH_AS(record_batch(net, both(), {}, {}, 0, 2), gone, Error);
    CHECK_THROWS_WITH_AS(save(net, "/dev/null"), gone, Error);
    CHECK_THROWS_WITH_AS(load(net, "/dev/null"), gone, Error);
  };
  const char* const gone =
      "MLP: expected a net whose graph and scope still exist, got one of "
      "2-3-1 whose parameters are gone";
  auto graph = std::make_unique<Graph>();
  MLP moved(*graph, {2, 3, 1});
  const MLP net(std::move(moved));
  // NOLINTNEXTLINE(bugprone-use-after-move): what it is for
  refuses(moved, "MLP: expected a net, got one that was moved from");
  const MLP scoped = [&] {
    const Graph::Scope scope{*graph};
    return MLP(*graph, {2, 3, 1});
  }();
  refuses(scoped, gone);
  CHECK(&net.graph() == graph.get());
  graph.reset();
  refuses(net, gone);
  const Graph takes_its_memory;
  refuses(net, gone);
}
