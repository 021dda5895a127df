#include "sheet.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gradwalk::demos {

namespace {

std::vector<std::size_t> questions_in(const SheetPart& part) {
  std::vector<std::size_t> inside;
  for (const SheetPart::Item& item : part.items) {
    if (const auto* question = std::get_if<std::size_t>(&item))
      inside.push_back(*question);
    if (const auto* matrix = std::get_if<SheetMatrix>(&item))
      for (const SheetMatrix::Hole& hole : matrix->holes)
        inside.push_back(hole.question);
  }
  return inside;
}

}  // namespace

LaidOut::LaidOut(const Sheet& sheet, const Selection& selection, Digits digits)
    : sheet_(sheet),
      digits_(digits),
      numbers_(sheet.questions.size()),
      told_(sheet.questions.size()),
      has_hole_(sheet.questions.size()) {
  std::size_t number = 0;
  for (std::size_t i = 0; i < sheet.questions.size(); ++i)
    if (selection.kinds.contains(sheet.questions[i].kind))
      if (++number >= selection.from && number <= selection.to) ask(i, number);
  lay_out();
}

LaidOut::LaidOut(const Sheet& sheet, std::size_t question, Digits digits)
    : sheet_(sheet),
      digits_(digits),
      numbers_(sheet.questions.size()),
      told_(sheet.questions.size()),
      has_hole_(sheet.questions.size()) {
  ask(question, 1);
  lay_out();
}

void LaidOut::ask(std::size_t question, std::size_t number) {
  numbers_[question] = number;
  asked_.push_back(question);
  for (const Operand& operand : sheet_.questions[question].operands)
    if (operand.question) told_[*operand.question] = true;
}

/// Nothing stands behind the last question: it might say the answer.
void LaidOut::lay_out() {
  if (asked_.empty()) return;
  const std::vector<bool> shown = shown_parts();
  for (std::size_t p = 0; p < shown.size(); ++p)
    if (shown[p]) add(sheet_.parts[p]);
  while (rows_.back().kind != SheetRow::Kind::asked) rows_.pop_back();
}

/// Those with a question that is asked, or whose answer is needed; and their
/// formulas are told.
std::vector<bool> LaidOut::shown_parts() {
  std::vector<bool> shown(sheet_.parts.size());
  for (std::size_t p = shown.size(); p-- > 0;) {
    const std::vector<std::size_t> inside = questions_in(sheet_.parts[p]);
    const bool is_asked = std::ranges::any_of(
        inside, [&](std::size_t i) { return numbers_[i] > 0; });
    const bool is_needed =
        std::ranges::any_of(inside, [&](std::size_t i) { return told_[i]; });
    shown[p] = is_asked || is_needed ||
               (p + 1 < shown.size() && shown[p + 1] &&
                sheet_.parts[p + 1].leans_back);
    for (const std::size_t i : inside)
      if (is_asked && i < asked_.back() &&
          sheet_.questions[i].kind == QuestionKind::value)
        told_[i] = true;
  }
  return shown;
}

void LaidOut::add(const SheetPart& part) {
  rows_.push_back({SheetRow::Kind::heading, part.heading});
  place_.clear();
  std::string given;
  for (const auto& [name, number] : part.given)
    given += fmt::format("{}{} = {}", given.empty() ? "" : ", ", name,
                         shown(number, digits_));
  if (!given.empty()) rows_.push_back({SheetRow::Kind::given, given});
  for (const SheetPart::Item& item : part.items) {
    if (const auto* question = std::get_if<std::size_t>(&item))
      add_question(*question);
    else if (const auto* equation = std::get_if<std::string>(&item))
      rows_.push_back({SheetRow::Kind::equation, *equation});
    else
      add_matrix(std::get<SheetMatrix>(item));
  }
}

/// It stands nowhere where its shape is asked for.
void LaidOut::add_matrix(const SheetMatrix& matrix) {
  if (matrix.shape && numbers_[*matrix.shape] > 0) return;
  rows_.push_back({.kind = SheetRow::Kind::matrix, .matrix = &matrix});
  for (const SheetMatrix::Hole& hole : matrix.holes)
    has_hole_[hole.question] = true;
}

void LaidOut::add_question(std::size_t i) {
  const Question& question = sheet_.questions[i];
  const bool is_asked = numbers_[i] > 0;
  if (!is_asked && (!told_[i] || question.is_in_words())) return;
  if (question.place != place_ && !question.place.empty())
    rows_.push_back({SheetRow::Kind::place, question.place});
  place_ = question.place;
  if (is_asked)
    rows_.push_back({SheetRow::Kind::asked, question.asked, numbers_[i],
                     &question, nullptr, has_hole_[i]});
  else
    rows_.push_back(
        {SheetRow::Kind::told, fmt::format("{} = {}", question.asked,
                                           shown(question.answer(), digits_))});
}

}  // namespace gradwalk::demos
