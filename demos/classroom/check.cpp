#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <gradwalk/error.hpp>

#include "check/exercises.hpp"
#include "check/submission.hpp"
#include "story/command.hpp"

namespace gradwalk::demos {

namespace {

class Check : public Command {
 public:
  [[nodiscard]] std::string_view name() const override { return "check"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "exercises in C++, compiled and tested";
  }

  void declare(Options& options) override {
    options.add({Option::Kind::operand, "EXERCISE", "",
                 "one of them, such as exercise-1", "", "an exercise's name",
                 [this](const std::string& text) {
                   exercise_ = text;
                   return !text.empty();
                 }});
    options.add({Option::Kind::operand, "FILE", "",
                 "your solution, which is compiled and run as it is", "",
                 "a file name", [this](const std::string& text) {
                   path_ = text;
                   return !text.empty();
                 }});
    options.path("--start", start_, "write the file to begin with", "FILE");
    options.whole("--seconds", seconds_, 1, 1'000'000,
                  "how long your program may run");
  }

  [[nodiscard]] std::vector<NamedFile> files() const override {
    if (!start_) return {};
    // A student's work is in such a file.
    if (std::filesystem::exists(*start_))
      throw Error("--start", "the name of a new file", *start_);
    return {{"--start", *start_, ".cpp", true}};
  }

  void tell(Story& story) override {
    if (start_ && (exercise_.empty() || !path_.empty()))
      throw Error("--start", "an exercise alone",
                  path_.empty() ? "none" : path_ + " too");
    story.entry("lesson", name());
    if (exercise_.empty()) return tell_all(story);
    const Exercise& exercise = chosen();
    if (path_.empty()) return tell_task(story, exercise);
    const Submission submission =
        submitted(exercise, path_, {story.style().patience, seconds_});
    tell(story, exercise, submission);
    if (!submission.passes()) story.fail();
  }

 private:
  [[nodiscard]] const Exercise& chosen() const {
    const auto found =
        std::ranges::find(exercises(), exercise_, &Exercise::name);
    if (found != exercises().end()) return *found;
    std::vector<std::string_view> names;
    for (const Exercise& exercise : exercises()) names.push_back(exercise.name);
    throw Error("check", "an exercise (" + joined(names, ", ") + ")",
                exercise_);
  }

  static void tell_all(Story& story) {
    story.title("check: exercises in C++");
    story.blank();
    std::vector<Line> rows;
    Json all = Json::object();
    for (const Exercise& exercise : exercises()) {
      rows.push_back(
          {{std::string(exercise.name)}, {std::string(title_of(exercise))}});
      all[std::string(exercise.name)] = title_of(exercise);
    }
    story.table(rows);
    story.blank();
    story.lines(
        "gradwalk check exercise-1                  what is to be done\n"
        "gradwalk check exercise-1 --start one.cpp  writes the starting file\n"
        "gradwalk check exercise-1 one.cpp          compiles and tests yours");
    story.blank();
    story.say(
        "Nothing guards your machine from the program that is tested: check "
        "runs it as if you had.");
    story.entry("exercises", all);
  }

  void tell_task(Story& story, const Exercise& exercise) const {
    if (start_) write_text("--start", *start_, std::string(exercise.start));
    story.title(fmt::format("{}: {}", exercise.name, title_of(exercise)));
    story.lines(exercise.task.substr(exercise.task.find('\n') + 1));
    story.blank();
    const std::string file =
        start_ ? *start_ : std::string(exercise.name) + ".cpp";
    story.say(fmt::format(
        "{}. Then gradwalk check {} {} tests it.",
        start_ ? "The starting file is now " + file
               : "The starting file: --start " + file + " writes it",
        exercise.name, file));
    story.entries({{"exercise", exercise.name},
                   {"task", exercise.task},
                   {"start", exercise.start}});
  }

  void tell(Story& story, const Exercise& exercise,
            const Submission& submission) const {
    story.title(fmt::format("{}: {}", exercise.name, title_of(exercise)));
    tell(story, "The compiler does not accept it:", submission.complaints);
    if (!submission.checks.empty()) story.blank();
    for (const std::string& check : submission.checks)
      story.line(
          {{check, check.starts_with("right") ? Ink::forward : Ink::backward}});
    tell(story, "Your code printed:", submission.printed);
    if (!submission.broken_off.empty()) {
      story.blank();
      story.say(submission.broken_off);
    }
    const auto right = std::ranges::count_if(
        submission.checks,
        [](const std::string& check) { return check.starts_with("right"); });
    story.blank();
    story.say(submission.passes()
                  ? fmt::format("All {} checks are right.", right)
              : submission.checks.empty() ? "No check was made."
              : !submission.broken_off.empty()
                  ? fmt::format(
                        "{} checks are right; the others were not made.", right)
                  : fmt::format("{} of {} checks are right.", right,
                                submission.checks.size()));
    story.entries({{"exercise", exercise.name},
                   {"complaints", submission.complaints},
                   {"checks", submission.checks},
                   {"printed", submission.printed},
                   {"passes", submission.passes()}});
  }

  static void tell(Story& story, std::string_view title,
                   const std::vector<std::string>& lines) {
    constexpr std::size_t most = 10;
    if (lines.empty()) return;
    story.blank();
    story.say(title);
    for (std::size_t i = 0; i < std::min(most, lines.size()); ++i)
      story.line({{lines[i]}});
    if (lines.size() > most)
      story.line({{fmt::format("and {} more lines", lines.size() - most),
                   Ink::quiet}});
  }

  std::string exercise_, path_;
  std::optional<std::string> start_;
  int seconds_ = 10;
};

}  // namespace

std::unique_ptr<Command> check_command() { return std::make_unique<Check>(); }

}  // namespace gradwalk::demos
