#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/engine.hpp>
#include <limits>

#include "functions.hpp"

using namespace gradwalk;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

const Operation& named(std::string_view name) {
  const auto found = std::ranges::find(operations(), name, &Operation::name);
  REQUIRE(found != operations().end());
  return *found;
}

/// Operands at which the operation has a finite value.
std::vector<double> finite_point(const Operation& operation,
                                 std::size_t count) {
  std::vector<double> x(count);
  for (const double scale : {1.0, 0.3, 4.0, -0.5, -4.0}) {
    for (std::size_t i = 0; i < count; ++i)
      x[i] = scale * (0.3 + 0.7 * static_cast<double>(i));
    if (std::isfinite(operation.value(x))) return x;
  }
  FAIL("no point in the domain of " << operation.name);
  return x;
}

}  // namespace

TEST_CASE("what is recorded is what the operation list says") {
  for (const Operation& operation : functions()) {
    INFO(operation.name);
    for (const std::size_t count : counts_of(operation)) {
      const std::vector<double> x = finite_point(operation, count);
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
  for (const Operation& operation : functions()) {
    INFO(operation.name);
    const std::vector<double> x =
        finite_point(operation, counts_of(operation).back());
    Tried tried(operation, x);
    const double value = tried.node.value();
    const std::vector<double> locals = tried.node.local_gradients();
    CHECK(std::isfinite(tried.at(0, 1.25 * x[0])));
    CHECK(tried.node.value() == value);
    CHECK(tried.node.local_gradients() == locals);
  }
}

TEST_CASE("operations have the right numbers at edges and in tails") {
  struct Edge {
    std::string_view operation;
    std::vector<double> operands;
    double value;
    std::vector<double> local_gradients;
  };
  // exp(-40) / (1 + exp(-40)), and log(1 + exp(-40)). Tails are from decimal
  // arithmetic of 60 digits, edges as PyTorch has them.
  constexpr double tail = 4.248354255291589e-18;
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
      {"min", {not_a_number, 1.0}, not_a_number, {1.0, 1.0}},
      {"tanh", {400.0}, 1.0, {0.0}},
      {"tanh", {-400.0}, -1.0, {0.0}},
      {"sigmoid", {1000.0}, 1.0, {0.0}},
      {"sigmoid", {-1000.0}, 0.0, {0.0}},
      {"softplus", {1000.0}, 1000.0, {1.0}},
      {"softplus", {-1000.0}, 0.0, {0.0}},
      {"softplus", {-40.0}, tail, {tail}},
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
      {"pow", {0.0, -2.0}, inf, {-inf, -inf}},
      {"pow", {0.0, -0.5}, inf, {-inf, -inf}},
      {"pow", {-2.0, 3.0}, -8.0, {12.0, not_a_number}},
      {"log_sum_exp", {1000.0, 1000.0}, 1000.0 + std::log(2.0), {0.5, 0.5}},
      {"log_sum_exp", {-inf, -inf}, -inf, {not_a_number, not_a_number}},
      {"log_sum_exp", {-inf, 2.0}, 2.0, {0.0, 1.0}},
      {"log_sum_exp", {inf, 1.0}, inf, {not_a_number, 0.0}},
      {"softmax", {1000.0, 1000.0}, 0.5, {0.25, -0.25}},
      {"softmax", {-1000.0, 1000.0}, 0.0, {0.0, 0.0}},
      {"softmax", {40.0, 0.0}, 1.0, {tail, -tail}},
      {"negative_log_softmax", {40.0, 0.0}, tail, {-tail, tail}},
      {"softmax_cross_entropy",
       {1.0, 0.0, 40.0, 0.0},
       tail,
       {tail, 40.0, -tail, tail}},
      {"log_sum_exp", {0.0, -40.0}, tail, {1.0, tail}},
      {"sigmoid", {40.0}, 1.0, {tail}},
      {"sigmoid", {-720.0}, 2.0322308024e-313, {2.0322308024e-313}},
      {"tanh", {14.0}, 0.9999999999986171, {2.7657600427722563e-12}},
      {"tanh", {-14.0}, -0.9999999999986171, {2.7657600427722563e-12}},
      {"abs", {not_a_number}, not_a_number, {not_a_number}},
      {"log1p", {1e-20}, 1e-20, {1.0}},
      {"log1p", {-1.0}, -inf, {inf}},
      {"hypot", {3e200, 4e200}, 5e200, {0.6, 0.8}},
      {"hypot", {0.0, 0.0}, 0.0, {0.0, 0.0}},
      {"hypot", {inf, 1.0}, inf, {not_a_number, 0.0}},
      {"norm", {3e200, 0.0, -4e200}, 5e200, {0.6, 0.0, -0.8}},
      {"norm", {3e-200, 0.0, -4e-200}, 5e-200, {0.6, 0.0, -0.8}},
      {"norm", {0.0, -0.0, 0.0}, 0.0, {0.0, 0.0, 0.0}},
      {"norm", {not_a_number, inf}, not_a_number, {not_a_number, not_a_number}},
      {"direction_cosine", {3.0, 4.0}, 0.6, {0.128, -0.096}},
      {"direction_cosine", {0.0, 0.0}, 0.0, {0.0, 0.0}},
      {"direction_cosine", {-2.0}, -1.0, {0.0}},
      {"atan2", {0.0, -1.0}, 3.141592653589793, {-1.0, -0.0}},
      {"atan2", {-0.0, -1.0}, -3.141592653589793, {-1.0, 0.0}},
      {"asin", {1.0}, 1.5707963267948966, {inf}},
      {"asin", {1.5}, not_a_number, {not_a_number}},
      {"acosh", {0.5}, not_a_number, {not_a_number}},
      {"atanh", {1.0}, inf, {inf}},
      {"erfc", {inf}, 0.0, {0.0}},
      {"gaussian", {-inf}, 0.0, {not_a_number}},
      {"normal_cdf", {-inf}, 0.0, {0.0}},
      {"normal_cdf", {not_a_number}, not_a_number, {not_a_number}},
      {"cbrt", {-27.0}, -3.0, {1.0 / 27.0}},
      {"xlogy", {0.0, 0.0}, 0.0, {0.0, not_a_number}},
      {"xlogy", {0.0, -1.0}, 0.0, {0.0, -0.0}},
      {"xlogy",
       {0.0, not_a_number},
       not_a_number,
       {not_a_number, not_a_number}},
      {"lgamma", {0.0}, inf, {-inf}},
      {"lgamma", {-2.0}, inf, {not_a_number}},
      {"lgamma", {1.0}, 0.0, {-0.5772156649015329}},
      {"digamma", {inf}, inf, {0.0}},
      {"digamma", {-0.0}, inf, {inf}},
      {"polygamma", {1.0, 1.0}, 1.6449340668482264, {0.0, -2.404113806319188}},
      {"polygamma",
       {2.0, -0.5},
       -0.8287966442343200,
       {0.0, 193.40909103400243}},
      {"polygamma", {-1.0, 1.0}, not_a_number, {0.0, -0.5772156649015329}},
      {"sign", {-0.0}, 0.0, {0.0}},
      {"sign", {not_a_number}, not_a_number, {0.0}},
      {"round", {0.5}, 0.0, {0.0}},
      {"round", {1.5}, 2.0, {0.0}},
      {"round", {2.5}, 2.0, {0.0}},
      {"round", {-0.5}, 0.0, {0.0}},
      {"floor", {-inf}, -inf, {0.0}},
      {"trunc", {-1.5}, -1.0, {0.0}},
      {"fmod", {-7.0, 3.0}, -1.0, {1.0, 2.0}},
      {"fmod", {7.0, 0.0}, not_a_number, {1.0, -inf}},
      {"elu", {0.0, 2.0}, 0.0, {2.0, 0.0}},
      {"elu", {-inf, 2.0}, -2.0, {0.0, -1.0}},
      {"elu", {800.0, 2.0}, 800.0, {1.0, 0.0}},
      {"clamp", {2.0, 0.0, 2.0}, 2.0, {1.0, 0.0, 0.0}},
      {"clamp", {0.0, 0.0, 2.0}, 0.0, {1.0, 0.0, 0.0}},
      {"clamp", {-1.0, 0.0, 2.0}, 0.0, {0.0, 1.0, 0.0}},
      {"clamp", {3.0, 0.0, 2.0}, 2.0, {0.0, 0.0, 1.0}},
      {"clamp", {1.0, 2.0, 0.0}, 0.0, {0.0, 0.0, 1.0}},
      {"clamp", {not_a_number, 0.0, 2.0}, not_a_number, {1.0, 0.0, 0.0}},
      {"amax", {2.0, 1.0, 2.0}, 2.0, {0.5, 0.0, 0.5}},
      {"amin", {2.0, 2.0, 2.0, 3.0}, 2.0, {1.0 / 3, 1.0 / 3, 1.0 / 3, 0.0}},
      {"amin", {2.0, not_a_number}, not_a_number, {0.5, 0.5}},
      {"where_less", {1.0, 2.0, 3.0, 4.0}, 3.0, {0.0, 0.0, 1.0, 0.0}},
      {"where_less", {2.0, 2.0, 3.0, 4.0}, 4.0, {0.0, 0.0, 0.0, 1.0}},
      {"where_at_most", {2.0, 2.0, 3.0, 4.0}, 3.0, {0.0, 0.0, 1.0, 0.0}},
      {"where_equal", {0.0, -0.0, 3.0, 4.0}, 3.0, {0.0, 0.0, 1.0, 0.0}},
      {"where_equal",
       {not_a_number, not_a_number, 3.0, 4.0},
       4.0,
       {0.0, 0.0, 0.0, 1.0}},
      {"detach", {inf}, inf, {0.0}},
  };
  const auto same = [](double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b)) ||
           (std::isfinite(b) &&
            std::abs(a - b) <= 4e-16 * std::abs(b));  // two roundings
  };
  for (const Edge& edge : edges) {
    const Tried tried(named(edge.operation), edge.operands);
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
      {"asin", 1, "asin(a)", "1/sqrt(1 - a²)"},
      {"atan", 1, "atan(a)", "1/(1 + a²)"},
      {"atan2", 2, "atan2(a, b)", "b/(a² + b²), -a/(a² + b²)"},
      {"log1p", 1, "log(1 + a)", "1/(1 + a)"},
      {"hypot", 2, "hypot(a, b)", "a/y, b/y"},
      {"norm", 3, "sqrt(a² + b² + c²)", "a/y, b/y, c/y"},
      {"direction_cosine", 2, "a/sqrt(a² + b²)",
       "(sqrt(b²)/sqrt(a² + b²))²/sqrt(a² + b²), "
       "-y·(b/sqrt(a² + b²))/sqrt(a² + b²)"},
      {"xlogy", 2, "a·log(b)", "log(b), a/b"},
      {"erf", 1, "erf(a)", "1.1283791670955126·exp(-a²)"},
      {"lgamma", 1, "lgamma(a)", "digamma(a)"},
      {"digamma", 1, "digamma(a)", "polygamma(1, a)"},
      {"gelu", 1, "a·normal_cdf(a)", "normal_cdf(a) + a·normal_density(a)"},
      {"elu", 2, "a if a > 0, else b·expm1(a)",
       "1 if a > 0, else b·exp(a), 0 if a > 0, else expm1(a)"},
      {"round", 1, "round(a)", "0"},
      {"fmod", 2, "fmod(a, b)", "1, -trunc(a/b)"},
      {"clamp", 3, "min(max(a, b), c)",
       "0 if a < b, 0 if c < a, else 1, (0 if c < b, else 1) if a < b, else 0, "
       "1 if c < max(a, b), else 0"},
      {"amax", 3, "max(a, b, c)",
       "0 if a < max(a, b, c), else 1/ties(a, b, c), "
       "0 if b < max(a, b, c), else 1/ties(a, b, c), "
       "0 if c < max(a, b, c), else 1/ties(a, b, c)"},
      {"where_at_most", 4, "c if a ≤ b, else d",
       "0, 0, 1 if a ≤ b, else 0, 0 if a ≤ b, else 1"},
      {"detach", 1, "detach(a)", "0"},
      {"sigmoid", 1, "1/(1 + exp(-a))", "y·(1 - y)"},
      {"relu", 1, "max(a, 0)", "0 if a ≤ 0, else 1"},
      {"softplus", 1, "max(a, 0) + log(1 + exp(-|a|))", "σ(a)"},
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
      {"softmax", 2, "exp(a)/(exp(a) + exp(b))",
       "y·(1 - y), -y·(exp(b)/(exp(a) + exp(b)))"},
      {"negative_log_softmax", 2, "log(exp(a) + exp(b)) - a",
       "-(1 - exp(a)/(exp(a) + exp(b))), exp(b)/(exp(a) + exp(b))"},
      {"softmax_cross_entropy", 4,
       "a·(log(exp(c) + exp(d)) - c) + b·(log(exp(c) + exp(d)) - d)",
       "log(exp(c) + exp(d)) - c, log(exp(c) + exp(d)) - d, "
       "(a + b)·(exp(c)/(exp(c) + exp(d))) - a, "
       "(a + b)·(exp(d)/(exp(c) + exp(d))) - b"},
      {"binary_cross_entropy", 2,
       "log(1 + exp(-|b|)) + ((1 - a)·b if b > 0, else -a·b)",
       "-b, (1 - a)·σ(b) - a·σ(-b)"},
  };
  const std::vector<Formula> names{Formula("a"), Formula("b"), Formula("c"),
                                   Formula("d"), Formula("e")};
  for (const Text& text : texts) {
    INFO(text.operation);
    const Operation& operation = named(text.operation);
    const std::span operands(names.data(),
                             static_cast<std::size_t>(text.operands));
    CHECK(formula_of(operation, operands).text() == text.value);
    std::string locals;
    for (const Formula& local :
         local_formulas_of(operation, operands, Formula("y")))
      locals += (locals.empty() ? "" : ", ") + local.text();
    CHECK(locals == text.local_gradients);
  }
  for (const Operation& operation : functions()) {
    INFO(operation.name);
    const std::span operands(names.data(), counts_of(operation).front());
    CHECK_FALSE(formula_of(operation, operands).text().empty());
    for (const Formula& local :
         local_formulas_of(operation, operands, Formula("y")))
      CHECK_FALSE(local.text().empty());
  }
}

TEST_CASE("recorded by its row, an operation refuses operands that don't fit") {
  Graph graph;
  const std::vector<Value> x{graph.input(1.0), graph.input(2.0),
                             graph.input(3.0)};
  const std::span<const Value> all(x);
  const auto refusal = [](const Operation& operation, auto operands) {
    try {
      static_cast<void>(operation.record(operands));
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("recorded");
  };
  CHECK(refusal(named("add"), all) == "add: expected 2 operands, got 3");
  CHECK(refusal(named("exp"), all.first(0)) ==
        "exp: expected 1 operand, got 0");
  CHECK(refusal(named("choose"), all) == "choose: expected 4 operands, got 3");
  CHECK(refusal(named("sum"), all.first(0)) ==
        "sum: expected 1 operand or more, got 0");
  CHECK(refusal(named("dot"), all) ==
        "dot: expected an even number of operands, 2 or more, got 3");
  CHECK(refusal(named("linear"), all.first(2)) ==
        "linear: expected an odd number of operands, 3 or more, got 2");
  CHECK(refusal(named("input"), all.first(0)) ==
        "input: expected an operation on nodes, got a leaf");
  CHECK(refusal(named("linear"), all) == "recorded");
}

TEST_CASE("names and symbols of the operation list are not empty or double") {
  std::vector<std::string_view> names;
  for (const Operation& operation : operations()) {
    CHECK_FALSE(operation.symbol.empty());
    CHECK(std::count(names.begin(), names.end(), operation.name) == 0);
    names.push_back(operation.name);
  }
}
