#include <doctest/doctest.h>

#include <array>
#include <gradwalk/engine.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace gradwalk;

namespace {
constexpr std::string_view update_refused =
    "update: expected a function that records nothing and runs no pass, got "
    "one that does";

/// A graph whose leaves can be updated side by side, as `swept`, and one by
/// one: `late` were recorded after an operation, `scattered` are no run.
struct Updated {
  std::optional<Graph> graph{std::in_place};
  Values swept = graph->parameters(std::vector(500, 1.0));
  Value total = sum(swept);
  Values late = graph->parameters(std::vector(500, 2.0));
  Values scattered = std::vector{late[2], swept[3], late[1], swept[0]};

  Updated() { total.backward(); }
  [[nodiscard]] std::array<Values*, 3> lists() {
    return {&swept, &late, &scattered};
  }
};

/// An update that does `act` at its first call, and doubles every leaf.
void doubles(const ValuesView& list, const auto& act) {
  bool first = true;
  list.update([&](double x, double) {
    if (std::exchange(first, false)) act();
    return 2.0 * x;
  });
}
std::string refusal_of(const ValuesView& list, const auto& act) {
  try {
    doubles(list, act);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}
}  // namespace

TEST_CASE(
    "an update's function records nothing, opens no scope, runs no pass") {
  Updated of;
  Graph& graph = *of.graph;
  Batch batch(of.total, of.swept);
  const std::vector<double> row(500, 1.0);
  const auto refuses = [&](const auto& act) {
    for (const Values* list : of.lists())
      CHECK(refusal_of(*list, act) == update_refused);
  };
  refuses([&] { graph.input(1.0); });
  refuses([&] { static_cast<void>(of.late[0] * of.late[1]); });
  refuses([&] { static_cast<void>(of.late[0] * 2.0); });
  refuses([&] { static_cast<void>(sum(of.scattered)); });
  refuses([&] { static_cast<void>(dot(of.scattered, of.scattered)); });
  refuses([&] { static_cast<void>(linear(of.late, of.late, 1.0)); });
  refuses([&] { static_cast<void>(softmax(of.late)); });
  refuses([&] { const Graph::Scope scope{graph}; });
  refuses([&] { graph.forward(); });
  refuses([&] { of.total.backward(); });
  refuses([&] { graph.backward(of.total); });
  refuses([&] { batch.backward(row); });
  refuses([&] { of.scattered.update([](double x, double) { return x; }); });
  const std::size_t size = graph.size();
  CHECK(sum(of.late).value() == 1000.0);
  CHECK(graph.size() == size + 1);
}

TEST_CASE("an update's function may end the scope of what is updated") {
  for (std::size_t k = 0; k < 3; ++k) {
    Updated of;
    std::optional<Graph::Scope> outer(std::in_place, *of.graph);
    std::optional<Graph::Scope> inner(std::in_place, *of.graph);
    const Value within = of.late[0] * of.late[1];
    const Values leaves = of.graph->parameters(std::vector{1.0, 2.0});
    const Values& list = *of.lists()[k];
    const double before = list[0].value(), last = list.back().value();
    SUBCASE("of other leaves") {
      doubles(list, [&] {
        inner.reset();
        outer.reset();
        CHECK(within.value() == 4.0);  // as long as the update runs
      });
      CHECK(list[0].value() == 2.0 * before);
      CHECK(list.back().value() == 2.0 * last);
    }
    SUBCASE("of these") {
      doubles(leaves, [&] { outer.reset(); });
      CHECK(list[0].value() == before);
    }
    CHECK_THROWS_AS(within.value(), Error);
    CHECK_THROWS_AS(leaves[0].value(), Error);
    CHECK(of.graph->size() == 1001);
    inner.reset();
    CHECK((of.late[0] + of.late[1]).index() == 1001);
  }
}

TEST_CASE("an update's function may move or end the graph") {
  for (std::size_t k = 0; k < 3; ++k) {
    Updated of;
    const Values list = *of.lists()[k];
    const double before = list[0].value(), last = list.back().value();
    std::optional<Graph> moved;
    doubles(list, [&] { moved = std::move(of.graph); });
    CHECK(list[0].value() == 2.0 * before);
    CHECK(list.back().value() == 2.0 * last);
    doubles(list, [&] {
      moved.reset();
      CHECK(Graph().input(3.0).value() == 3.0);
    });
    CHECK_THROWS_WITH_AS(
        list[0].value(),
        doctest::Contains("value: expected a node that still exists, got "),
        Error);
    // Its memory is used again.
    Graph next;
    CHECK(next.size() == 0);
    CHECK(next.input(5.0).value() == 5.0);
  }
}

TEST_CASE("an update that ends its graph and throws ends it") {
  Updated of;
  const auto act = [&] {
    of.graph.reset();
    throw 1;
  };
  CHECK_THROWS_AS(doubles(of.swept, act), int);
  CHECK_THROWS_AS(of.total.value(), Error);
}

TEST_CASE("an update's function may change the list that is updated") {
  for (std::size_t k = 0; k < 3; ++k) {
    Updated of;
    Values& list = *of.lists()[k];
    const Value last = list.back();
    const double before = last.value();
    doubles(list, [&] { list = Values(std::vector{last}); });
    CHECK(list.size() == 1);
    CHECK(last.value() == 2.0 * before);
  }
  Updated of;
  std::vector<Value> handles(of.scattered.begin(), of.scattered.end());
  const Value last = handles.back();
  doubles(handles, [&] { handles = std::vector<Value>(); });
  CHECK(last.value() == 2.0);
}
