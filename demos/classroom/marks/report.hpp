#pragma once

#include <span>
#include <string>
#include <vector>

#include "marks.hpp"
#include "story/json.hpp"
#include "story/text.hpp"

/// What a teacher reads of marked sheets.
namespace gradwalk::demos {

/// A row for each student: how many of the answers are right, and how.
[[nodiscard]] std::vector<Line> students_table(
    std::span<const MarkedSheet> sheets);

/// A row for each likely mistake, the most frequent first: in which kinds of
/// questions, how often, whose.
[[nodiscard]] std::vector<Line> mistakes_table(
    std::span<const MarkedSheet> sheets);

/// Every answer, with its marks.
[[nodiscard]] Json marks_document(std::span<const MarkedSheet> sheets);
[[nodiscard]] std::string marks_csv(std::span<const MarkedSheet> sheets,
                                    Digits digits);

/// To a student, in Markdown.
[[nodiscard]] std::string feedback_of(const MarkedSheet& sheet, Digits digits);

}  // namespace gradwalk::demos
