#include "report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "classroom/sheets/paper.hpp"
#include "table/csv.hpp"

namespace gradwalk::demos {

namespace {

using Verdict = MarkedAnswer::Verdict;

constexpr Verdict verdicts[]{Verdict::right, Verdict::follows, Verdict::wrong,
                             Verdict::unread, Verdict::blank};

/// A likely mistake among all sheets.
struct Tally {
  std::size_t count = 0;
  std::set<std::string> kinds{};
  std::vector<std::string> students{};

  void add(const MarkedAnswer& mark, const std::string& student) {
    ++count;
    kinds.emplace(words_of(mark.question->kind));
    if (students.empty() || students.back() != student)
      students.push_back(student);
  }
};

/// By their names.
std::vector<std::pair<std::string, Tally>> tallies(
    std::span<const MarkedSheet> sheets) {
  std::map<std::string, Tally> by_name;
  for (const MarkedSheet& sheet : sheets)
    for (const MarkedAnswer& mark : sheet.marks) {
      std::set<std::string> names(mark.named.begin(), mark.named.end());
      // Of several that lead to this number, the simplest.
      if (mark.verdict == Verdict::wrong)
        names.emplace(mark.mistakes.empty() ? "not recognised"
                                            : mark.mistakes[0]->name);
      for (const std::string& name : names)
        by_name[name].add(mark, sheet.sheet->student);
    }
  std::vector<std::pair<std::string, Tally>> sorted(by_name.begin(),
                                                    by_name.end());
  std::ranges::stable_sort(sorted, std::greater(),
                           [](const auto& row) { return row.second.count; });
  return sorted;
}

std::string names_of(const MarkedAnswer& mark) {
  std::vector<std::string_view> names;
  for (const LikelyMistake* mistake : mark.mistakes)
    names.push_back(mistake->name);
  return joined(names, "; ");
}

}  // namespace

std::vector<Line> students_table(std::span<const MarkedSheet> sheets) {
  std::vector<std::string> names{"name", "counts"};
  for (const Verdict verdict : verdicts) names.emplace_back(name_of(verdict));
  std::vector<Line> rows{names_of_columns(names)};
  for (const MarkedSheet& sheet : sheets) {
    const auto counts = static_cast<std::size_t>(
        std::ranges::count_if(sheet.marks, &MarkedAnswer::counts));
    Line row{
        {sheet.sheet->student},
        {fmt::format("{} of {}", counts, sheet.marks.size()), Ink::forward}};
    for (const Verdict verdict : verdicts)
      row.push_back({fmt::format("{}", sheet.count(verdict))});
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<Line> mistakes_table(std::span<const MarkedSheet> sheets) {
  constexpr std::size_t named = 3;
  std::vector<Line> rows{
      names_of_columns({"likely mistake", "times", "in", "whose"})};
  for (const auto& [name, tally] : tallies(sheets)) {
    const auto& all = tally.students;
    std::string whose =
        joined(std::span(all).first(std::min(all.size(), named)), ", ");
    if (all.size() > named)
      whose += fmt::format(" and {} more", all.size() - named);
    rows.push_back({{name},
                    {fmt::format("{}", tally.count)},
                    {joined(tally.kinds, ", "), Ink::quiet},
                    {whose}});
  }
  return rows;
}

Json marks_document(std::span<const MarkedSheet> sheets) {
  Json students = Json::array(), mistakes = Json::array();
  for (const MarkedSheet& sheet : sheets) {
    Json answers = Json::array();
    for (const MarkedAnswer& mark : sheet.marks) {
      std::vector<std::string_view> names;
      for (const LikelyMistake* mistake : mark.mistakes)
        names.push_back(mistake->name);
      answers.push_back({{"number", mark.number},
                         {"kind", name_of(mark.question->kind)},
                         {"asked", mark.question->asked},
                         {"answer", mark.answer},
                         {"verdict", name_of(mark.verdict)},
                         {"mistakes", names}});
      if (!mark.named.empty())
        answers.back()["mistakes of all tries"] = mark.named;
    }
    students.push_back(
        {{"name", sheet.sheet->student},
         {"counts", std::ranges::count_if(sheet.marks, &MarkedAnswer::counts)},
         {"of", sheet.marks.size()},
         {"answers", answers}});
  }
  for (const auto& [name, tally] : tallies(sheets))
    mistakes.push_back({{"mistake", name},
                        {"times", tally.count},
                        {"kinds", tally.kinds},
                        {"students", tally.students}});
  return {{"students", students}, {"mistakes", mistakes}};
}

std::string marks_csv(std::span<const MarkedSheet> sheets, Digits digits) {
  std::string text = "name,number,kind,asked,answer,right,verdict,mistakes\n";
  for (const MarkedSheet& sheet : sheets)
    for (const MarkedAnswer& mark : sheet.marks)
      text += fmt::format(
          "{},{},{},{},{},{},{},{}\n", csv_field(sheet.sheet->student),
          mark.number, name_of(mark.question->kind),
          csv_field(mark.question->asked), csv_field(mark.answer),
          csv_field(mark.question->right_answer(digits)), name_of(mark.verdict),
          csv_field(names_of(mark)));
  return text;
}

std::string feedback_of(const MarkedSheet& sheet, Digits digits) {
  std::string text =
      fmt::format("# {}\n\n{}: {} of {} count", sheet.sheet->sheet.title,
                  sheet.sheet->student,
                  std::ranges::count_if(sheet.marks, &MarkedAnswer::counts),
                  sheet.marks.size());
  const std::size_t followed = sheet.count(Verdict::follows);
  text += followed == 0
              ? ".\n\n"
              : fmt::format(
                    "; {} of them follow from a wrong one before, and "
                    "are right from there.\n\n",
                    followed);
  for (const MarkedAnswer& mark : sheet.marks) {
    text += fmt::format("{}. {}{} {}", mark.number, mark.question->asked,
                        mark.question->is_in_words() ? ":" : " =",
                        mark.answer.empty() ? "–" : mark.answer);
    const std::string words = said_of(mark, digits);
    text += words.empty()
                ? (mark.verdict == Verdict::follows ? "  **carried forward**\n"
                                                    : "  **right**\n")
                : fmt::format("  **{}** {}\n", name_of(mark.verdict), words);
  }
  return text;
}

}  // namespace gradwalk::demos
