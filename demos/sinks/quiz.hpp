#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "questions/answers.hpp"
#include "questions/iterations.hpp"
#include "questions/marking.hpp"
#include "questions/questions.hpp"
#include "terminal.hpp"

namespace gradwalk::demos {

/// What the options of a quiz say.
struct QuizPlan {
  std::set<QuestionKind> kinds;       ///< that are asked
  std::string name;                   ///< the student's
  std::optional<std::string> result;  ///< the file to hand in
};

/// The lesson on the terminal, which asks for its numbers.
class Quiz : public Terminal {
 public:
  Quiz(const Style& style, QuizPlan plan);

  void title(std::string_view text) override;
  void forward(const Walk& walk) override;
  void backward(const Walk& walk) override;
  void updates(std::span<const Update> updates) override;
  void paths(const Paths& paths) override;
  void iteration(const Iteration& iteration) override;
  void matrix(const std::string& name, const Matrix& matrix, Ink ink) override;
  void question(const Question& question) override;
  void finish() override { tell_score(); }

 private:
  /// Question i of all, whose turn it is.
  struct Turn {
    std::size_t i;
    const Question& question;
    Answer& answer;
    int tries = 0;  ///< since it was asked last
    std::size_t hints = 0;
  };

  [[nodiscard]] bool is_asked(std::size_t i) const {
    return plan_.kinds.contains(questions_.all()[i].kind);
  }
  /// Asks what is new. False: nothing of it is to be asked.
  bool ask_new();
  void ask(std::size_t i);
  void skip(Turn& turn);
  void take(Turn& turn, const std::string& typed);
  void correct(Turn& turn, const Grade& grade);
  /// More of the way.
  void hint(Turn& turn);
  void go_back();
  void leave();

  void tell(std::size_t i);
  void show_place(const Question& question);
  void show(const Question& question);
  void tell_score();

  QuizPlan plan_;
  Result result_;
  IterationQuestions iterations_;
  Questions questions_;
  std::size_t at_ = 0;     ///< the question that is asked now
  std::size_t asked_ = 0;  ///< how many were, or told
  std::string place_;      ///< of the one before
  bool is_back_ = false, is_left_ = false, is_told_ = false;
};

}  // namespace gradwalk::demos
