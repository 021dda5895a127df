#pragma once

#include <cstddef>
#include <gradwalk/labels.hpp>
#include <map>
#include <string>
#include <vector>

#include "questions/questions.hpp"
#include "story/json.hpp"
#include "story/walk.hpp"

namespace gradwalk::demos {

/// The questions of a film, as its page asks and marks them.
class FilmQuestions {
 public:
  explicit FilmQuestions(Digits digits) : digits_(digits), all_(digits) {}

  /// Those of a quiz, in its order: their numbers are the same.
  [[nodiscard]] Questions& all() { return all_; }

  /// Step i of the film, or what is behind it, shows what this says.
  void note(Json& step, std::size_t i);
  /// Which of its steps is the last that a node receives something from.
  void note_gradients(const Walk& walk);
  /// From now on steps are about another walk.
  void begin_pass() { places_.clear(); }

  /// Gives each new question to the step that shows its answer. Those that none
  /// shows go to `words`, or are left out.
  void place(Json& steps, Json* words = nullptr);

  /// `kinds`: their names and words; and where it asks, `texts`, which `all`
  /// has by their places.
  [[nodiscard]] Json document(bool asks) const;

 private:
  std::size_t text(const Json& text);
  [[nodiscard]] Json described(std::size_t i);
  void describe_number(const Question& question, Json& described);

  Digits digits_;
  Questions all_;
  std::size_t placed_ = 0;                     ///< how many questions
  std::map<std::string, std::size_t> places_;  ///< of steps, by what they show
  Json texts_ = Json::array(), asked_ = Json::array();
  std::map<std::string, std::size_t> known_;  ///< the texts' places
};

}  // namespace gradwalk::demos
