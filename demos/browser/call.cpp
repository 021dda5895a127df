#include "call.hpp"

#include <fmt/format.h>

#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <vector>

#include "formula/parse.hpp"
#include "formula/record.hpp"
#include "sinks/film.hpp"
#include "story/spelling.hpp"
#include "story/telling.hpp"
#include "story/text.hpp"

namespace gradwalk::demos {

namespace {

using Texts = std::span<const std::string>;

std::string_view name_of(Option::Kind kind) {
  switch (kind) {
    case Option::Kind::flag:
      return "flag";
    case Option::Kind::value:
      return "value";
    case Option::Kind::list:
      return "list";
    case Option::Kind::operand:
      return "operand";
    case Option::Kind::operands:
    case Option::Kind::rest:
      break;
  }
  return "operands";
}

Json described(const Option& option) {
  return {{"name", option.name},     {"kind", name_of(option.kind)},
          {"type", option.type},     {"help", option.help},
          {"default", option.shown}, {"expected", option.expected},
          {"words", option.words}};
}

Json described(const std::unique_ptr<Lesson>& lesson) {
  const std::vector<std::string> name{std::string(lesson->name())};
  Telling telling(name);
  Json options = Json::array();
  for (const Option& option : telling.options().all())
    options.push_back(described(option));
  return {{"name", lesson->name()},
          {"teaches", lesson->teaches()},
          {"options", options}};
}

Json played(Texts texts, bool asks) {
  Style style;
  style.asks = asks;
  style.most_parameters = 5000;  // a page waits for the film
  Telling telling(texts, style);
  const Film& film = telling.tell<Film>();
  return {{"film", film.document()}, {"drawings", film.drawings()}};
}

Json answered(Texts texts) {
  const std::string what = texts.empty() ? "" : texts[0];
  if (what == "lessons" && texts.size() == 1) {
    Json list = Json::array();
    for (const auto& lesson : lessons()) list.push_back(described(lesson));
    return list;
  }
  if (what == "names" && texts.size() >= 2)
    return names_read(parsed(texts[1]), texts.subspan(2));
  if ((what == "play" || what == "show") && texts.size() >= 2)
    return played(texts.subspan(1), what == "play");
  throw std::runtime_error(fmt::format(
      "expected lessons, names and a formula, or play or show and a lesson, "
      "got {}",
      texts.empty() ? "nothing" : joined(texts, " ")));
}

}  // namespace

std::string answer(Texts texts) {
  try {
    return answered(texts).dump();
  } catch (const std::bad_alloc&) {
    return Json{{"error", "expected memory for all of it, got too little"}}
        .dump();
  } catch (const std::exception& error) {
    return Json{{"error", on_one_line(error.what())}}.dump();
  }
}

}  // namespace gradwalk::demos
