#include "film_questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <variant>

#include "questions/marking.hpp"
#include "scene.hpp"

namespace gradwalk::demos {

namespace {

std::string backward_key(Value node, std::size_t operand) {
  return fmt::format("backward {} {}", id_of(node), operand);
}

/// What shows the answer; "" of what no graph shows.
std::string key_of(const Question& question) {
  const auto& [node, operand] = question.spot;
  if (node.is_empty()) return "";
  switch (question.kind) {
    case QuestionKind::value:
      return "forward " + id_of(node);
    case QuestionKind::first_node:
      return "begin " + id_of(node);
    case QuestionKind::update:
      return "update " + id_of(node);
    default:
      return operand == GraphSpot::gradient ? "gradient " + id_of(node)
                                            : backward_key(node, operand);
  }
}

Json document_of(const RightNumbers& numbers) {
  const auto [from, to, down, up] = numbers;
  Json document{from, to};
  for (const double rounded : {down, up})
    if (rounded < from || rounded > to) document.push_back(rounded);
  return document;
}

}  // namespace

void FilmQuestions::note(Json& step, std::size_t i) {
  if (!step.contains("node")) return;
  std::string key = std::get<std::string>(step["kind"].tree()) + " " +
                    std::get<std::string>(step["node"].tree());
  if (step.contains("operand")) key += " " + step["operand"].dump();
  places_[key] = i;
}

void FilmQuestions::note_gradients(const Walk& walk) {
  for (const BackwardStep& step : walk.backward())
    for (std::size_t k = 0; k < step.to.size(); ++k)
      if (const auto found = places_.find(backward_key(step.node, k));
          found != places_.end()) {
        std::size_t& last = places_["gradient " + id_of(step.to[k].parent)];
        last = std::max(last, found->second);
      }
}

void FilmQuestions::place(Json& steps, Json* words) {
  for (; placed_ < all_.all().size(); ++placed_) {
    const auto found = places_.find(key_of(all_.all()[placed_]));
    const bool is_shown = found != places_.end();
    if (!is_shown && words == nullptr) continue;
    (is_shown ? steps[found->second]["ask"] : *words).push_back(asked_.size());
    asked_.push_back(described(placed_));
  }
}

std::size_t FilmQuestions::text(const Json& text) {
  const auto [known, is_new] = known_.try_emplace(text.dump(), texts_.size());
  if (is_new) texts_.push_back(text);
  return known->second;
}

Json FilmQuestions::described(std::size_t i) {
  const Question& question = all_.all()[i];
  Json described{{"number", i + 1},
                 {"kind", name_of(question.kind)},
                 {"asked", text(question.asked)},
                 {"hints", text(question.hints)},
                 {"answer", text(question.right_answer(digits_))}};
  if (!question.place.empty()) described["place"] = text(question.place_now());
  if (!question.is_in_words()) {
    describe_number(question, described);
    return described;
  }
  described["accepted"] = text(question.accepted);
  described["possible"] = text(question.possible);
  described["expected"] = text(question.expected);
  return described;
}

void FilmQuestions::describe_number(const Question& question, Json& described) {
  const RightNumbers right = right_numbers(question.answer(), digits_);
  described["right"] = document_of(right);
  Json mistakes = Json::array();
  for (const LikelyMistake& mistake : question.mistakes) {
    const double number = question.by(mistake.work);
    const RightNumbers wrong = right_numbers(number, digits_);
    const bool is_hidden = right.has(wrong.from) && right.has(wrong.to) &&
                           right.has(wrong.down) && right.has(wrong.up);
    if (!std::isnan(number) && !is_hidden)
      mistakes.push_back(
          {text({mistake.name, mistake.advice}), document_of(wrong)});
  }
  if (!mistakes.empty()) described["mistakes"] = mistakes;
}

Json FilmQuestions::document(bool asks) const {
  Json kinds = Json::array();
  for (const QuestionKind kind : question_kinds())
    kinds.push_back({name_of(kind), words_of(kind)});
  Json document{{"kinds", kinds}};
  if (asks) document.update({{"texts", texts_}, {"all", asked_}});
  return document;
}

}  // namespace gradwalk::demos
