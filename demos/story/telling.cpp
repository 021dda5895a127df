#include "telling.hpp"

#include <fmt/format.h>

#include "text.hpp"

namespace gradwalk::demos {

namespace {

using Texts = std::span<const std::string>;

[[noreturn]] void refuse(const std::string& expected, std::string_view got) {
  throw UsageError(fmt::format("expected {}, got {}", expected, got));
}

std::unique_ptr<Lesson> lesson_named(std::string_view name) {
  std::vector<std::string> names;
  for (std::unique_ptr<Lesson>& lesson : lessons()) {
    if (lesson->name() == name) return std::move(lesson);
    names.emplace_back(lesson->name());
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
    const std::size_t equals = text->find('=');
    Option& option = named(options, text->substr(0, equals));
    if (option.kind == Option::Kind::flag) {
      if (equals != std::string::npos)
        throw UsageError(option.name + ": expected no value, got one");
      option.read("");
      continue;
    }
    if (equals == std::string::npos && ++text == texts.end())
      throw UsageError(option.name + ": expected a value, got none");
    const std::string value =
        equals == std::string::npos ? *text : text->substr(equals + 1);
    if (option.kind == Option::Kind::list)
      read_list(option, value);
    else
      option.read(value);
  }
}

}  // namespace

Telling::Telling(std::span<const std::string> texts, const Style& style)
    : lesson_(lesson_named(texts.empty() ? "nothing" : texts.front())),
      style_(style) {
  lesson_->declare(options_);
  options_.precision(style_);
  options_.fold(style_);
  options_.sources(style_);
  read(options_, texts.subspan(1));
  style_.precise = options_.is_precise() || style.precise;
  style_.given = options_.given();
}

void Telling::tell_to(std::unique_ptr<Sink> sink) {
  Story::Sinks sinks;
  sinks.push_back(std::move(sink));
  story_.emplace(style_, std::move(sinks));
  lesson_->tell(*story_);
  story_->finish();
}

}  // namespace gradwalk::demos
