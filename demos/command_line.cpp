#include "command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>
#include <utility>

#include "story/command.hpp"
#include "story/glossary.hpp"

namespace gradwalk::demos {

namespace {

using Lessons = std::vector<std::unique_ptr<Lesson>>;
using Formats = std::vector<std::unique_ptr<Format>>;

/// The options of every lesson.
Options common_options(Request& request, const Formats& formats) {
  Options options;
  options.flag("--step", request.step, "wait for Enter after each step");
  options.precision(request.style);
  options.flag("--ascii", request.style.ascii, "use no symbol outside ASCII");
  options.fold(request.style);
  options.sources(request.style);
  options.whole("--graph", request.style.graph, 1, 9,
                "which of its graphs --svg and --dot draw");
  options.whole("--patience", request.style.patience, 1, 1'000'000,
                "seconds that dot, gnuplot and such may take");
  for (const auto& format : formats) format->declare(options);
  return options;
}

/// An operand may begin with a minus, as formulas do; CLI11 takes it for one if
/// there is a blank in front. What follows an option is its value, and after --
/// all are operands.
std::vector<std::string> marked(int count, const char* const* arguments,
                                const std::set<std::string>& with_values) {
  std::vector<std::string> texts(arguments + 1, arguments + count);
  for (std::size_t i = 0; i < texts.size() && texts[i] != "--"; ++i) {
    const bool is_short = texts[i].size() > 1 && texts[i][0] == '-' &&
                          texts[i][1] != '-' && texts[i] != "-h";
    if (is_short && (i == 0 || !with_values.contains(texts[i - 1])))
      texts[i].insert(0, " ");
  }
  return texts;
}

std::string unmarked(const std::string& text) {
  return text.starts_with(" -") ? text.substr(1) : text;
}

/// Has CLI11 read an option as it is declared.
void add(CLI::App& app, Option& option) {
  if (option.kind == Option::Kind::flag) {
    app.add_flag_callback(
           option.name, [&option] { option.read(""); }, option.help)
        ->disable_flag_override();
    return;
  }
  const bool takes_many = option.kind == Option::Kind::list ||
                          option.kind == Option::Kind::operands;
  CLI::Option* const added =
      takes_many ? app.add_option_function<std::vector<std::string>>(
                       option.name,
                       [&option](const std::vector<std::string>& texts) {
                         for (const std::string& text : texts)
                           option.read(unmarked(text));
                       },
                       option.help)
                 : app.add_option_function<std::string>(
                       option.name,
                       [&option](const std::string& text) {
                         option.read(option.kind == Option::Kind::operand
                                         ? unmarked(text)
                                         : text);
                       },
                       option.help);
  added->type_name(option.type)->default_str(option.shown);
  if (takes_many)
    added->take_all();
  else if (option.kind == Option::Kind::value)
    added->take_last();
  if (option.kind == Option::Kind::list) added->delimiter(',');
}

bool has(Options& options, std::string_view name) {
  return std::ranges::find(options.all(), name, &Option::name) !=
         options.all().end();
}

/// But for what `instead` has under the same name.
void add(CLI::App& app, Options& options, Options* instead = nullptr) {
  for (Option& option : options.all())
    if (option.kind != Option::Kind::rest &&
        (instead == nullptr || !has(*instead, option.name)))
      add(app, option);
  if (!options.footer().empty()) app.footer(options.footer());
}

/// What is for another lesson, taken out of the texts: all that follows the
/// lesson's name and is no option of its own, nor of every lesson.
std::vector<std::string> taken_rest(std::vector<std::string>& texts,
                                    Options& own, Options& common) {
  std::vector<std::string> rest, kept{texts.front()};
  for (std::size_t i = 1; i < texts.size(); ++i) {
    const std::string name = texts[i].substr(0, texts[i].find('='));
    const bool is_own = has(own, name) || name == "-h" || name == "--help";
    if (!is_own && !has(common, name)) {
      rest.push_back(unmarked(texts[i]));
      continue;
    }
    kept.push_back(texts[i]);
    const bool has_value =
        name.size() == texts[i].size() && name != "-h" && name != "--help" &&
        (has(own, name) ? own : common)[name].kind != Option::Kind::flag;
    if (has_value && i + 1 < texts.size()) kept.push_back(texts[++i]);
  }
  texts = std::move(kept);
  return rest;
}

bool is_command(const Lesson& lesson) {
  return dynamic_cast<const Command*>(&lesson) != nullptr;
}

/// CLI11's complaint as one line: what was expected, what was got.
std::string complaint(const CLI::App& app, const Lessons& lessons,
                      const CLI::ParseError& error) {
  if (const auto* extras = dynamic_cast<const CLI::ExtrasError*>(&error)) {
    const std::vector<std::string> got = app.remaining(true);
    const std::string first =
        got.empty() ? extras->what() : unmarked(got.front());
    if (first.starts_with('-'))
      return fmt::format("expected an option that --help lists, got {}", first);
    if (!app.get_subcommands().empty())
      return fmt::format("expected one lesson, got {} too", first);
    std::string names;
    for (const auto& lesson : lessons)
      if (!is_command(*lesson))
        names += fmt::format("{}{}", names.empty() ? "" : ", ", lesson->name());
    return fmt::format("expected a lesson ({}), got {}", names, first);
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const std::string text = error.what();
    if (text.find("flag override") != std::string::npos)
      return fmt::format("--{}: expected no value, got one",
                         text.substr(0, text.find(' ')));
    return fmt::format("{}: expected a value, got none",
                       text.substr(0, text.find(':')));
  }
  return error.what();
}

/// Where the first text is a lesson that takes the rest.
void read_rest(std::vector<std::string>& texts, const Lessons& lessons,
               std::list<Options>& declared, Options& common) {
  auto options = declared.begin();
  for (const auto& lesson : lessons) {
    for (Option& option : options->all())
      if (option.kind == Option::Kind::rest && !texts.empty() &&
          texts.front() == lesson->name())
        for (const std::string& text : taken_rest(texts, *options, common))
          option.read(text);
    ++options;
  }
}

}  // namespace

std::string list_of(const Lessons& lessons) {
  std::string text = "Lessons:\n";
  bool is_lesson = true;
  for (const auto& lesson : lessons) {
    const bool was_lesson = std::exchange(is_lesson, !is_command(*lesson));
    if (was_lesson && !is_lesson) text += "\nFor a class:\n";
    text += fmt::format("  {:<15} {}\n", lesson->name(), lesson->teaches());
  }
  return text + "\ngradwalk LESSON --help shows a lesson's options.\n";
}

Request parsed_request(int count, const char* const* arguments,
                       const Lessons& lessons, const Formats& formats) {
  Request request{.lesson = lessons.front().get()};
  CLI::App app("gradwalk walks through gradients, node by node.", "gradwalk");
  app.require_subcommand(0, 1);
  app.get_formatter()->column_width(34);
  app.set_help_flag("-h,--help", "print this help");
  bool lists = false, explains = false;
  app.add_flag("--list", lists, "say what each lesson teaches");
  app.add_flag("--words", explains, "say what the words of the field mean");
  Options common = common_options(request, formats);
  add(app, common);
  for (const auto& lesson : lessons) {
    CLI::App* const options = app.add_subcommand(
        std::string(lesson->name()), std::string(lesson->teaches()));
    lesson->declare(request.options.emplace_back());
    // CLI11 takes longer for all lessons' options than most lessons do.
    if (std::count(arguments, arguments + count, lesson->name()) == 0) continue;
    add(*options, common, &request.options.back());
    add(*options, request.options.back());
  }
  std::set<std::string> with_values;
  const auto find_values = [&](Options& options) {
    for (const Option& option : options.all())
      if (option.kind != Option::Kind::flag) with_values.insert(option.name);
  };
  find_values(common);
  for (Options& options : request.options) find_values(options);
  std::vector<std::string> texts = marked(count, arguments, with_values);
  read_rest(texts, lessons, request.options, common);
  std::ranges::reverse(texts);  // as CLI11 reads them
  try {
    app.parse(std::move(texts));
  } catch (const CLI::CallForHelp&) {
    request.text = app.help();
    return request;
  } catch (const CLI::ParseError& error) {
    throw UsageError(complaint(app, lessons, error));
  }
  if (lists) request.text = list_of(lessons);
  if (explains) request.text += list_of_words();
  request.style.precise = common.is_precise();
  auto options = request.options.begin();
  for (const auto& lesson : lessons) {
    if (app.got_subcommand(std::string(lesson->name()))) {
      request.lesson = lesson.get();
      request.is_chosen = true;
      request.style.given = options->given();
      request.style.reads_files = options->take_files();
    }
    ++options;
  }
  for (const char* name : {"--precision", "--decimals", "--fold", "--sources"})
    if (common.is_given(name))
      request.style.given.emplace_back(name, common[name].text);
  return request;
}

}  // namespace gradwalk::demos
