#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <formula/record.hpp>
#include <fstream>
#include <gradwalk/engine.hpp>
#include <nlohmann/json.hpp>

/// tests/golden/edges.json: formulas at their edges, with values from 50-digit
/// arithmetic or closed forms.
using namespace gradwalk;
using namespace gradwalk::demos;
using Json = nlohmann::json;

namespace {

const Json& edges() {
  static const Json all = [] {
    std::ifstream file(TESTS "/golden/edges.json");
    return Json::parse(file);
  }();
  return all;
}

double number_of(const Json& json) {
  return json.is_string() ? std::stod(json.get<std::string>())
                          : json.get<double>();
}

/// What is written there as a formula loses digits; the engine has an operation
/// of its own for it.
std::string formula_of(const Json& row) {
  if (!row.contains("api")) return row["formula"];
  return row["formula"] == "-log(softmax(a, b))" ? "negative_log_softmax(a, b)"
                                                 : "binary_cross_entropy(y, z)";
}

/// Where nothing is said: exp and a few operations round, less than 1 unit in
/// the last place each; and below the least normal number, digits are lost.
bool close(double found, double expected, double tolerance) {
  if (std::isnan(expected)) return std::isnan(found);
  if (std::isinf(expected)) return found == expected;
  return std::abs(found - expected) <= tolerance * std::abs(expected) + 5e-323;
}

struct Edge {
  explicit Edge(const Json& row)
      : expected(row), tolerance(row.value("tolerance", 2e-15)) {
    std::map<std::string, Given> given;
    for (const auto& [name, number] : row["at"].items())
      given[name] = {number_of(number), true};
    formula = recorded(graph, parsed(formula_of(row)), given);
  }

  [[nodiscard]] Value leaf(const std::string& name) const {
    return *std::ranges::find(formula.leaves, name, &Value::name);
  }
  void check(double found, const Json& right) const {
    INFO(expected.dump());
    INFO("found " << found);
    CHECK(close(found, number_of(right), tolerance));
  }

  const Json& expected;
  double tolerance;
  Graph graph;
  FormulaGraph formula;
};

/// Calls visit(edge, name, right) for each gradient that a row gives.
void each_gradient(auto visit) {
  int seen = 0;
  for (const Json& row : edges())
    if (row.contains("gradient") && row["gradient"].is_object())
      for (const auto& [name, right] : row["gradient"].items()) {
        Edge edge(row);
        visit(edge, edge.leaf(name), right);
        ++seen;
      }
  REQUIRE(seen > 50);
}

}  // namespace

TEST_CASE("at the edges values are right") {
  for (const Json& row : edges())
    if (row.contains("value") && !row["value"].is_null()) {
      const Edge edge(row);
      edge.check(edge.formula.root.value(), row["value"]);
    }
}

TEST_CASE("at the edges backward is right") {
  each_gradient([](Edge& edge, Value leaf, const Json& right) {
    edge.formula.root.backward();
    edge.check(leaf.gradient(), right);
  });
}

TEST_CASE("at the edges a replayed graph's backward is right") {
  each_gradient([](Edge& edge, Value leaf, const Json& right) {
    for (int time = 0; time < 3; ++time) edge.graph.forward();
    edge.formula.root.backward();
    edge.check(leaf.gradient(), right);
  });
}

TEST_CASE("at the edges paths add up to the gradient") {
  each_gradient([](Edge& edge, Value leaf, const Json& right) {
    const Paths found = paths(leaf, edge.formula.root);
    edge.check(found.sum, right);
    // Each path's own product keeps no digits where they cancel.
    if (found.listed.size() > 1 && std::isfinite(number_of(right))) return;
    double sum = 0.0;
    for (const Path& path : found.listed) sum += path.product;
    edge.check(sum, right);
  });
}

TEST_CASE("at the edges the printed walk's gradients are right") {
  each_gradient([](Edge& edge, Value leaf, const Json& right) {
    double sum = 0.0;
    for (const BackwardStep& step : backward_steps(edge.formula.root))
      for (const Passed& passed : step.to)
        if (same_node(passed.parent, leaf)) sum = passed.sum;
    edge.check(sum, right);
  });
}

TEST_CASE("at the edges gradient nodes are right, also of gradient nodes") {
  each_gradient([](Edge& edge, Value leaf, const Json& right) {
    edge.check(gradient_node(edge.formula.root, leaf).value(), right);
  });
  int seen = 0;
  for (const Json& row : edges()) {
    const Json derivatives = row.value("derivatives", Json::object());
    for (const auto& item : derivatives.items()) {
      const std::string& names = item.key();
      const Edge edge(row);
      Value derivative = edge.formula.root;
      std::istringstream list(names);
      for (std::string name; std::getline(list, name, ',');)
        derivative = gradient_node(derivative, edge.leaf(name));
      INFO("by " << names);
      edge.check(derivative.value(), item.value());
      ++seen;
    }
  }
  REQUIRE(seen > 25);
}

TEST_CASE("at the edges a batch's gradients are right") {
  each_gradient([](Edge& edge, Value leaf, const Json& right) {
    const std::vector<Value>& leaves = edge.formula.leaves;
    std::vector<double> examples;
    for (int example = 0; example < 11; ++example)
      for (const Value input : leaves) examples.push_back(input.value());
    for (const std::string_view level : Batch::levels()) {
      Batch batch(
          edge.formula.root, leaves,
          {.reduction = Reduction::sum, .kept = {leaf}, .level = level});
      batch.backward(examples);
      for (const double gradient : batch.gradients(leaf))
        edge.check(gradient, right);
    }
  });
}

TEST_CASE("at the edges so are those of what a batch computes once") {
  each_gradient([](Edge& edge, Value leaf, const Json& right) {
    const Value factor = edge.graph.input(1.0);
    Batch batch(edge.formula.root * factor, std::vector<Value>{factor},
                {.reduction = Reduction::sum});
    batch.backward(std::vector<double>{1.0});
    edge.check(leaf.gradient(), right);
  });
}
