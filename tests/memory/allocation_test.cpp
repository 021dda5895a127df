#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <gradwalk/engine.hpp>
#include <gradwalk/nn.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "failing_memory.hpp"
#include "prepared.hpp"

using namespace gradwalk;

namespace {

/// Two examples for `Prepared::x`.
constexpr std::array rows{0.1, 0.2, 0.3, 0.4, 0.5, 0.6};

/// That the act is done right after it failed at any of its allocations, and
/// that nothing is seen of it before. How often it failed.
int fail_each(const Act& what, std::size_t room, bool lists_full) {
  Prepared undisturbed(room, lists_full);
  const double right = what.act(undisturbed) + undisturbed.answer();
  for (int failures = 0;; ++failures) {
    INFO(what.name << ", allocation " << failures << ", room for " << room
                   << ", lists full: " << lists_full);
    Prepared prepared(room, lists_full);
    const Prepared::Seen before = prepared.seen();
    if (!runs_out_of_memory(failures, [&] { what.act(prepared); }))
      return failures;
    const Prepared::Seen after = prepared.seen();
    REQUIRE(after.names == before.names);
    REQUIRE(after.numbers == before.numbers);
    if (what.undoes) REQUIRE(after == before);
    REQUIRE(exp(prepared.w[0]).name().empty());
    const double again = what.act(prepared) + prepared.answer();
    REQUIRE((again == right || (std::isnan(again) && std::isnan(right))));
  }
}

/// An act that records one node.
Act recording(std::string name, std::function<Value(Prepared&)> record) {
  return {std::move(name), [record](Prepared& p) {
            p.made = record(p);
            return 0.0;
          }};
}

std::vector<Act> recording_acts() {
  std::vector<Act> acts{
      recording("x + number", [](Prepared& p) { return p.w[0] + 2.0; }),
      recording("number / x", [](Prepared& p) { return 2.0 / p.w[0]; }),
      recording("linear with a number",
                [](Prepared& p) { return linear(p.w, p.scattered, 2.0); }),
      recording("softmax",
                [](Prepared& p) { return softmax(p.scattered).back(); }),
      recording("input", [](Prepared& p) { return p.graph.input(3.0); }),
      recording("named parameter",
                [](Prepared& p) {
                  return p.graph.parameter(3.0, std::string(40, 'n'));
                }),
      {"named parameters",
       [](Prepared& p) {
         p.made = p.graph.parameters(std::vector{1.0, 2.0}, "a long name: ")[1];
         return double(p.made.name() == "a long name: 2");
       }},
  };
  // Side by side, and in any order.
  for (const bool is_run : {true, false})
    for (const Operation& operation : operations()) {
      if (operation.is_leaf()) continue;
      const auto record = [&operation, is_run](Prepared& p) {
        std::vector<Value> operands(p.w.begin(), p.w.end());
        operands.insert(operands.end(), p.x.begin(), p.x.end());
        if (!is_run) std::reverse(operands.begin(), operands.end());
        while (!operation.accepts(operands.size())) operands.pop_back();
        return operation.record(operands);
      };
      acts.push_back(recording(std::string(operation.name), record));
    }
  return acts;
}

std::vector<Act> other_acts() {
  return {
      {"name",
       [](Prepared& p) {
         p.z.named(std::string(50, 'z'));
         return double(p.z.name().size());
       }},
      {"scope",
       [](Prepared& p) {
         const Graph::Scope scope{p.graph};
         const Graph::Scope inner{p.graph};
         (p.y * p.y).backward();
         return p.w[0].gradient();
       }},
      {"forward",
       [](Prepared& p) {
         p.graph.forward();
         p.graph.forward();
         return p.y.value();
       }},
      {"backward",
       [](Prepared& p) {
         p.y.backward();
         return p.w[0].gradient();
       }},
      {"topological_order",
       [](Prepared& p) { return double(topological_order(p.y).size()); }},
      {"paths", [](Prepared& p) { return paths(p.w[0], p.y).sum; }},
      {"gradient_nodes",
       [](Prepared& p) {
         p.made = gradient_nodes(p.y, p.w)[1];
         return 0.0;
       }},
      {"hessian", [](Prepared& p) { return hessian(p.y, p.w)[0][1]; }},
      {"check_gradients",
       [](Prepared& p) {
         const GradientCheck check = check_gradients(p.y);
         return double(check.perturbations.size() + check.passed());
       }},
      {"steps",
       [](Prepared& p) {
         return double(to_text(forward_steps(p.y)).size() +
                       to_text(backward_steps(p.y)).size());
       }},
      {"dot", [](Prepared& p) { return double(to_dot(p.y).size()); }},
      {"health",
       [](Prepared& p) {
         return double(gradient_health(p.y).size()) +
                double(first_non_finite(p.y).has_value());
       }},
      {"list",
       [](Prepared& p) {
         const Values kept = std::vector{p.w[2], p.w[0]};
         kept.set(std::vector{2.0, 0.5});
         const Values copied = kept;
         copied.update([](double x, double) { return x; });
         return copied[0].value() + copied[1].value();
       }},
      {"batch, forward",
       [](Prepared& p) {
         Batch batch(p.y, p.x, {.threads = 2, .kept = {p.z}});
         const double cost = batch.forward(rows);
         return cost + batch.values(p.z)[1];
       }},
      {"batch, backward",
       [](Prepared& p) {
         Batch batch(p.y, p.x, {.threads = 2, .kept = {p.z}});
         const double cost = batch.backward(rows);
         return cost + p.w[0].gradient() + batch.gradients(p.z)[1];
       }},
      {"net in the graph",
       [](Prepared& p) {
         const MLP net(p.graph, {3, 2, 1});
         p.made = net(p.x).back().a[0];
         return net.parameters()[0].value();
       },
       false},
      {"training",
       [](Prepared&) {
         const Examples xor_gate{{{0, 0}, {0, 1}, {1, 0}, {1, 1}},
                                 {{0}, {1}, {1}, {0}}};
         Graph graph;
         const MLP net(graph, {2, 2, 1});
         Adam adam;
         train(net, xor_gate, adam, {.epochs = 3, .batch = 3, .threads = 2});
         return outputs_of(net, xor_gate, Loss::squared_error)[0][2] +
                predict(net, {1.0, 0.0})[0];
       }},
      {"graph",
       [](Prepared&) {
         std::vector<Graph> graphs(3);
         return graphs[2].input(2.0).value();
       }},
  };
}

}  // namespace

TEST_CASE("recording goes on rightly after any of its allocations failed") {
  for (const Act& what : recording_acts())
    for (const bool lists_full : {false, true})
      for (const std::size_t room : {0u, 1u, 2u, 3u}) {
        const int failures = fail_each(what, room, lists_full);
        INFO(what.name);
        if (room == 0) CHECK(failures > 0);
      }
}

TEST_CASE("a graph goes on rightly after any allocation on it failed") {
  for (const Act& what : other_acts()) {
    const int failures = fail_each(what, 0, true);
    INFO(what.name);
    CHECK(failures > 0);
  }
}

TEST_CASE("scopes go on rightly after any of their allocations failed") {
  Graph graph;
  const Value w = graph.parameter(3.0), square = w * w;
  std::vector<std::unique_ptr<Graph::Scope>> scopes(1000);  // deep as no other
  std::vector<Value> squares;
  int failures = 0;
  for (auto& scope : scopes) {
    // One allocation is the handle's own.
    const auto open = [&] { scope = std::make_unique<Graph::Scope>(graph); };
    if (runs_out_of_memory(1, open)) {
      ++failures;
      const Value outside = w * w;
      open();
      CHECK(outside.value() == 9.0);
    }
    squares.push_back(w * w);
    CHECK(squares.back().value() == 9.0);
  }
  CHECK(failures > 0);
  squares.back().backward();
  CHECK(w.gradient() == 6.0);
  while (!scopes.empty()) scopes.pop_back();
  CHECK(square.value() == 9.0);
  CHECK_THROWS_AS(squares.back().value(), Error);
}

TEST_CASE("operands in any order are read again without an allocation") {
  Graph graph;
  const Values w = graph.parameters(std::vector{1.0, 2.0, 3.0, 4.0});
  const Value y = choose(w[3], w[2], w[1], w[0]);  // reads one by one
  detail::Tape& tape = detail::Access::tape(y);
  const detail::OperandValues operands =
      tape.operand_values(tape.parents[y.index()]);
  double sum = 0.0;
  CHECK(!runs_out_of_memory(0, [&] {
    const auto all = operands.subspan(0, 4), last = operands.subspan(1, 3);
    sum = all[0] + last[2];
  }));
  CHECK(sum == 4.0 + 1.0);
}

TEST_CASE("a formula ends without an allocation, however deep") {
  std::optional<Formula> sum = Formula("x");
  for (int i = 0; i < 100'000; ++i) sum = *sum + Formula("x");
  CHECK(!runs_out_of_memory(0, [&] { sum.reset(); }));
}
