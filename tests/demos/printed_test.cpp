#include <doctest/doctest.h>

#include <cmath>
#include <formula/record.hpp>
#include <gradwalk/engine.hpp>
#include <random>

using namespace gradwalk;
using namespace gradwalk::demos;

namespace {

/// What a node is called without a limit on its letters.
Formula written(Value node) {
  if (!node.name().empty()) return Formula(node.name());
  if (node.operation().is_leaf()) return node.value();
  std::vector<Formula> operands;
  for (const Value parent : node.parents()) operands.push_back(written(parent));
  return short_formula_of(node.operation(), operands).as_label();
}

/// Some operations, one on another, of three numbers and of constants.
class RandomNodes {
 public:
  RandomNodes(Graph& graph, unsigned seed) : random_(seed) {
    leaves = {graph.parameter(0.7, "a"), graph.parameter(-1.3, "b"),
              graph.parameter(2.5, "c")};
    nodes_ = leaves;
    for (const double number : {2.0, 3.0, -1.0, 0.5})
      nodes_.push_back(graph.input(number));
    // At 0/0 and the like a rule has a value that is not written.
    while (nodes_.size() < 13)
      if (const Value node = recorded_node();
          std::isfinite(node.value()) && node.value() != 0.0)
        nodes_.push_back(node);
  }

  [[nodiscard]] Value root() const { return nodes_.back(); }
  std::vector<Value> leaves;

 private:
  std::size_t draw(std::size_t count) { return random_() % count; }

  Value recorded_node() {
    // Every other one of the first, which have operators.
    const std::span<const Operation> all = functions();
    const Operation& operation = all[draw(draw(2) == 0 ? 7 : all.size())];
    std::vector<Value> operands;
    const auto least = static_cast<std::size_t>(operation.least_operands);
    while (operands.size() < least || !operation.accepts(operands.size()))
      operands.push_back(nodes_[draw(nodes_.size())]);
    return operation.record(operands);
  }

  std::mt19937 random_;
  std::vector<Value> nodes_;
};

/// A few roundings, of terms that are near 1 and may cancel, for an operation
/// may be written by others: a mean is a sum and a quotient.
bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b)) ||
         std::abs(a - b) <= 1e-10 * (1.0 + std::abs(a));
}

}  // namespace

TEST_CASE("300 random formulas are read back as they are printed") {
  int read = 0;
  for (unsigned seed = 0; read < 300; ++seed) {
    Graph graph, again;
    const RandomNodes random(graph, seed);
    const std::string text = written(random.root()).text();
    if (!random.root().needs_gradient()) continue;
    ++read;
    INFO(text);
    std::map<std::string, Given> given;
    for (const Value leaf : random.leaves)
      given[leaf.name()] = {leaf.value(), true};
    const FormulaGraph found = recorded(again, parsed(text), given);
    CHECK(same(found.root.value(), random.root().value()));
    random.root().backward();
    found.root.backward();
    for (const Value leaf : found.leaves)
      for (const Value original : random.leaves)
        if (original.name() == leaf.name())
          CHECK(same(leaf.gradient(), original.gradient()));
  }
}

TEST_CASE("every operation's value and slopes are read as they are printed") {
  for (const Operation& operation : functions()) {
    std::vector<Formula> names;
    std::vector<double> numbers;
    std::map<std::string, Given> given;
    while (names.size() < 4 && (operation.accepts(names.size() + 1) ||
                                !operation.accepts(names.size()))) {
      const std::string name{"abcd"[names.size()]};
      names.emplace_back(name);
      numbers.push_back(0.25 + 0.125 * static_cast<double>(names.size()));
      given[name] = {numbers.back(), true};
    }
    const double value = operation.value(numbers);
    given["y"] = {value, true};
    Graph graph;
    const auto check = [&](const Formula& formula, double right) {
      INFO(operation.name << ": " << formula.text());
      // How many are the least: no operation of its own.
      if (formula.text().find("ties") != std::string::npos) return;
      CHECK(same(recorded(graph, parsed(formula.text()), given).root.value(),
                 right));
    };
    check(formula_of(operation, names), value);
    check(short_formula_of(operation, names), value);
    const std::vector<double> slopes =
        operation.local_gradients(numbers, value);
    for (std::size_t k = 0; k < names.size(); ++k)
      check(local_formulas_of(operation, names, Formula("y"))[k], slopes[k]);
  }
}

TEST_CASE("the signs that formulas are printed with are read") {
  const auto value_of = [](const char* text) {
    Graph graph;
    return recorded(graph, parsed(text),
                    {{"x", {3.0, true}}, {"y", {2.0, true}}})
        .root.value();
  };
  CHECK(value_of("x²·y³") == 72.0);
  CHECK(value_of("|-x|²·|y - |x - 9||") == 36.0);
  CHECK(value_of("σ(x - 3) + Σ(x, y, 1)") == 6.5);
  CHECK_THROWS_WITH_AS(
      value_of("|x + y"),
      "FORMULA, column 7: expected an operator or |, got the end", Error);
}
