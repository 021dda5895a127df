#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <formula/record.hpp>
#include <gradwalk/engine.hpp>
#include <random>

using namespace gradwalk;
using namespace gradwalk::demos;

namespace {

/// The number of a formula, and its gradients by name.
struct Result {
  double value;
  std::map<std::string, double> gradients{};
};

Result result(const std::string& text,
              const std::map<std::string, double>& numbers = {}) {
  Graph graph;
  std::map<std::string, Given> given;
  for (const auto& [name, number] : numbers) given[name] = {number, true};
  const FormulaGraph formula = recorded(graph, parsed(text), given);
  Result result{formula.root.value()};
  if (!formula.root.needs_gradient()) return result;
  formula.root.backward();
  for (const Value leaf : formula.leaves)
    result.gradients[leaf.name()] = leaf.gradient();
  return result;
}

/// A random formula as text, and its number computed without a graph.
class RandomFormula {
 public:
  explicit RandomFormula(unsigned seed) : random_(seed) {
    value = make(4, 0, text);
  }

  std::string text;
  double value;
  std::map<std::string, double> numbers{{"a", 0.7}, {"b", -1.3}, {"c", 2.5}};

 private:
  int draw(int count) { return static_cast<int>(random_()) & (count - 1); }
  std::string blank() { return draw(4) == 0 ? " " : ""; }

  /// Of an operator that binds like `level`: 1 for +, 2 for ·, 3 for a sign, 4
  /// for ^, 5 for what needs no parentheses. In parentheses where it binds less
  /// than `least`, and sometimes where it need not be.
  double make(int depth, int least, std::string& into) {
    const int level = depth == 0 ? 5 : 1 + draw(8) % 5;
    std::string own;
    const double made = of_level(depth, level, own);
    const bool wrapped = level < least || draw(8) == 0;
    into += wrapped ? "(" + blank() + own + blank() + ")" : own;
    return made;
  }

  double of_level(int depth, int level, std::string& into) {
    if (level == 5) return primary(depth, into);
    if (level == 3) {
      into += "-" + blank();
      return -make(depth - 1, 3, into);
    }
    // + and · are read from the left, ^ from the right.
    const double left = make(depth - 1, level == 4 ? 5 : level, into);
    const char* const sign = signs_[level == 4 ? 4 : 2 * (level - 1) + draw(2)];
    into += blank() + sign + blank();
    const double right = make(depth - 1, level == 4 ? 3 : level + 1, into);
    switch (*sign) {
      case '+':
        return left + right;
      case '-':
        return left - right;
      case '*':
        return left * right;
      case '/':
        return left / right;
      default:
        return std::pow(left, right);
    }
  }

  double primary(int depth, std::string& into) {
    const int kind = draw(8);
    if (depth > 0 && kind < 2) {
      into += kind == 0 ? "sin(" : "max(";
      const double first = make(depth - 1, 0, into);
      if (kind == 0) {
        into += ")";
        return std::sin(first);
      }
      into += "," + blank();
      const double second = make(depth - 1, 0, into);
      into += ")";
      return std::isnan(first) || std::isnan(second) ? std::nan("")
                                                     : std::max(first, second);
    }
    if (kind < 4) {
      into += "0.25";
      return 0.25;
    }
    const auto& [name, number] = *std::next(numbers.begin(), kind % 3);
    into += name;
    return number;
  }

  static constexpr const char* signs_[] = {"+", "-", "*", "/", "^"};
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("every operation can be written by its name") {
  for (const Operation& operation : operations()) {
    if (operation.is_leaf()) continue;
    INFO(operation.name);
    const Operation* const function = function_named(operation.name);
    REQUIRE(function != nullptr);
    Graph graph;
    std::vector<Value> operands;
    for (int k = 0; k < function->least_operands; ++k)
      operands.push_back(graph.parameter(0.5 + k));
    CHECK(function->record(operands).operation().name == operation.name);
  }
}

TEST_CASE("operators bind as in mathematics") {
  const std::map<std::string, double> numbers{{"x", 3.0}, {"y", 2.0}};
  const std::pair<const char*, double> formulas[] = {
      {"1 + 2*3", 7.0},
      {"(1 + 2)*3", 9.0},
      {"7 - 2 - 1", 4.0},
      {"8/4/2", 1.0},
      {"2^3^2", 512.0},
      {"(2^3)^2", 64.0},
      {"2**3", 8.0},
      {"2^-1", 0.5},
      {"-x^2", -9.0},
      {"(-x)^2", 9.0},
      {"--x", 3.0},
      {"-x - -y", -1.0},
      {"x²·y", 18.0},
      {"x × y − 1", 5.0},
      {".5e1 + 1.", 6.0},
      {"1E-1*10", 1.0},
      {"max(x, min(y, 1)) + abs(-y)", 5.0},
      {"max(x, y, 5, 1) + min(2*x, x, 4) - max(y)", 6.0},
      {"sum(x, y, 1) - mean(x, y)", 3.5},
      {"dot(x, y, 10, 100)", 230.0},
      {"linear(x, y, 10, 100, 1)", 231.0},
      {" \t x\n", 3.0},
      {"t = x + 1; t*t", 16.0},
      {"t = x + 1; u = t*y;", 8.0},
      {"k = 2; k*x", 6.0}};
  for (const auto& row : formulas) {
    const std::string text = row.first;
    INFO(text);
    std::map<std::string, double> used;
    for (const auto& [name, number] : numbers)
      if (text.find(name) != std::string::npos) used[name] = number;
    CHECK(result(text, used).value == row.second);
  }
}

TEST_CASE("names may have digits, indices and Greek letters") {
  const Result found =
      result("σ_1 = w1*x₂; σ_1*θ", {{"w1", 2.0}, {"x₂", 3.0}, {"θ", 5.0}});
  CHECK(found.value == 30.0);
  CHECK(found.gradients.at("θ") == 6.0);
  CHECK(is_name("x_1"));
  for (const char* wrong : {"", "1x", "x y", "x-1", "×", "é·"})
    CHECK_FALSE(is_name(wrong));
}

TEST_CASE("2000 random formulas have the number of plain arithmetic") {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    const RandomFormula random(seed);
    INFO(random.text);
    const double found = result(random.text, random.numbers).value;
    CHECK((found == random.value ||
           (std::isnan(found) && std::isnan(random.value))));
  }
}

TEST_CASE("a formula's gradients are those of its graph") {
  const Result found =
      result("c = a + b; d = b + 1; e = c*d", {{"a", 2.0}, {"b", 1.0}});
  CHECK(found.value == 6.0);
  CHECK(found.gradients ==
        std::map<std::string, double>{{"a", 2.0}, {"b", 5.0}});
}

TEST_CASE("what is no formula is refused at its column") {
  const std::string operand =
      "expected a number, a name, a function or (, got ";
  const std::pair<std::string, std::string> formulas[] = {
      {"", "column 1: " + operand + "the end"},
      {"a +", "column 4: " + operand + "the end"},
      {"a * / b", "column 5: " + operand + "/"},
      {"(a + b", "column 7: expected an operator or ), got the end"},
      {"max(a, b", "column 9: expected an operator, a comma or ), got the end"},
      {"max(a,, b)", "column 7: " + operand + ","},
      {"max()", "column 5: " + operand + ")"},
      {"2 3", "column 3: expected an operator, ; or the end, got 3"},
      {"a b 1", "column 5: expected an operator, ; or the end, got 1"},
      {"a)", "column 2: expected an operator, ; or the end, got )"},
      {"θ·θ ! 2", "column 5: expected an operator, ; or the end, got !"},
      {"t = ; t", "column 5: " + operand + ";"},
      {"a === b", "column 5: " + operand + "="},
      {"pow(a, b, a)", "column 1: expected pow of 2 operands, got 3"},
      {"a + exp(a, b)", "column 5: expected exp of 1 operand, got 2"},
      {"a*1e999", "column 3: expected a number that a double holds, got 1e999"},
      {"a; b",
       "column 1: expected a name for a formula that is not the last, "
       "such as t = …, got none"},
      {"a; t = b",
       "column 1: expected a name for a formula that is not the last, "
       "such as t = …, got none"},
      {"a + missing",
       "column 5: expected a number for missing, such as missing=0.5 after the "
       "formula, got none"},
      {"t = a; t = b; t", "column 8: expected a new name, got t again"},
      {"t + 0*a; t = a",
       "column 1: expected a number for t, such as t=0.5 "
       "after the formula, got none"},
      {"a = b; a", "column 1: expected a defined or given, got both"},
      {std::string(400, '(') + "a" + std::string(400, ')'),
       "column 301: expected at most 300 levels, got more"},
      {std::string(400, '-') + "a",
       "column 301: expected at most 300 levels, got more"}};
  for (const auto& row : formulas) {
    const std::string text = row.first, message = row.second;
    INFO(text);
    CHECK_THROWS_WITH_AS(result(text, {{"a", 1.0}, {"b", 2.0}}),
                         ("FORMULA, " + message).c_str(), Error);
  }
}

TEST_CASE("a long formula is read in one go") {
  std::string text = "a";
  for (int i = 0; i < 20'000; ++i) text += " + a";
  CHECK(result(text, {{"a", 1.0}}).gradients.at("a") == 20'001.0);
}

TEST_CASE("the names that a formula reads are those that it does not define") {
  const auto names = [](const std::string& text) {
    return names_read(parsed(text));
  };
  using Names = std::vector<std::string>;
  CHECK(names("z = w*x + b; p = sigmoid(z); (p - y)^2 + x") ==
        Names{"w", "x", "b", "y"});
  CHECK(names("2 + 3") == Names{});
  CHECK(names("a = 1; b") == Names{"b"});
  CHECK(names("x*x; exp(x)") == Names{"x"});
  // What is read first is no definition of its own.
  CHECK(names("a = 2*a") == Names{"a"});
}
