#include "questions/questions.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/graph.hpp>
#include <limits>
#include <map>

#include "formula/record.hpp"
#include "questions/marking.hpp"

using namespace gradwalk;
using namespace gradwalk::demos;
using doctest::Approx;

namespace {

constexpr int digits = 6;

/// The questions of a formula's two passes.
std::vector<Question> questions_of(const std::string& formula,
                                   const std::map<std::string, Given>& given) {
  Graph graph;
  const Walk walk(recorded(graph, parsed(formula), given).root);
  Questions questions{digits};
  questions.add_forward(walk);
  questions.add_backward(walk);
  return questions.all();
}

const std::map<std::string, Given> numbers{{"a", {0.7, true}},
                                           {"b", {-1.3, true}},
                                           {"c", {2.1, true}},
                                           {"x", {0.4, false}}};

const std::vector<std::string> formulas{
    "a*b + c",
    "a*x + b; ",
    "sigmoid(a*x + b)",
    "z = a*x + b; y = tanh(z); (y - c)^2",
    "relu(a) + relu(b)",
    "max(a, b)*c",
    "a*a + a*b + a",
    "exp(a)/(1 + exp(a))",
    "log(c) - a/b",
    "sqrt(c) + |b|",
    "d = a*b; e = d + a; f = d*e; f",
    "softplus(a*b)*c^2",
    "-(a - b)^3",
    "mean(a, b, c)",
    "squared_error(a, b)",
};

std::vector<Question> questions_of(const std::string& formula) {
  std::map<std::string, Given> given;
  for (const std::string& name : names_read(parsed(formula)))
    given.insert({name, numbers.at(name)});
  return questions_of(formula, given);
}

bool is_one_of(const LikelyMistake& mistake, const Grade& grade) {
  for (const LikelyMistake* found : grade.mistakes)
    if (found == &mistake) return true;
  return false;
}

}  // namespace

TEST_CASE("each number of both passes is a question with its answer") {
  const auto questions = questions_of("z = w*x + b; p = sigmoid(z); (p - y)^2",
                                      {{"w", {0.5, true}},
                                       {"x", {2.0, false}},
                                       {"b", {-0.25, true}},
                                       {"y", {1.0, false}}});
  std::string asked;
  for (const Question& question : questions)
    if (question.kind != QuestionKind::sign) asked += question.asked + "\n";
  CHECK(asked ==
        "w·x\n"
        "z = w·x + b\n"
        "p = 1/(1 + exp(-z))\n"
        "p - y\n"
        "(p - y)²\n"
        "∂((p - y)²)/∂((p - y)²) is 1. A node whose gradient can be computed "
        "next\n"
        "∂((p - y)²)/∂(p - y)\n"
        "upstream × ∂((p - y)²)/∂(p - y) → p - y\n"
        "∂(p - y)/∂p\n"
        "upstream × ∂(p - y)/∂p → p\n"
        "∂p/∂z\n"
        "upstream × ∂p/∂z → z\n"
        "∂z/∂(w·x)\n"
        "upstream × ∂z/∂(w·x) → w·x\n"
        "∂z/∂b\n"
        "upstream × ∂z/∂b → b\n"
        "∂(w·x)/∂w\n"
        "upstream × ∂(w·x)/∂w → w\n");
}

TEST_CASE("an answer follows from the answers before it") {
  for (const std::string& formula : formulas) {
    CAPTURE(formula);
    const auto questions = questions_of(formula);
    for (const Question& question : questions)
      for (const Operand& operand : question.operands)
        if (operand.question) {
          const Question& source = questions.at(*operand.question);
          CHECK(&source < &question);
          CHECK(operand.number == source.answer());
        }
  }
}

TEST_CASE("a mistake's number is told by its name") {
  int told = 0;
  for (const std::string& formula : formulas) {
    CAPTURE(formula);
    for (const Question& question : questions_of(formula)) {
      if (question.is_in_words()) continue;
      CAPTURE(question.asked);
      std::vector<double> operands;
      for (const Operand& operand : question.operands)
        operands.push_back(operand.number);
      CHECK(graded(question, question.answer(), {}, digits).is_right);
      for (const LikelyMistake& mistake : question.mistakes) {
        CAPTURE(mistake.name);
        const double wrong = mistake.work(operands);
        if (is_right(wrong, question.answer(), digits)) continue;
        CHECK(is_one_of(mistake, graded(question, wrong, {}, digits)));
        ++told;
      }
    }
  }
  CHECK(told > 300);
}

TEST_CASE("an error that is carried forward counts as right") {
  int alone = 0;
  for (const std::string& formula : formulas) {
    CAPTURE(formula);
    const auto questions = questions_of(formula);
    // The first number is 10 % off, and all others are worked out from it.
    std::vector<std::optional<double>> answers;
    int carried = 0;
    for (const Question& question : questions) {
      answers.emplace_back();
      if (question.is_in_words()) continue;
      std::vector<double> own;
      for (const Operand& operand : question.operands)
        own.push_back(operand.question ? answers.at(*operand.question).value()
                                       : operand.number);
      const double found = question.work(own);
      const Grade grade = graded(question, found, answers, digits);
      CHECK(grade.counts());
      carried += grade.follows ? 1 : 0;
      answers.back() = &question == questions.data() ? 1.1 * found : found;
    }
    // What is worked out from one number only is at once right again.
    if (carried == 0) ++alone;
  }
  CHECK(alone <= 2);  // a mean and a loss, of one operation
}

TEST_CASE("a number is right as it is shown, or rounded to two digits") {
  CHECK(is_right(0.6457, 0.645656306, digits));
  CHECK(is_right(0.643, 0.645656306, digits));
  CHECK(is_right(0.65, 0.645656306, digits));
  CHECK_FALSE(is_right(0.6, 0.645656306, digits));
  CHECK_FALSE(is_right(0.64, 0.645656306, digits));
  CHECK_FALSE(is_right(-0.645656, 0.645656306, digits));
  CHECK(is_right(0.01, 0.0134, Digits::decimals(2)));
  CHECK_FALSE(is_right(0.01, 0.0134, digits));
  CHECK(is_right(0.0, 0.0, digits));
  // Halfway between two roundings.
  CHECK(is_right(0.12, 0.125, digits));
  CHECK(is_right(0.13, 0.125, digits));
  CHECK_FALSE(is_right(0.14, 0.125, digits));
  CHECK_FALSE(is_right(1e-9, 0.0, digits));
}

TEST_CASE("a wrong choice in words is told by its own words") {
  Question question{QuestionKind::engine, "Which", {}};
  question.accepted = {"sign"};
  question.possible = {"sign", "relu", "set"};
  question.mistakes = {{"relu", "It closes no path here.", {}}};
  CHECK(graded(question, "Sign").mistakes.empty());
  CHECK(graded(question, "set").mistakes.empty());
  const Grade grade = graded(question, " RELU ");
  CHECK_FALSE(grade.is_right);
  REQUIRE(grade.mistakes.size() == 1);
  CHECK(grade.mistakes[0]->advice == "It closes no path here.");
}

TEST_CASE("numbers are typed as on paper") {
  const std::vector<std::pair<std::string, double>> typed{
      {"0.25", 0.25},     {"0,25", 0.25},          {"1/4", 0.25},
      {".25", 0.25},      {"0.5*(1 - 0.5)", 0.25}, {"-3", -3.0},
      {"2^3", 8.0},       {"1e-3", 1e-3},          {" 0.5 ", 0.5},
      {"0.5 × 0.5", 0.25}};
  for (const auto& row : typed) {
    const std::string text = row.first;
    const double number = row.second;
    CAPTURE(text);
    REQUIRE(typed_number(text).has_value());
    CHECK(*typed_number(text) == Approx(number).epsilon(1e-15).scale(0));
  }
  CHECK(*typed_number("sigmoid(0.3)") ==
        Approx(1.0 / (1.0 + std::exp(-0.3))).epsilon(1e-15).scale(0));
  for (const std::string text : {"", "x", "0.5 +", "1/0 - 1/0", "what?"}) {
    CAPTURE(text);
    CHECK_FALSE(typed_number(text).has_value());
  }
}

TEST_CASE("no finite number is right where the answer is infinite") {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  CHECK_FALSE(is_right(3.0, infinite, digits));
  CHECK_FALSE(is_right(-infinite, infinite, digits));
  CHECK(is_right(infinite, infinite, digits));
}
