#pragma once

#include <span>
#include <string>
#include <vector>

#include "marks.hpp"

namespace gradwalk::demos {

/// What some quizzes have kept (`--result`): each student's lesson is its own
/// key.
struct QuizResults {
  Worksheets sheets;
  std::vector<HandedIn> handed_in;  ///< one a sheet
};

/// Whether a file is what a quiz has kept, and no keys.
[[nodiscard]] bool is_quiz_result(const std::string& path);

/// Errors, of a file: it is none; two of one student.
[[nodiscard]] QuizResults read_quiz_results(std::span<const std::string> paths);

}  // namespace gradwalk::demos
