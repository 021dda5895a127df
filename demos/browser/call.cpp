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
#include "story/lesson.hpp"
#include "story/spelling.hpp"
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

/// A lesson's options, and those of every lesson that a page can show.
struct Setting {
  explicit Setting(Lesson& lesson) {
    lesson.declare(options);
    options.precision(style);
    options.fold(style);
    options.sources(style);
  }
  Options options;
  Style style;
};

Json described(Lesson& lesson) {
  Setting setting(lesson);
  Json options = Json::array();
  for (const Option& option : setting.options.all())
    options.push_back(described(option));
  return {{"name", lesson.name()},
          {"teaches", lesson.teaches()},
          {"options", options}};
}

[[noreturn]] void refuse(const std::string& expected, std::string_view got) {
  throw std::runtime_error(fmt::format("expected {}, got {}", expected, got));
}

Lesson& named(const std::vector<std::unique_ptr<Lesson>>& lessons,
              std::string_view name) {
  std::vector<std::string_view> names;
  for (const auto& lesson : lessons) {
    if (lesson->name() == name) return *lesson;
    names.push_back(lesson->name());
  }
  refuse(fmt::format("a lesson ({})", joined(names, ", ")), name);
}

Option& named(Options& options, std::string_view name) {
  for (Option& option : options.all())
    if (option.name == name && name.starts_with("--")) return option;
  refuse("an option that --help lists", name);
}

/// What takes the next text that is no option.
Option& operand(Options& options, std::string_view text) {
  for (Option& option : options.all())
    if ((option.kind == Option::Kind::operand && !option.is_given) ||
        option.kind == Option::Kind::operands)
      return option;
  refuse("one lesson", fmt::format("{} too", text));
}

void read_list(Option& option, std::string_view text) {
  for (std::size_t comma; (comma = text.find(',')) != std::string_view::npos;
       text.remove_prefix(comma + 1))
    option.read(std::string(text.substr(0, comma)));
  option.read(std::string(text));
}

/// As the command line does.
void read(Options& options, Texts texts) {
  bool all_are_operands = false;
  for (auto text = texts.begin(); text != texts.end(); ++text) {
    if (all_are_operands || !text->starts_with("--")) {
      operand(options, *text).read(*text);
      continue;
    }
    if (*text == "--") {
      all_are_operands = true;
      continue;
    }
    Option& option = named(options, *text);
    if (option.kind == Option::Kind::flag) {
      option.read("");
      continue;
    }
    if (++text == texts.end())
      throw std::runtime_error(option.name + ": expected a value, got none");
    if (option.kind == Option::Kind::list)
      read_list(option, *text);
    else
      option.read(*text);
  }
}

Json played(Lesson& lesson, Texts texts) {
  Setting setting(lesson);
  read(setting.options, texts);
  setting.style.precise = setting.options.is_precise();
  setting.style.given = setting.options.given();
  // A page waits for the film.
  setting.style.most_parameters = 5000;
  auto sink = std::make_unique<Film>(setting.style);
  const Film& film = *sink;
  Story::Sinks sinks;
  sinks.push_back(std::move(sink));
  Story story(setting.style, std::move(sinks));
  lesson.tell(story);
  story.finish();
  return {{"film", film.document()}, {"drawings", film.drawings()}};
}

Json answered(Texts texts) {
  const std::vector<std::unique_ptr<Lesson>> all = lessons();
  const std::string what = texts.empty() ? "" : texts[0];
  if (what == "lessons" && texts.size() == 1) {
    Json list = Json::array();
    for (const auto& lesson : all) list.push_back(described(*lesson));
    return list;
  }
  if (what == "names" && texts.size() >= 2)
    return names_read(parsed(texts[1]), texts.subspan(2));
  if (what == "play" && texts.size() >= 2)
    return played(named(all, texts[1]), texts.subspan(2));
  refuse("lessons, names and a formula, or play and a lesson",
         texts.empty() ? "nothing" : joined(texts, " "));
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
