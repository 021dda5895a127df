#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/engine.hpp>
#include <limits>
#include <random>

#include "functions.hpp"

using namespace gradwalk;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// The operand counts at which an operation is tried.
std::vector<std::size_t> counts_of(const Operation& operation) {
  if (operation.arity != Operation::any_number)
    return {static_cast<std::size_t>(operation.arity)};
  if (operation.name == "dot") return {2, 4, 10};
  if (operation.name == "linear") return {3, 5, 11};
  if (operation.name == "choose") return {4};
  return {static_cast<std::size_t>(operation.least_operands), 3, 7};
}

/// softmax's first operand is one of the scores that follow.
bool repeats_first(const Operation& operation) {
  return operation.name == "softmax";
}

/// A kink within reach of the step, or a pole near it, makes a difference
/// quotient meaningless.
bool near_kink(const std::vector<double>& x) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::abs(x[i]) < 0.2) return true;
    for (std::size_t j = 0; j < i; ++j)
      if (std::abs(x[i] - x[j]) < 1e-3) return true;
  }
  return false;
}

/// One graph with one operation, recorded as a user records it, whose leaves
/// are nudged and which is computed again by `forward`.
struct Tried {
  Graph graph;
  std::vector<Value> leaves;
  Value node;

  Tried(const Operation& operation, const std::vector<double>& x) {
    for (const double value : x) leaves.push_back(graph.parameter(value));
    std::vector<Value> operands = leaves;
    if (repeats_first(operation)) operands[0] = operands[1];
    node = functions().at(operation.name)(operands);
  }
  double at(std::size_t i, double value) {
    const double kept = leaves[i].value();
    leaves[i].set(value);
    graph.forward();
    const double y = node.value();
    leaves[i].set(kept);
    graph.forward();
    return y;
  }
};

/// How many of the node's gradients could be compared; fails on a wrong one.
int compare_with_differences(const Operation& operation,
                             const std::vector<double>& x) {
  Tried tried(operation, x);
  tried.node.backward();
  int compared = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    // A step of 6e-6 balances truncation, h²·f'''/6, and rounding, 2e-16·f/h.
    // pow is the worst: at 0.2^-3 truncation is 4e-9 of the slope.
    const double h = 6e-6 * std::max(1.0, std::abs(x[i]));
    const double slope =
        (tried.at(i, x[i] + h) - tried.at(i, x[i] - h)) / (2 * h);
    if (!std::isfinite(slope)) continue;
    const double gradient = tried.leaves[i].gradient();
    INFO(operation.name << " of " << x.size() << " operands, operand " << i
                        << " = " << x[i]);
    CHECK(std::abs(gradient - slope) <= 1e-7 * std::max(1.0, std::abs(slope)));
    ++compared;
  }
  return compared;
}

}  // namespace

TEST_CASE("every operation's local gradients agree with central differences") {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> uniform(-3.0, 3.0);
  for (const Operation& operation : operations()) {
    if (operation.is_leaf()) continue;
    INFO(operation.name);
    REQUIRE(functions().contains(operation.name));
    for (const std::size_t count : counts_of(operation)) {
      int compared = 0;
      for (int trial = 0; trial < 200; ++trial) {
        std::vector<double> x(count);
        for (double& value : x) value = uniform(random);
        if (!near_kink(x)) compared += compare_with_differences(operation, x);
      }
      CHECK(compared >= 20 * static_cast<int>(count));
    }
  }
}

TEST_CASE("what is recorded is what the operation list says") {
  for (const Operation& operation : operations()) {
    if (operation.is_leaf()) continue;
    INFO(operation.name);
    for (const std::size_t count : counts_of(operation)) {
      std::vector<double> x(count);
      for (std::size_t i = 0; i < count; ++i) x[i] = 0.5 + 0.25 * double(i);
      if (repeats_first(operation)) x[0] = x[1];
      const Tried tried(operation, x);
      CHECK(&tried.node.operation() == &operation);
      CHECK(tried.node.parents().size() == count);
      CHECK(tried.node.value() == operation.value(x));
      CHECK(tried.node.local_gradients() ==
            operation.local_gradients(x, tried.node.value()));
    }
  }
}

TEST_CASE("forward() repeats the recorded numbers bit for bit") {
  for (const Operation& operation : operations()) {
    if (operation.is_leaf()) continue;
    INFO(operation.name);
    std::vector<double> x(counts_of(operation).back());
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = 0.3 + 0.7 * double(i);
    Tried tried(operation, x);
    const double value = tried.node.value();
    const std::vector<double> locals = tried.node.local_gradients();
    CHECK(std::isfinite(tried.at(0, 2.5)));
    CHECK(tried.node.value() == value);
    CHECK(tried.node.local_gradients() == locals);
  }
}

TEST_CASE("operations at their edges do as PyTorch does") {
  struct Edge {
    std::string_view operation;
    std::vector<double> operands;
    double value;
    std::vector<double> local_gradients;
  };
  const std::vector<Edge> edges{
      {"relu", {0.0}, 0.0, {0.0}},
      {"relu", {-inf}, 0.0, {0.0}},
      {"relu", {not_a_number}, not_a_number, {1.0}},
      {"leaky_relu", {0.0, 0.01}, 0.0, {0.01, 0.0}},
      {"leaky_relu", {-2.0, 0.01}, -0.02, {0.01, -2.0}},
      {"abs", {0.0}, 0.0, {0.0}},
      {"abs", {-0.0}, 0.0, {0.0}},
      {"max", {2.0, 2.0}, 2.0, {0.5, 0.5}},
      {"min", {2.0, 2.0}, 2.0, {0.5, 0.5}},
      {"max", {not_a_number, 1.0}, not_a_number, {1.0, 1.0}},
      {"max", {1.0, not_a_number}, not_a_number, {1.0, 1.0}},
      {"min", {1.0, not_a_number}, not_a_number, {1.0, 1.0}},
      {"tanh", {400.0}, 1.0, {0.0}},
      {"tanh", {-400.0}, -1.0, {0.0}},
      {"sigmoid", {1000.0}, 1.0, {0.0}},
      {"sigmoid", {-1000.0}, 0.0, {0.0}},
      {"softplus", {1000.0}, 1000.0, {1.0}},
      {"softplus", {-1000.0}, 0.0, {0.0}},
      {"choose", {0.0, 1.0, 2.0, 3.0}, 2.0, {0.0, 0.0, 1.0, 0.0}},
      {"choose", {not_a_number, 1.0, 2.0, 3.0}, 3.0, {0.0, 0.0, 0.0, 1.0}},
      {"sqrt", {0.0}, 0.0, {inf}},
      {"sqrt", {-1.0}, not_a_number, {not_a_number}},
      {"log", {0.0}, -inf, {inf}},
      {"log", {-1.0}, not_a_number, {-1.0}},
      {"divide", {1.0, 0.0}, inf, {inf, -inf}},
      {"divide", {0.0, 0.0}, not_a_number, {inf, not_a_number}},
      {"pow", {0.0, 0.0}, 1.0, {0.0, 0.0}},
      {"pow", {0.0, 2.0}, 0.0, {0.0, 0.0}},
      {"pow", {0.0, -1.0}, inf, {-inf, -inf}},
      {"pow", {-2.0, 3.0}, -8.0, {12.0, not_a_number}},
      {"log_sum_exp", {1000.0, 1000.0}, 1000.0 + std::log(2.0), {0.5, 0.5}},
      {"log_sum_exp", {-inf, -inf}, -inf, {not_a_number, not_a_number}},
      {"log_sum_exp", {-inf, 2.0}, 2.0, {0.0, 1.0}},
      {"log_sum_exp", {inf, 1.0}, inf, {not_a_number, 0.0}},
      {"softmax", {1000.0, 1000.0, 1000.0}, 0.5, {0.5, -0.25, -0.25}},
      {"softmax", {-1000.0, -1000.0, 1000.0}, 0.0, {0.0, 0.0, 0.0}},
  };
  const auto same = [](double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b)) ||
           std::abs(a - b) <= 4e-16 * std::abs(b);  // two roundings
  };
  for (const Edge& edge : edges) {
    const auto found = std::find_if(
        operations().begin(), operations().end(),
        [&](const Operation& o) { return o.name == edge.operation; });
    REQUIRE(found != operations().end());
    const Tried tried(*found, edge.operands);
    INFO(edge.operation << " of " << edge.operands[0]);
    CHECK(same(tried.node.value(), edge.value));
    const std::vector<double> locals = tried.node.local_gradients();
    REQUIRE(locals.size() == edge.local_gradients.size());
    for (std::size_t i = 0; i < locals.size(); ++i)
      CHECK(same(locals[i], edge.local_gradients[i]));
  }
}

TEST_CASE("each operation writes its value and its local gradients") {
  struct Text {
    std::string_view operation;
    int operands;
    std::string value, local_gradients;
  };
  const std::vector<Text> texts{
      {"add", 2, "a + b", "1, 1"},
      {"subtract", 2, "a - b", "1, -1"},
      {"multiply", 2, "a·b", "b, a"},
      {"divide", 2, "a/b", "1/b, -y/b"},
      {"pow", 2, "a^b", "b·a^(b - 1), y·log(a)"},
      {"min", 2, "min(a, b)",
       "0.5 if a = b, 0 if b < a, else 1, 0.5 if b = a, 0 if a < b, else 1"},
      {"max", 2, "max(a, b)",
       "0.5 if a = b, 0 if a < b, else 1, 0.5 if b = a, 0 if b < a, else 1"},
      {"leaky_relu", 2, "a if a > 0, else b·a",
       "1 if a > 0, else b, 0 if a > 0, else a"},
      {"squared_error", 2, "0.5·(a - b)²", "a - b, -(a - b)"},
      {"negate", 1, "-a", "-1"},
      {"square", 1, "a²", "2·a"},
      {"sqrt", 1, "sqrt(a)", "0.5/y"},
      {"exp", 1, "exp(a)", "y"},
      {"log", 1, "log(a)", "1/a"},
      {"sin", 1, "sin(a)", "cos(a)"},
      {"cos", 1, "cos(a)", "-sin(a)"},
      {"tanh", 1, "tanh(a)", "1 - y²"},
      {"sigmoid", 1, "1/(1 + exp(-a))", "y·(1 - y)"},
      {"relu", 1, "max(a, 0)", "0 if a ≤ 0, else 1"},
      {"softplus", 1, "max(a, 0) + log(1 + exp(-|a|))", "1/(1 + exp(-a))"},
      {"abs", 1, "|a|", "1 if a > 0, -1 if a < 0, else 0"},
      {"sum", 3, "a + b + c", "1, 1, 1"},
      {"mean", 2, "(a + b)/2", "0.5, 0.5"},
      {"dot", 4, "a·c + b·d", "c, d, a, b"},
      {"linear", 5, "a·c + b·d + e", "c, d, a, b, 1"},
      {"log_sum_exp", 2, "log(exp(a) + exp(b))",
       "exp(a)/(exp(a) + exp(b)), exp(b)/(exp(a) + exp(b))"},
      {"choose", 4, "b if a < 0, c if a = 0, else d",
       "0, 1 if a < 0, else 0, 1 if a = 0, else 0, 0 if a < 0, 0 if a = 0, "
       "else 1"},
      {"softmax", 3, "exp(a)/(exp(b) + exp(c))",
       "y, -y·(exp(b)/(exp(b) + exp(c))), -y·(exp(c)/(exp(b) + exp(c)))"},
  };
  const std::vector<Formula> names{Formula("a"), Formula("b"), Formula("c"),
                                   Formula("d"), Formula("e")};
  for (const Operation& operation : operations()) {
    if (operation.is_leaf()) continue;
    INFO(operation.name);
    const auto text = std::find_if(
        texts.begin(), texts.end(),
        [&](const Text& t) { return t.operation == operation.name; });
    REQUIRE(text != texts.end());
    const std::span operands(names.data(),
                             static_cast<std::size_t>(text->operands));
    CHECK(formula_of(operation, operands).text() == text->value);
    std::string locals;
    for (const Formula& local :
         local_formulas_of(operation, operands, Formula("y")))
      locals += (locals.empty() ? "" : ", ") + local.text();
    CHECK(locals == text->local_gradients);
  }
}

TEST_CASE("names and symbols of the operation list are not empty or double") {
  std::vector<std::string_view> names;
  for (const Operation& operation : operations()) {
    CHECK_FALSE(operation.symbol.empty());
    CHECK(std::count(names.begin(), names.end(), operation.name) == 0);
    names.push_back(operation.name);
  }
}
