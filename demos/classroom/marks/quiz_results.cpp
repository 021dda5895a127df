#include "quiz_results.hpp"

#include <fmt/format.h>

#include <gradwalk/error.hpp>
#include <sstream>
#include <stdexcept>

#include "story/files.hpp"
#include "story/telling.hpp"

namespace gradwalk::demos {

namespace {

/// The texts that ask for a result's lesson: its title begins with its name.
std::vector<std::string> texts_of_result(Json& result) {
  const std::string title = text_of(result["lesson"]);
  std::vector<std::string> texts{title.substr(0, title.find(':'))};
  Telling lesson(texts);
  const Json options = result["options"];
  for (const auto& [name, value] :
       std::get<Json::Object>(options.tree()).members()) {
    const std::string text = text_of(value);
    if (name.starts_with("--")) {
      texts.push_back(name);
      if (!text.empty()) texts.push_back(text);
    } else if (lesson.options()[name].kind == Option::Kind::operands) {
      std::istringstream parts(text);
      for (std::string part; std::getline(parts, part, ',');)
        texts.push_back(part);
    } else {
      texts.push_back(text);
    }
  }
  return texts;
}

HandedIn answers_of(Json& result) {
  HandedIn one{text_of(result["name"])};
  Json& answers = result["answers"];
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const std::size_t number = whole_of(answers[i]["question"]);
    one.answers[number] = text_of(answers[i]["answer"]);
    one.named[number] = texts_of(answers[i]["mistakes"]);
  }
  return one;
}

}  // namespace

bool is_quiz_result(const std::string& path) {
  if (!ends_in(path, ".json")) return false;
  try {
    Json document = Json::parsed(read_text(path));
    return std::holds_alternative<Json::Object>(document.tree()) &&
           document.contains("lesson") && document.contains("options");
  } catch (const std::invalid_argument&) {
    return false;
  }
}

QuizResults read_quiz_results(std::span<const std::string> paths) {
  QuizResults all;
  all.sheets.selection.kinds = {question_kinds().begin(),
                                question_kinds().end()};
  for (const std::string& path : paths) {
    if (!is_quiz_result(path))
      throw Error(path, "what a quiz has kept (--result)", "something else");
    Json result = Json::parsed(read_text(path));
    HandedIn one = answers_of(result);
    for (const HandedIn& other : all.handed_in)
      if (other.student == one.student)
        throw Error(path, fmt::format("one result of '{}'", one.student),
                    "another");
    const std::vector<std::string> texts = texts_of_result(result);
    all.sheets.sheets.push_back(
        {one.student, texts, sheet_of(texts, all.sheets.style)});
    all.handed_in.push_back(std::move(one));
  }
  return all;
}

}  // namespace gradwalk::demos
