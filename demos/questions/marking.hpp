#pragma once

#include <gradwalk/labels.hpp>

#include "question.hpp"

namespace gradwalk::demos {

/// What is said of a number that a student found.
struct Grade {
  bool is_right = false;
  /// It is not the right one, but follows rightly from an earlier answer that
  /// is wrong: the error is carried forward, and no new one was made.
  bool follows = false;
  /// Of one that is neither: what was likely done.
  std::vector<const LikelyMistake*> mistakes{};

  [[nodiscard]] bool counts() const { return is_right || follows; }
};

/// The numbers that are right by the digits that are shown: within half a
/// percent, as the right one is shown, or rounded to two digits or more;
/// halfway between two roundings, either.
struct RightNumbers {
  double from, to;
  double down, up;  ///< to two digits: which may lie beyond these

  [[nodiscard]] bool has(double number) const {
    return (from <= number && number <= to) || number == down || number == up;
  }
};
[[nodiscard]] RightNumbers right_numbers(double exact, Digits shown);

[[nodiscard]] bool is_right(double number, double exact, Digits shown);

/// `answers`: the student's earlier numbers, by question; none where a question
/// has none. The question outlives its grade.
[[nodiscard]] Grade graded(const Question& question, double number,
                           std::span<const std::optional<double>> answers,
                           Digits shown);

/// Whether a text answers a question in words at all.
[[nodiscard]] bool is_answer(const Question& question, std::string_view text);

/// The same of an answer in words. Blanks, capitals and _ do not matter.
[[nodiscard]] Grade graded(const Question& question, std::string_view text);

/// What is typed for a number: 0.25, 0,25, 1/4, 0.5*(1 - 0.5), sigmoid(0.3).
/// Nothing where it is none.
[[nodiscard]] std::optional<double> typed_number(const std::string& text);

}  // namespace gradwalk::demos
