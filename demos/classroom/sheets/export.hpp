#pragma once

#include <string>

#include "sheets.hpp"

/// Sheets for the programs that classes use.
namespace gradwalk::demos {

/// All sheets' questions for Moodle: each asks for one number, with all that
/// it needs, tells each likely mistake from its number, and stands with those
/// of the same place on other sheets in a category, so that a quiz can draw
/// one of them at random.
/// Source: docs.moodle.org, Moodle XML format.
[[nodiscard]] std::string moodle_of(const Worksheets& all);

/// A sheet as one exercise of R/exams, a cloze with a blank a question.
/// Source: R-exams.org, `extype: cloze`.
[[nodiscard]] std::string exams_of(const Worksheets& all,
                                   const StudentSheet& one);

/// How far a number may be from the right one, as RightNumbers says, to one
/// side as to the other.
[[nodiscard]] double tolerance_of(double answer, Digits shown);

}  // namespace gradwalk::demos
