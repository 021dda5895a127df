#include "answers.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <gradwalk/error.hpp>
#include <stdexcept>

#include "story/files.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::string_view result_option = "--result";

Json document_of(const Choices& given) {
  Json pairs = Json::object();
  for (const auto& [name, text] : given) pairs.append(name, text);
  return pairs;
}

Answer answer_of(Json& kept) {
  Answer answer{.text = text_of(kept["answer"]),
                .tries = static_cast<int>(whole_of(kept["tries"])),
                .is_right = std::get<bool>(kept["right"].tree()),
                .is_over = true};
  for (std::size_t k = 0; k < kept["mistakes"].size(); ++k)
    answer.mistakes.push_back(text_of(kept["mistakes"][k]));
  return answer;
}

}  // namespace

void Result::write(const std::string& path,
                   const std::vector<Question>& questions) const {
  Json all = Json::array();
  for (std::size_t i = 0; i < answers.size(); ++i)
    if (const Answer& answer = answers[i]; answer.is_over)
      all.push_back({{"question", i + 1},
                     {"kind", name_of(questions[i].kind)},
                     {"asked", questions[i].asked},
                     {"answer", answer.text},
                     {"right", answer.is_right},
                     {"tries", answer.tries},
                     {"mistakes", answer.mistakes}});
  const Json document{{"lesson", lesson},
                      {"options", document_of(given)},
                      {"name", student},
                      {"answers", all}};
  write_text(std::string(result_option), path, document.dump_indented() + "\n");
}

void Result::read(const std::string& path) {
  if (!std::filesystem::exists(path)) return;
  Json document;
  std::string found, options, owner;
  try {
    document = Json::parsed(read_text(path));
    found = text_of(document["lesson"]);
    options = document["options"].dump();
    owner = text_of(document["name"]);
    Json& all = document["answers"];
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::size_t place = whole_of(all[i]["question"]);
      if (place > answers.size()) answers.resize(place);
      answers.at(place - 1) = answer_of(all[i]);
    }
  } catch (const std::bad_variant_access&) {
    throw Error(result_option, "a file that a quiz has written", path);
  } catch (const std::invalid_argument&) {
    throw Error(result_option, "a file that a quiz has written", path);
  } catch (const std::out_of_range&) {
    throw Error(result_option, "a file that a quiz has written", path);
  }
  if (found != lesson || options != document_of(given).dump())
    throw Error(result_option, "a file of this lesson with these options",
                fmt::format("one of '{}' with {}", found,
                            options == "{}" ? "none" : options));
  if (!student.empty() && student != owner)
    throw Error("--name", fmt::format("'{}', whose file {} is", owner, path),
                student);
  student = owner;
}

std::vector<Line> score_table(const std::vector<Question>& questions,
                              const std::vector<Answer>& answers) {
  std::vector<Line> rows{
      names_of_columns({"kind", "asked", "first try", "later", "not"})};
  for (const QuestionKind kind : question_kinds()) {
    std::array<int, 4> counts{};
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const Answer& answer = answers[i];
      if (i >= questions.size() || questions[i].kind != kind || !answer.is_over)
        continue;
      ++counts[0];
      ++counts[!answer.is_right ? 3 : answer.tries == 1 ? 1 : 2];
    }
    if (counts[0] == 0) continue;
    rows.push_back({{std::string(words_of(kind))}});
    for (const int count : counts)
      rows.back().push_back({fmt::format("{}", count)});
  }
  return rows;
}

}  // namespace gradwalk::demos
