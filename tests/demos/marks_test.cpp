#include "classroom/marks/marks.hpp"

#include <doctest/doctest.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "class_sheets.hpp"
#include "classroom_formulas.hpp"
#include "own_formula.hpp"
#include "story/options.hpp"

using namespace gradwalk::demos;

namespace {

using Numbers = std::span<const double>;
using Answers = std::vector<std::optional<double>>;

constexpr int sheet_digits = 4;

/// As a student writes it.
double written(double number) {
  return parsed_number(gradwalk::number(number, sheet_digits)).value();
}

/// A mistake as a student makes it, apart from those that the program lists.
struct Planted {
  QuestionKind kind;
  std::string_view name;
  double (*number)(double right, Numbers operands);
};
using enum QuestionKind;
constexpr Planted planted[]{
    {value, "sign", [](double right, Numbers) { return -right; }},
    {local, "sign", [](double right, Numbers) { return -right; }},
    {local, "value for gradient", [](double, Numbers x) { return x.back(); }},
    {product, "sign", [](double right, Numbers) { return -right; }},
    {product, "upstream forgotten", [](double, Numbers x) { return x[1]; }},
    {product, "local gradient forgotten",
     [](double, Numbers x) { return x[0]; }},
    {product, "sum for product", [](double, Numbers x) { return x[0] + x[1]; }},
    {product, "value for gradient",
     [](double, Numbers x) { return x[0] * x.back(); }},
    {sum, "sign", [](double right, Numbers) { return -right; }},
    {sum, "overwritten", [](double, Numbers x) { return x[1]; }},
    {sum, "path forgotten", [](double, Numbers x) { return x[0]; }},
    {sum, "product for sum", [](double, Numbers x) { return x[0] * x[1]; }},
    {sum, "backward twice", [](double right, Numbers) { return 2 * right; }},
    {update, "uphill", [](double, Numbers x) { return x[0] + x[1] * x[2]; }},
    {update, "rate forgotten", [](double, Numbers x) { return x[0] - x[2]; }},
    {update, "step for result", [](double, Numbers x) { return x[1] * x[2]; }},
};

/// Planted mistakes: how many, and how many are named.
struct Tally {
  int named = 0, all = 0, right = 0, alone = 0;

  void plant(const Question& question, const Answers& answers,
             std::string_view name, double number) {
    if (!std::isfinite(number)) return;
    const Grade grade =
        graded(question, written(number), answers, sheet_digits);
    // It leads to the right number here, which no one can tell from it.
    if (grade.counts()) {
      ++right;
      return;
    }
    const bool is_named =
        std::ranges::find(grade.mistakes, name, &LikelyMistake::name) !=
        grade.mistakes.end();
    ++all;
    named += is_named ? 1 : 0;
    alone += is_named && grade.mistakes.size() == 1 ? 1 : 0;
  }
};

/// What a student calculates with who has these answers.
std::vector<double> operands_of(const Question& question,
                                const Answers& answers) {
  std::vector<double> numbers;
  for (const Operand& operand : question.operands)
    numbers.push_back(operand.question
                          ? answers[*operand.question].value_or(operand.number)
                          : operand.number);
  return numbers;
}

void plant_listed(const Sheet& sheet, const Answers& answers, Tally& tally) {
  for (const Question& question : sheet.questions)
    for (const LikelyMistake& mistake : question.mistakes)
      tally.plant(question, answers, mistake.name,
                  mistake.work(operands_of(question, answers)));
}

void plant_own(const Sheet& sheet, const Answers& answers, Tally& tally) {
  for (const Question& question : sheet.questions) {
    if (question.is_in_words()) continue;
    const std::vector<double> operands = operands_of(question, answers);
    // A cell's operands stand in another order.
    if (question.asked.find("column") != std::string::npos) continue;
    for (const Planted& one : planted)
      if (one.kind == question.kind)
        tally.plant(question, answers, one.name,
                    one.number(question.work(operands), operands));
  }
}

Answers right_answers(const Sheet& sheet) {
  Answers answers;
  for (const Question& question : sheet.questions)
    answers.push_back(question.is_in_words()
                          ? std::nullopt
                          : std::optional(written(question.answer())));
  return answers;
}

std::vector<std::vector<std::string>> asked_for() {
  std::vector<std::vector<std::string>> all;
  for (const ClassroomFormula& formula : classroom_formulas)
    all.push_back({"expr", std::string(formula.text)});
  for (const char* lesson : {"or-gate", "paths", "dot-product", "chain"})
    all.push_back({lesson});
  all.push_back({"xor", "--epochs", "2"});
  return all;
}

void check_share(const Tally& tally, std::string_view what) {
  MESSAGE(what, ": ", tally.named, " of ", tally.all, " named, ", tally.alone,
          " of them alone; ", tally.right, " lead to the right number");
  CHECK(tally.all > 5'000);
  CHECK(tally.named >= 0.95 * tally.all);
}

/// Far from it, whatever it is.
double another(double number) {
  constexpr double share = 0.35;
  return number + share * (1.0 + std::abs(number));
}

/// The node that the first question is about, by its label.
std::string node_of_first(const Sheet& sheet) {
  const std::string& asked = sheet.questions[0].asked;
  return asked.substr(0, asked.find(" = "));
}

}  // namespace

TEST_CASE("planted mistakes are named, after right answers and wrong ones") {
  Tally listed, own, after;
  for (const auto& texts : asked_for()) {
    const auto& sheets = class_of(texts).sheets;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      const Sheet& sheet = sheets[i].sheet;
      Answers answers = right_answers(sheet);
      constexpr std::size_t every = 5;  // of the same calculation, the time
      if (i % every == 0) plant_listed(sheet, answers, listed);
      plant_own(sheet, answers, own);
      answers[0] = another(answers[0].value());
      plant_own(sheet, answers, after);
    }
  }
  check_share(listed, "the program's own");
  check_share(own, "planted");
  check_share(after, "planted after a wrong answer");
}

TEST_CASE("what follows from a wrong answer counts from there on") {
  int sheets = 0, followed = 0;
  // Written with so many digits, and worked out with all of them.
  for (const int few : {6, 2})
    for (const ClassroomFormula& formula : classroom_formulas) {
      const Worksheets& all = class_of({"expr", std::string(formula.text)});
      for (const StudentSheet& one : all.sheets) {
        const OwnFormula own(one.texts);
        const double wrong = another(one.sheet.questions[0].answer());
        const std::string node = node_of_first(one.sheet);
        if (own.stands_at_a_kink() || own.stands_at_a_kink(node, wrong))
          continue;
        const auto answers = own.answers(one.sheet, node, wrong);
        HandedIn handed_in{one.student};
        const LaidOut laid_out = all.laid_out(one);
        for (const std::size_t i : laid_out.asked())
          handed_in.answers[laid_out.number(i)] =
              one.sheet.questions[i].is_in_words()
                  ? one.sheet.questions[i].accepted.front()
                  : gradwalk::number(answers[i], few);
        const MarkedSheet marks = marked(all, one, handed_in, "a file");
        CHECK(marks.marks[0].verdict == MarkedAnswer::Verdict::wrong);
        CHECK(marks.count(MarkedAnswer::Verdict::wrong) == 1);
        for (const MarkedAnswer& mark : marks.marks) {
          INFO(fmt::format("{}", fmt::join(one.texts, " ")), ", ",
               marks.marks[0].answer, ": ", mark.question->asked, " = ",
               mark.answer);
          CHECK((mark.number == 1 || mark.counts()));
        }
        followed +=
            static_cast<int>(marks.count(MarkedAnswer::Verdict::follows));
        ++sheets;
      }
    }
  MESSAGE(followed, " answers carried forward on ", sheets, " sheets");
  CHECK(sheets > 560);
  CHECK(followed > 3000);
}
