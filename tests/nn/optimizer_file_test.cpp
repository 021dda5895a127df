#include <doctest/doctest.h>
#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <gradwalk/nn.hpp>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "folder.hpp"

using namespace gradwalk;

namespace {

const Examples exclusive_or{{{0, 0}, {0, 1}, {1, 0}, {1, 1}},
                            {{0}, {1}, {1}, {0}}};

/// A net that learns.
struct Learner {
  Graph graph;
  MLP net{graph, {2, 3, 1}, {.initializer = Initializer::xavier}};
  std::unique_ptr<Optimizer> optimizer;

  explicit Learner(const NamedOptimizer& kind) : optimizer(kind.make(0.05)) {}
  void train(int epochs) {
    gradwalk::train(net, exclusive_or, *optimizer,
                    {.epochs = epochs, .batch = 3});
  }
  [[nodiscard]] std::vector<std::uint64_t> bits() const {
    std::vector<std::uint64_t> bits;
    for (const Value w : net.parameters())
      bits.push_back(std::bit_cast<std::uint64_t>(w.value()));
    return bits;
  }
};

void step(Optimizer& optimizer, std::vector<double> slopes) {
  Graph graph;
  const Values w = graph.parameters(std::vector(slopes.size(), 1.0));
  dot(w, graph.inputs(slopes)).backward();
  optimizer.step(w);
}

}  // namespace

TEST_CASE("training goes on from files as if it had not been interrupted") {
  const Folder folder;
  for (const NamedOptimizer& kind : optimizers()) {
    INFO(kind.name);
    Learner whole(kind), first(kind), second(kind), forgetful(kind);
    for (Learner* const one : {&whole, &first}) {
      one->optimizer->set_rate(0.1);
      one->optimizer->set_weight_decay(0.001);
      one->train(7);
    }
    save(first.net, folder.file("w.json"));
    save(*first.optimizer, folder.file("o.json"));
    load(second.net, folder.file("w.json"));
    load(*second.optimizer, folder.file("o.json"));
    CHECK(folder.files() == 2);
    CHECK(second.optimizer->rate() == 0.1);
    CHECK(second.optimizer->weight_decay() == 0.001);
    CHECK(second.optimizer->state().steps == 14);
    whole.train(5);
    second.train(5);
    CHECK(second.bits() == whole.bits());
    load(forgetful.net, folder.file("w.json"));
    forgetful.train(5);
    CHECK(forgetful.bits() != whole.bits());
  }
}

TEST_CASE("an optimizer that made no step is saved and loaded too") {
  const Folder folder;
  for (const NamedOptimizer& kind : optimizers()) {
    INFO(kind.name);
    const auto fresh = kind.make(0.25), used = kind.make(0.5),
               same = kind.make(0.25);
    step(*used, {1.0, 2.0});
    save(*fresh, folder.file("o.json"));
    load(*used, folder.file("o.json"));
    CHECK(used->rate() == 0.25);
    CHECK(used->state().steps == 0);
    step(*used, {3.0});  // also of another number of parameters
    step(*same, {3.0});
    CHECK(used->state().memory == same->state().memory);
  }
}

TEST_CASE("the file holds the kind, its numbers and what is remembered") {
  const Folder folder;
  Momentum momentum(0.25, 0.5);
  step(momentum, {2.0, -3.0});
  save(momentum, folder.file("o.json"));
  CHECK(nlohmann::json::parse(text_of(folder.file("o.json"))) ==
        nlohmann::json::parse(R"({"gradwalk": "optimizer",
          "kind": "Momentum with decay 0.5", "rate": 0.25,
          "weight_decay": 0.0, "steps": 1, "memory": [[2.0, -3.0]]})"));
}

TEST_CASE("a state that does not fit is refused, and the optimizer stays") {
  const std::string kind =
      R"("kind":"Adam with beta1 0.9, beta2 0.999, epsilon 1e-08")";
  struct Row {
    std::string text, message;
  };
  const std::vector<Row> rows{
      {"{", "JSON in PATH, got something else at byte 2"},
      {"[]", "\"kind\" at the top of PATH, got none"},
      {R"({"gradwalk":"weights","layers":[]})",
       "\"kind\" at the top of PATH, got none"},
      {R"({"kind":7})",
       "the optimiser Adam with beta1 0.9, beta2 0.999, epsilon 1e-08 at kind "
       "of PATH, got number"},
      {R"({"kind":"Adam with beta1 0.8, beta2 0.999, epsilon 1e-08"})",
       "the optimiser Adam with beta1 0.9, beta2 0.999, epsilon 1e-08 at kind "
       "of PATH, got Adam with beta1 0.8, beta2 0.999, epsilon 1e-08"},
      {"{" + kind + "}", "\"rate\" at the top of PATH, got none"},
      {"{" + kind + R"(,"rate":"1"})", "a number at rate of PATH, got string"},
      {"{" + kind + R"(,"rate":1,"weight_decay":0,"steps":-1})",
       "a whole number of 0 or more at steps of PATH, got -1"},
      {"{" + kind + R"(,"rate":1,"weight_decay":0,"steps":1.5})",
       "a whole number of 0 or more at steps of PATH, got 1.5"},
      {"{" + kind + R"(,"rate":1,"weight_decay":-2,"steps":1})",
       "0 or more at weight_decay of PATH, got -2"},
      {"{" + kind + R"(,"rate":1,"weight_decay":0,"steps":1,"memory":[[1]]})",
       "a list of 2 at memory of PATH, got 1"},
      {"{" + kind +
           R"(,"rate":1,"weight_decay":0,"steps":1,"memory":[[1],[1,2]]})",
       "a list of 1 at memory[1] of PATH, got 2"},
      {"{" + kind +
           R"(,"rate":1,"weight_decay":0,"steps":1,"memory":[[1],[null]]})",
       "a number at memory[1][0] of PATH, got null"},
  };
  const Folder folder;
  Adam adam(0.5);
  step(adam, {1.0, 2.0});
  save(adam, folder.file("before.json"));
  for (const Row& row : rows) {
    INFO(row.text);
    const std::string path = folder.file("o.json", row.text);
    std::string message = "load: expected " + row.message;
    message.replace(message.find("PATH"), 4, path);
    CHECK_THROWS_WITH_AS(load(adam, path), message.c_str(), Error);
    save(adam, folder.file("after.json"));
    CHECK(text_of(folder.file("after.json")) ==
          text_of(folder.file("before.json")));
  }
}

TEST_CASE("a state that JSON cannot hold is refused, the old file stays") {
  const Folder folder;
  const std::string path = folder.file("o.json", "before");
  const double infinite_rate = std::numeric_limits<double>::infinity();
  GradientDescent descent(infinite_rate);
  Momentum momentum(0.5);
  step(momentum, {1.0, std::nan("")});
  for (const Optimizer* const one :
       {static_cast<Optimizer*>(&descent), static_cast<Optimizer*>(&momentum)})
    CHECK_THROWS_WITH_AS(
        save(*one, path),
        "save: expected finite numbers in the optimiser, got nan or inf",
        Error);
  CHECK(text_of(path) == "before");
  CHECK(folder.files() == 1);
}

TEST_CASE("loaded for another number of parameters, a step is refused") {
  const Folder folder;
  Adam adam(0.5), other(0.5);
  step(adam, {1.0, 2.0});
  save(adam, folder.file("o.json"));
  load(other, folder.file("o.json"));
  CHECK_THROWS_WITH_AS(
      step(other, {1.0}),
      "Adam: expected 2 parameters as in the first step, got 1", Error);
}
