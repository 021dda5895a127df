#include <doctest/doctest.h>

#include <cmath>
#include <formula/record.hpp>
#include <formula/slope.hpp>
#include <fstream>
#include <gradwalk/engine.hpp>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

using namespace gradwalk;
using namespace gradwalk::demos;
using Json = nlohmann::json;

namespace {

/// Formulas as students write them, with what they are or why they are none:
/// values and gradients by mpmath, with 60 digits, of what each means.
Json rows_with(const char* member) {
  Json rows = Json::array();
  for (const Json& row :
       Json::parse(std::ifstream(TESTS "/golden/formulas.json")))
    if (row.contains(member)) rows.push_back(row);
  return rows;
}

FormulaGraph read(Graph& graph, const Json& row) {
  std::map<std::string, Given> given;
  for (const auto& [name, number] : row["at"].items())
    given[name] = {number.get<double>(), true};
  return recorded(graph, parsed(row["formula"].get<std::string>()), given);
}

/// Some roundings, of numbers near 1.
bool near(double found, double right) {
  return std::abs(found - right) <= 1e-12 * std::max(1.0, std::abs(right));
}

}  // namespace

TEST_CASE("formulas as students write them have their values and gradients") {
  const Json rows = rows_with("value");
  REQUIRE(rows.size() >= 60);
  for (const Json& row : rows) {
    INFO(row["formula"]);
    Graph graph;
    const FormulaGraph formula = read(graph, row);
    CHECK(near(formula.root.value(), row["value"]));
    formula.root.backward();
    CHECK(formula.leaves.size() == row["gradient"].size());
    for (const Value leaf : formula.leaves)
      CHECK(near(leaf.gradient(), row["gradient"][std::string(leaf.name())]));
  }
}

TEST_CASE("the slopes of students' formulas are formulas that are as right") {
  int compared = 0;
  for (const Json& row : rows_with("value")) {
    INFO(row["formula"]);
    Graph graph;
    const FormulaGraph formula = read(graph, row);
    const std::vector<std::vector<double>> second =
        hessian(formula.root, formula.leaves);
    for (std::size_t i = 0; i < formula.leaves.size(); ++i) {
      const Value leaf = formula.leaves[i];
      const Value by = slope(graph, formula.root, leaf);
      CHECK(near(by.value(), row["gradient"][std::string(leaf.name())]));
      if (!by.needs_gradient()) continue;
      by.backward();
      // 1e-11: what cancels in y·(1 - y) does not in the engine's own way.
      for (std::size_t k = 0; k < formula.leaves.size(); ++k, ++compared)
        CHECK(std::abs(formula.leaves[k].gradient() - second[i][k]) <=
              1e-11 * std::max(1.0, std::abs(second[i][k])));
    }
  }
  CHECK(compared > 100);
}

TEST_CASE("a slope is written as people write it") {
  const std::pair<const char*, const char*> rows[] = {
      {"x^3", "3·x²"},
      {"x^2", "2·x"},
      {"5x", "5"},
      {"x/y", "1/y"},
      {"y/x", "-y/x²"},
      {"1/x", "-1/x²"},
      {"2x^3 - x", "6·x² - 1"},
      {"x^4 y", "4·y·x³"},
      {"sin 2x", "2·cos(2·x)"},
      {"cos x", "-sin(x)"},
      {"e^(3x)", "3·exp(3·x)"},
      {"ln x", "1/x"},
      {"y ln x", "y/x"},
      {"x y^2", "y²"},
      {"x*x", "2·x"},
      {"√x", "0.5/sqrt(x)"},
      {"σ(x)", "σ(x)·(1 - σ(x))"},
      {"x > 0 ? 3x : 0", "3·(1 if 0 < x, else 0)"},
      {"-ln(1 - x)", "1/(1 - x)"}};
  for (const auto& row : rows) {
    const std::string text = row.first, expected = row.second;
    INFO(text);
    Graph graph;
    const std::map<std::string, Given> given{{"x", {1.5, true}},
                                             {"y", {0.5, true}}};
    const FormulaGraph formula = recorded(graph, parsed(text), given);
    for (const Value leaf : formula.leaves)
      if (leaf.name() == "x") {
        const Value by = slope(graph, formula.root, leaf);
        CHECK(Labels(topological_order(by))[by].text() == expected);
      }
  }
}

TEST_CASE("what students write that is no formula is refused in one line") {
  const Json rows = rows_with("error");
  REQUIRE(rows.size() >= 40);
  for (const Json& row : rows) {
    INFO(row["formula"]);
    Graph graph;
    CHECK_THROWS_WITH_AS(read(graph, row),
                         row["error"].get<std::string>().c_str(), Error);
  }
}

TEST_CASE("a name that is given or defined is no constant") {
  Graph graph;
  const auto value = [&](const char* text, double e) {
    return recorded(graph, parsed(text), {{"e", {e, true}}}).root.value();
  };
  CHECK(value("2e", 5.0) == 10.0);
  CHECK(recorded(graph, parsed("pi = 3; 2pi"), {}).root.value() == 6.0);
  CHECK(recorded(graph, parsed("e^1"), {}).root.value() == std::exp(1.0));
}

TEST_CASE("constants and functions have no number but one that is given") {
  using Names = std::vector<std::string>;
  CHECK(names_read(parsed("e^x + pi π mean")) == Names{"x"});
  CHECK(names_read(parsed("e^x + mean"), Names{"mean", "e"}) ==
        Names{"e", "x", "mean"});
  CHECK(names_read(parsed("x > 0 ? sin x : f(y)")) == Names{"x", "f", "y"});
}

TEST_CASE("5000 random texts are formulas, or are refused at a column") {
  const std::string parts[] = {
      "x",  "y", "2",      "0.5", "sin", "max",  "(",    ")",   "(",  ")", "+",
      "-",  "*", "/",      "^",   "²",   "|",    "|",    "√",   "∂",  ",", "?",
      ":",  "<", "≥",      "=",   ";",   "\n",   "#",    " ",   "if", "e", "π",
      "⁻¹", "½", " else ", "·",   "x=",  "f(x)", "\xce", "\x80"};
  std::mt19937 random(1);
  int read = 0, refused = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (auto count = 1 + random() % 12; count > 0; --count)
      text += parts[random() % std::size(parts)];
    INFO(text);
    Graph graph;
    try {
      static_cast<void>(recorded(graph, parsed(text),
                                 {{"x", {0.5, true}}, {"y", {2.0, true}}}));
      ++read;
    } catch (const Error& error) {
      CHECK(std::string(error.what()).starts_with("FORMULA, "));
      ++refused;
    }
  }
  CHECK(read > 100);
  CHECK(refused > 500);
}

TEST_CASE("a formula that is nested too deep is refused, whatever nests") {
  for (const char* const part :
       {"sin ", "√", "2^", "x > 0 ? 1 : ", "0 if x > 0, else ", "2(", "-", "+",
        "|", "∂", "0 if x > 0, ", "x^-", "sin² "}) {
    INFO(part);
    std::string text;
    for (int i = 0; i < 1000; ++i) text += part;
    CHECK_THROWS_AS(static_cast<void>(parsed(text + "x")), Error);
  }
}
