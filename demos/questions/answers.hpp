#pragma once

#include <string>
#include <vector>

#include "question.hpp"
#include "story/json.hpp"
#include "story/style.hpp"
#include "story/text.hpp"

namespace gradwalk::demos {

/// What a student has said to a question.
struct Answer {
  std::string text{};  ///< the last that was typed
  int tries = 0;
  bool is_right = false;
  bool is_over = false;
  std::vector<std::string> mistakes{};  ///< that were likely made, by name
};

/// What is handed in: the answers to a lesson's questions.
struct Result {
  std::string lesson;  ///< its title
  Choices given;       ///< and by which options its numbers were made
  std::string student;
  std::vector<Answer> answers{};  ///< one a question; some are not over

  /// Writes it. Shape: a question for each answer.
  void write(const std::string& path,
             const std::vector<Question>& questions) const;

  /// Takes the answers of a file of the same lesson and options, if it is
  /// there. Errors: it is another's, or no result.
  void read(const std::string& path);
};

/// How the questions of each kind went: asked, at the first try, later, not.
[[nodiscard]] std::vector<Line> score_table(
    const std::vector<Question>& questions, const std::vector<Answer>& answers);

}  // namespace gradwalk::demos
