#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <gradwalk/ask/rule_formulas.hpp>
#include <gradwalk/engine.hpp>
#include <random>
#include <set>

using namespace gradwalk;

namespace {

/// What is wrong with LaTeX maths, or "": braces, `\left` and `\right`,
/// environments and arguments that do not match, characters that TeX reads
/// otherwise, commands that are not known.
std::string fault_of(std::string_view latex) {
  static const std::set<std::string_view> known{
      "frac",   "cdot",         "left",   "right",   "sqrt",     "begin",
      "end",    "text",         "le",     "partial", "times",    "infty",
      "mathrm", "operatorname", "hat",    "bar",     "tilde",    "dot",
      "ddot",   "acute",        "grave",  "check",   "mathring", "sim",
      "wedge",  "backslash",    "sin",    "cos",     "tan",      "tanh",
      "log",    "max",          "min",    "arctan",  "sigma",    "alpha",
      "beta",   "theta",        "mu",     "to",      "ldots",    "ge",
      "ne",     "Sigma",        "sinh",   "cosh",    "cot",      "gcd",
      "exp",    "arcsin",       "arccos", "varphi",  "Phi",      "psi"};
  std::vector<char> open;
  int scripts = 0;  // ^ or _ with no letter between
  for (std::size_t i = 0; i < latex.size(); ++i) {
    const char at = latex[i];
    if (static_cast<unsigned char>(at) >= 0x7f || at < ' ')
      return "a character outside of ASCII";
    if (at == '{') open.push_back('{');
    if (at == '}') {
      if (open.empty() || open.back() != '{') return "an unmatched }";
      open.pop_back();
    }
    if (at == '^' || at == '_') {
      if (++scripts > 0 && (i + 1 == latex.size() || latex[i + 1] != '{'))
        return "a script without braces";
      if (i == 0 || latex[i - 1] == at) return "a script on nothing";
    }
    if (at == '%' || at == '#' || at == '$' || at == '~') return "a bare sign";
    if (at == '&' && (open.empty() || open.back() != 'c')) return "a bare &";
    if (at != '\\') continue;
    std::size_t end = ++i;
    while (end < latex.size() &&
           std::isalpha(static_cast<unsigned char>(latex[end])) != 0)
      ++end;
    const std::string_view command = latex.substr(i, end - i);
    if (command.empty()) {
      if (i == latex.size() ||
          std::string_view("_%$#&{} \\").find(latex[i]) == latex.npos)
        return "an unknown sign behind a backslash";
      continue;
    }
    if (!known.contains(command)) return "unknown: " + std::string(command);
    if (command == "begin") open.push_back('c');
    if (command == "left") open.push_back('l');
    if (command == "end" || command == "right") {
      if (open.empty() || open.back() != (command == "end" ? 'c' : 'l'))
        return "unmatched: " + std::string(command);
      open.pop_back();
    }
    i = end - 1;
    // Begin and end are followed by {cases}, left and right by a bracket.
    if (command == "begin" || command == "end") i = latex.find('}', end);
    if (command == "left" || command == "right") ++i;
  }
  return open.empty() ? "" : "something left open";
}

/// Names of letters that TeX reads otherwise, that it cannot read, and others.
std::string random_name(std::mt19937& random) {
  static constexpr std::array<std::string_view, 36> letters{
      "a",  "w", "x",    "_",    "%",        "$", "#", "&",  "{",
      "}",  "~", "^",    "\\",   ".",        "1", "2", " ",  "-",
      "\n", "`", "'",    "é",    "ŷ",        "σ", "β", "中", "₁",
      "²",  "…", "\xff", "_hat", "\xcc\x82", "A", "<", "∂",  "µ"};
  std::string name;
  for (std::size_t i = 0, n = 1 + random() % 8; i < n; ++i)
    name += letters[random() % letters.size()];
  return name;
}

/// Rules that compute with doubles only.
struct Atan : rules::Unary {
  static constexpr std::string_view name = "atan";
  static double value(double x) { return std::atan(x); }
  static auto local_gradient(auto x, auto) {
    using rules::square;
    return 1.0 / (1.0 + square(x));
  }
};
struct Far : rules::Binary {
  static constexpr std::string_view name = "far_off";
  static double value(double x, double y) { return std::hypot(x, y); }
  static double by_first(double x, double, double y) { return x / y; }
  static double by_second(double, double x, double y) { return x / y; }
};

}  // namespace

TEST_CASE("a formula is written as LaTeX with the brackets that it needs") {
  const Formula a("a"), b("b"), c("c");
  struct Row {
    Formula formula;
    std::string latex;
  };
  const Formula minus("-0.5"), small("2.5e-05");
  const std::vector<Row> rows{
      {a + b + c, R"(a + b + c)"},
      {a + (b + c), R"(a + \left(b + c\right))"},
      {a - minus, R"(a - \left(-0.5\right))"},
      {a + -b * c, R"(a + \left(-b \cdot c\right))"},
      {(a + b) * c, R"(\left(a + b\right) \cdot c)"},
      {a * (b * c), R"(a \cdot \left(b \cdot c\right))"},
      {a * (b / c), R"(a \cdot \frac{b}{c})"},
      {1.0 / (1.0 + exp(-a)), R"(\frac{1}{1 + e^{-a}})"},
      {-(a / b), R"(-\frac{a}{b})"},
      {square(a / b), R"(\left(\frac{a}{b}\right)^{2})"},
      {square(a - Formula("y_hat")), R"(\left(a - \hat{y}\right)^{2})"},
      {square(exp(a)), R"(\left(e^{a}\right)^{2})"},
      {square(sin(a)), R"(\left(\sin\left(a\right)\right)^{2})"},
      {square(sqrt(a)), R"(\sqrt{a}^{2})"},
      {square(small), R"(\left(2.5 \times 10^{-5}\right)^{2})"},
      {a * small, R"(a \cdot 2.5 \times 10^{-5})"},
      {pow(a + b, -c), R"(\left(a + b\right)^{-c})"},
      {abs(a - b), R"(\left|a - b\right|)"},
      {maximum(a, b + c), R"(\max\left(a, b + c\right))"},
      {where(a <= 0.0, 1.0, where(b == 0.0, 2.0, -c)) * a,
       R"(\left(\begin{cases}1 & \text{if } a \le 0 \\ 2 & \text{if } b = 0)"
       R"( \\ -c & \text{otherwise}\end{cases}\right) \cdot a)"},
      {square(Formula::call("cbrt", {&a, 1})), R"(\sqrt[3]{a}^{2})"},
      {Formula::call("floor", {&a, 1}), R"(\left\lfloor a\right\rfloor)"},
      {square(Formula::call("exp2", {&a, 1})), R"(\left(2^{a}\right)^{2})"},
      {Formula::call("log10", {&a, 1}), R"(\log_{10}\left(a\right))"},
      {Formula::call("leaky_relu", std::array{a, b}),
       R"(\operatorname{leaky\_relu}\left(a, b\right))"},
      {Formula::call("sigmoid", std::array{a}), R"(\sigma\left(a\right))"},
      {Formula::derivative(Formula("loss"), a + b),
       R"(\frac{\partial \mathrm{loss}}{\partial \left(a + b\right)})"},
  };
  for (const auto& [formula, latex] : rows) {
    CHECK(formula.latex() == latex);
    CHECK(fault_of(formula.latex()) == "");
  }
}

TEST_CASE("names and numbers are written as LaTeX") {
  struct Row {
    std::string text, latex;
  };
  const std::vector<Row> rows{
      {"x", "x"},
      {"w1", "w_{1}"},
      {"w_1", "w_{1}"},
      {"w₁", "w_{1}"},
      {"y_hat", R"(\hat{y})"},
      {"y_hat2", R"(\hat{y}_{2})"},
      {"ŷ", R"(\hat{y})"},
      {"y\xcc\x82", R"(\hat{y})"},
      {"loss", R"(\mathrm{loss})"},
      {"loss1", R"(\mathrm{loss}_{1})"},
      {"x_min", R"(x_{\mathrm{min}})"},
      {"learning_rate", R"(\mathrm{learning\_rate})"},
      {"theta0", R"(\theta_{0})"},
      {"σ", R"({\sigma})"},
      {"σ__x", R"(\mathrm{{\sigma}\_\_x})"},
      {"layer1.neuron2.w3", R"(\mathrm{layer1.neuron2.}w_{3})"},
      {"50% of $a & b", R"(\mathrm{50\%\ of\ \$a\ \&\ b})"},
      {"中", R"(U{+}4E2D)"},
      {"0.125", "0.125"},
      {"-3", "-3"},
      {"1e-05", "10^{-5}"},
      {"-1e+20", "-10^{20}"},
      {"2.5e-05", R"(2.5 \times 10^{-5})"},
      {"nan", R"(\mathrm{nan})"},
      {"-inf", R"(-\infty)"},
  };
  for (const auto& [text, latex] : rows) CHECK(Formula(text).latex() == latex);
  CHECK(latex_of_number(-1.0 / 0.0, 3) == R"(-\infty)");
}

TEST_CASE("every operation is valid LaTeX, whatever its operands are called") {
  std::mt19937 random(13);
  std::size_t written = 0;
  for (int round = 0; round < 300; ++round)
    for (const Operation& operation : operations()) {
      if (operation.is_leaf()) continue;
      std::vector<Formula> operands;
      const std::size_t count =
          operation.arity > 0
              ? static_cast<std::size_t>(operation.arity)
              : static_cast<std::size_t>(operation.least_operands);
      for (std::size_t k = 0; k < count; ++k)
        operands.emplace_back(random_name(random));
      const Formula value = formula_of(operation, operands);
      INFO(operation.name << ": " << value.text() << "; " << value.latex());
      CHECK(fault_of(value.latex()) == "");
      for (const Formula& local :
           local_formulas_of(operation, operands, value)) {
        INFO(local.latex());
        CHECK(fault_of(local.latex()) == "");
        ++written;
      }
    }
  CHECK(written > 10'000);
}

TEST_CASE("what is no LaTeX is found out") {
  for (const std::string_view wrong :
       {"{", "}", "a_1", "\\frac{a", "\\left(a", "a & b", "50%", "\\foo{a}",
        "\\begin{cases}a", "é", "a^", "\\left(a}\\right)"})
    CHECK(fault_of(wrong) != "");
}

TEST_CASE("a rule that computes with doubles only is written by its name") {
  const Formula a("a"), b("b");
  const Formula y("y");
  const std::array both{a, b};
  const std::span<const Formula> one(both.data(), 1);
  CHECK(value_formula<Atan>(one).text() == "atan(a)");
  CHECK(value_formula<Atan>(one).latex() == R"(\arctan\left(a\right))");
  CHECK(local_gradient_formulas<Atan>(one, y)[0].text() == "1/(1 + a²)");
  CHECK(value_formula<Far>(both).text() == "far_off(a, b)");
  CHECK(value_formula<Far>(both).latex() ==
        R"(\operatorname{far\_off}\left(a, b\right))");
  CHECK(local_gradient_formulas<Far>(both, y)[1].text() == "∂far_off(a, b)/∂b");
  CHECK(value_formula<rules::Sigmoid>(one).text() == "1/(1 + exp(-a))");
}

TEST_CASE("a formula is a tree that can be read") {
  const Formula a("a"), b("b");
  const Formula f = square(a - b) * 3.0;
  CHECK(f.kind() == Formula::Kind::product);
  CHECK(f.operands()[0].kind() == Formula::Kind::power);
  CHECK(f.operands()[0].operands()[0].kind() == Formula::Kind::difference);
  CHECK(f.operands()[0].operands()[1].name() == "2");
  CHECK(f.operands()[1].name() == "3");
  CHECK(Formula::unwritten().is_unwritten());
}

TEST_CASE("a sum of 100,000 terms is written, copied and forgotten") {
  const Formula a("a"), b("b");
  std::vector<Formula> terms(100'000, a);
  Formula all(b);
  for (const Formula& term : terms) all = all + term;
  CHECK(all.text().size() == 4 * terms.size() + 1);
  CHECK(all.latex() == all.text());
  Formula nested(b);
  for (const Formula& term : terms) nested = sin(term - nested);
  const Formula copy = nested;
  CHECK(copy.latex().size() > 7 * terms.size());
}
