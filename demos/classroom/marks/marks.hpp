#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "classroom/sheets/sheets.hpp"
#include "questions/marking.hpp"

namespace gradwalk::demos {

/// What a student has handed in.
struct HandedIn {
  std::string student;
  std::map<std::size_t, std::string> answers{};  ///< by their numbers
  std::string title{};                           ///< of the sheet, or ""
  /// By number, the mistakes that a quiz named, its last try's among them.
  std::map<std::size_t, std::vector<std::string>> named{};
};

/// The answers of a file: a table in CSV (a row for each student and a column
/// for each question, or the columns name, question, answer), JSON (a name and
/// answers by their numbers, one such or a list), or a sheet in Markdown that
/// was filled in. Errors, of the file: it is none of these.
[[nodiscard]] std::vector<HandedIn> read_handed_in(const std::string& path);

/// What is said of one answer.
struct MarkedAnswer {
  enum class Verdict { right, follows, wrong, unread, blank };
  std::size_t number;
  const Question* question;
  std::string answer;  ///< as it was handed in
  Verdict verdict;
  std::vector<const LikelyMistake*> mistakes{};
  std::vector<std::string> named{};  ///< in a quiz, of all tries

  [[nodiscard]] bool counts() const {
    return verdict == Verdict::right || verdict == Verdict::follows;
  }
};
[[nodiscard]] std::string_view name_of(MarkedAnswer::Verdict verdict);

/// A sheet that was marked. The sheets outlive it.
struct MarkedSheet {
  const StudentSheet* sheet;
  std::vector<MarkedAnswer> marks;

  [[nodiscard]] std::size_t count(MarkedAnswer::Verdict verdict) const;
};

/// Errors: an answer to a question that is not on the sheet, of `path`.
[[nodiscard]] MarkedSheet marked(const Worksheets& all,
                                 const StudentSheet& sheet,
                                 const HandedIn& handed_in,
                                 const std::string& path);

/// To the student: what is wrong with an answer, and likely was done; "" of one
/// that counts.
[[nodiscard]] std::string said_of(const MarkedAnswer& mark, Digits digits);

}  // namespace gradwalk::demos
