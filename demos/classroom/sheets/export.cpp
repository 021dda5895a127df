#include "export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "paper.hpp"
#include "questions/marking.hpp"
#include "story/text.hpp"

namespace gradwalk::demos {

namespace {

/// HTML within XML.
std::string moodle_text(std::string_view tag, std::string_view html) {
  return fmt::format("<{0} format=\"html\"><text>{1}</text></{0}>\n", tag,
                     in_markup(html));
}

std::string moodle_answer(const std::string& text, int fraction,
                          const std::string& feedback, double tolerance) {
  return fmt::format(
      "<answer fraction=\"{}\" format=\"moodle_auto_format\"><text>{}</text>\n"
      "{}<tolerance>{:.3g}</tolerance></answer>\n",
      fraction, in_markup(text),
      moodle_text("feedback", fmt::format("<p>{}</p>", in_markup(feedback))),
      tolerance);
}

/// The right number, and each mistake's that is another.
std::string numerical_answers(const Question& question, Digits digits) {
  const double right = question.answer();
  std::vector<double> told{right};
  std::string answers = moodle_answer(fmt::format("{}", right), 100, "Right.",
                                      tolerance_of(right, digits));
  for (const LikelyMistake& mistake : question.mistakes) {
    const double wrong = question.by(mistake.work);
    const auto is_same = [&](double other) {
      return std::abs(other - wrong) <= tolerance_of(other, digits);
    };
    if (!std::isfinite(wrong) || std::ranges::any_of(told, is_same)) continue;
    told.push_back(wrong);
    answers += moodle_answer(fmt::format("{}", wrong), 0, mistake.advice,
                             tolerance_of(wrong, digits));
  }
  return answers;
}

std::string word_answers(const Question& question) {
  std::string answers = "<usecase>0</usecase>\n";
  for (const std::string& text : question.accepted)
    answers += fmt::format(
        "<answer fraction=\"100\" format=\"moodle_auto_format\"><text>{}</text>"
        "\n{}</answer>\n",
        in_markup(text), moodle_text("feedback", "<p>Right.</p>"));
  return answers;
}

std::string moodle_question(const StudentSheet& one, std::size_t i,
                            Digits digits) {
  const Question& question = one.sheet.questions[i];
  const std::string asked = fmt::format(
      "<p>{}</p>\n{}", in_markup(one.sheet.title),
      html_rows(LaidOut(one.sheet, i, digits), digits, Paper::sheet));
  std::string text = fmt::format(
      "<question type=\"{}\">\n<name><text>{}: {}</text></name>\n{}{}"
      "<defaultgrade>1</defaultgrade>\n<penalty>0.3333333</penalty>\n"
      "<hidden>0</hidden>\n{}",
      question.is_in_words() ? "shortanswer" : "numerical",
      in_markup(question.asked), in_markup(one.student),
      moodle_text("questiontext", asked),
      moodle_text(
          "generalfeedback",
          fmt::format("<p>{}</p>", in_markup(question.right_answer(digits)))),
      question.is_in_words() ? word_answers(question)
                             : numerical_answers(question, digits));
  for (const std::string& hint : question.hints)
    text += moodle_text("hint", fmt::format("<p>{}</p>", in_markup(hint)));
  return text + "</question>\n";
}

/// A / parts a category from its parent.
std::string category_name(std::string title) {
  for (std::size_t at = 0; (at = title.find('/', at)) != title.npos; at += 2)
    title.insert(at, 1, '/');
  return title;
}

/// No program marks a nan.
bool can_be_marked(const Question& question) {
  return question.is_in_words() || std::isfinite(question.answer());
}

}  // namespace

double tolerance_of(double answer, Digits shown) {
  const RightNumbers right = right_numbers(answer, shown);
  return std::max({answer - right.from, right.to - answer,
                   std::abs(right.down - answer), std::abs(right.up - answer)});
}

std::string moodle_of(const Worksheets& all) {
  const Digits digits = all.style.digits();
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n";
  std::vector<LaidOut> laid_out;
  for (const StudentSheet& one : all.sheets)
    laid_out.push_back(all.laid_out(one));
  const StudentSheet& first = all.sheets.front();
  for (const std::size_t i : laid_out.front().asked()) {
    const std::size_t number = laid_out.front().number(i);
    text += fmt::format(
        "<question type=\"category\"><category><text>$course$/top/{}/{:03} "
        "{}</text></category></question>\n",
        in_markup(category_name(first.sheet.title)), number,
        words_of(first.sheet.questions[i].kind));
    for (std::size_t s = 0; s < all.sheets.size(); ++s) {
      const StudentSheet& one = all.sheets[s];
      for (const std::size_t k : laid_out[s].asked())
        if (laid_out[s].number(k) == number &&
            can_be_marked(one.sheet.questions[k]))
          text += moodle_question(one, k, digits);
    }
  }
  return text + "</quiz>\n";
}

std::string exams_of(const Worksheets& all, const StudentSheet& one) {
  const Digits digits = all.style.digits();
  Selection selection = all.selection;
  selection.kinds.erase(QuestionKind::first_node);  // its answers may have a |
  const LaidOut laid_out(one.sheet, selection, digits);
  std::size_t blanks = 0;
  const std::string asked = markdown_rows(
      laid_out, digits, Paper::sheet,
      [&](const SheetRow&) { return fmt::format("##ANSWER{}##", ++blanks); });
  const std::string solved = markdown_rows(
      laid_out, digits, Paper::key,
      [&](const SheetRow& row) { return row.question->right_answer(digits); });
  std::vector<std::string> types, solutions, tolerances;
  for (const std::size_t i : laid_out.asked()) {
    const Question& question = one.sheet.questions[i];
    const bool is_number = !question.is_in_words();
    types.emplace_back(is_number ? "num" : "string");
    solutions.push_back(is_number ? fmt::format("{}", question.answer())
                                  : question.accepted.front());
    tolerances.push_back(
        is_number
            ? fmt::format("{:.3g}", tolerance_of(question.answer(), digits))
            : "0");
  }
  return fmt::format(
      "Question\n========\n{}\n{}\nSolution\n========\n{}\nMeta-information\n"
      "================\nexname: {}, {}\nextype: cloze\nexclozetype: {}\n"
      "exsolution: {}\nextol: {}\n",
      one.sheet.title, asked, solved, one.sheet.title, one.student,
      joined(types, "|"), joined(solutions, "|"), joined(tolerances, "|"));
}

}  // namespace gradwalk::demos
