#include "marks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <gradwalk/error.hpp>

#include "classroom/sheets/paper.hpp"
#include "story/text.hpp"

namespace gradwalk::demos {

namespace {

using Verdict = MarkedAnswer::Verdict;

/// Marks a sheet from its first question to its last, with the answers so far.
class Marking {
 public:
  Marking(const Sheet& sheet, Digits digits)
      : sheet_(sheet), digits_(digits), answers_(sheet.questions.size()) {}

  MarkedAnswer mark(std::size_t i, std::size_t number,
                    const std::string& answer) {
    const Question& question = sheet_.questions[i];
    MarkedAnswer mark{number, &question, answer, Verdict::blank};
    if (answer.empty()) return mark;
    if (question.is_in_words()) {
      mark.verdict = !is_answer(question, answer)        ? Verdict::unread
                     : graded(question, answer).is_right ? Verdict::right
                                                         : Verdict::wrong;
      return mark;
    }
    answers_[i] = typed_number(answer);
    mark.verdict = Verdict::unread;
    if (!answers_[i]) return mark;
    Grade grade = graded(question, *answers_[i], answers_, digits_);
    mark.verdict = grade.is_right  ? Verdict::right
                   : grade.follows ? Verdict::follows
                                   : Verdict::wrong;
    mark.mistakes = std::move(grade.mistakes);
    return mark;
  }

 private:
  const Sheet& sheet_;
  Digits digits_;
  std::vector<std::optional<double>> answers_;
};

}  // namespace

std::string_view name_of(Verdict verdict) {
  static constexpr std::array<std::string_view, 5> names{
      "right", "carried forward", "wrong", "unread", "blank"};
  return names.at(static_cast<std::size_t>(verdict));
}

std::size_t MarkedSheet::count(Verdict verdict) const {
  return static_cast<std::size_t>(
      std::ranges::count(marks, verdict, &MarkedAnswer::verdict));
}

MarkedSheet marked(const Worksheets& all, const StudentSheet& sheet,
                   const HandedIn& handed_in, const std::string& path) {
  const LaidOut laid_out = all.laid_out(sheet);
  Marking marking(sheet.sheet, all.style.digits());
  MarkedSheet found{&sheet, {}};
  auto answers = handed_in.answers;
  for (const std::size_t i : laid_out.asked()) {
    const std::size_t number = laid_out.number(i);
    found.marks.push_back(marking.mark(i, number, answers[number]));
    if (const auto named = handed_in.named.find(number);
        named != handed_in.named.end())
      found.marks.back().named = named->second;
    answers.erase(number);
  }
  if (!answers.empty())
    throw Error(path,
                fmt::format("answers to questions {} to {} of {}'s sheet",
                            found.marks.front().number,
                            found.marks.back().number, sheet.student),
                fmt::format("one to question {}", answers.begin()->first));
  return found;
}

std::string said_of(const MarkedAnswer& mark, Digits digits) {
  if (mark.counts()) return "";
  const std::string right = mark.question->right_answer(digits);
  if (mark.verdict == Verdict::blank) return fmt::format("It is {}.", right);
  if (mark.verdict == Verdict::unread)
    return fmt::format(
        "{} can be read. It is {}.",
        mark.question->is_in_words() ? "No such answer" : "No number", right);
  std::string words = fmt::format("It is {}.", right);
  for (std::size_t i = 0; i < mark.mistakes.size(); ++i)
    words +=
        fmt::format("{} {}", i == 0 ? "" : " Or:", mark.mistakes[i]->advice);
  return words;
}

}  // namespace gradwalk::demos
