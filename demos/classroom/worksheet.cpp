#include <fmt/format.h>

#include <filesystem>
#include <gradwalk/error.hpp>
#include <sstream>

#include "sheets/paper.hpp"
#include "sheets/pleasant.hpp"
#include "sheets/sheet_folder.hpp"
#include "sheets/sheets.hpp"
#include "story/command.hpp"
#include "story/files.hpp"
#include "training/countdown.hpp"

namespace gradwalk::demos {

namespace {

namespace fs = std::filesystem;

/// `Ada,Bob`, a file with a name a line, or how many: 1, 2, …
std::vector<std::string> students_of(const std::string& text) {
  constexpr std::size_t most = 1000;
  std::vector<std::string> students;
  if (const auto count = parsed_count(text)) {
    for (std::size_t i = 1; i <= *count && *count <= most; ++i)
      students.push_back(fmt::format("{}", i));
    return students;
  }
  const bool is_file = fs::is_regular_file(text);
  std::istringstream names(is_file ? read_text(text) : text);
  for (std::string name; std::getline(names, name, is_file ? '\n' : ',');) {
    name = std::string(trimmed(name, " \t\r\""));
    if (!name.empty()) students.push_back(name);
  }
  return students.size() > most ? std::vector<std::string>() : students;
}

void add_place(Options& options, const std::string& name, std::size_t& into,
               const std::string& help) {
  options.add({Option::Kind::value, name, "N", help, "",
               "a whole number from 1", [&into](const std::string& text) {
                 const auto number = parsed_count(text);
                 if (number) into = *number;
                 return number && *number > 0;
               }});
}

class Worksheet : public Command {
 public:
  [[nodiscard]] std::string_view name() const override { return "worksheet"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "sheets for each student, and their keys";
  }

  void declare(Options& options) override {
    options.texts({Option::Kind::rest, "LESSON", "", "", "", ""}, texts_);
    options.add({Option::Kind::value, "--students", "LIST",
                 "how many, names, or a file of names", "1",
                 "a number from 1 to 1000, names, or a file of names",
                 [this](const std::string& text) {
                   students_ = students_of(text);
                   return !students_.empty();
                 }});
    options.seed(all_.seed, "of the sheets' numbers");
    options.path("--out", out_, "a new folder for all; of several, sheets",
                 "FOLDER");
    options.add(asked_kinds(all_.selection.kinds));
    add_place(options, "--from", all_.selection.from, "the first question");
    add_place(options, "--to", all_.selection.to, "the last question");
    options.texts({Option::Kind::list, "--keep", "NAME,...",
                   "numbers that are the same for all: x,y", "", ""},
                  kept_);
    options.flag("--pdf", each_as_pdf_, "each sheet as a PDF of its own, too");
    options.set_footer(
        "gradwalk worksheet LESSON [ITS OPTIONS] --students 30 --out sheets\n"
        "gradwalk worksheet expr \"z = w*x + b; sigmoid(z)\" w=0.5 x=2 b=1\n"
        "Numbers are drawn like those that you give, or like the lesson's.");
  }

  void tell(Story& story) override {
    require();
    all_.style = story.style();
    constexpr int few_digits = 4;
    if (!all_.style.precise) all_.style.precision = few_digits;
    if (all_.selection.kinds.empty()) all_.selection.kinds = usual_kinds();
    draw_all();
    if (!out_) return print(story);
    story.title("worksheet: " + all_.sheets.front().sheet.title);
    write_folder(all_, *out_);
    tell_files(story);
    print_pages(story);
  }

 private:
  void require() {
    if (texts_.empty())
      throw Error("worksheet", "a lesson, such as or-gate", "none");
    for (std::size_t i = 0; i < students_.size(); ++i)
      for (std::size_t k = 0; k < i; ++k)
        if (students_[i] == students_[k])
          throw Error("--students", "each name once", students_[i] + " twice");
        else if (file_name(students_[i]) == file_name(students_[k]))
          throw Error("--students", "names that files can have apart",
                      fmt::format("{} and {}", students_[k], students_[i]));
    if (!out_ && students_.size() > 1) out_ = "sheets";
    if (!out_ && each_as_pdf_)
      throw Error("--pdf", "a folder (--out) for it", "none");
    if (out_ && fs::exists(*out_) &&
        !(fs::is_directory(*out_) && fs::is_empty(*out_)))
      throw Error("--out", "a folder that is new or empty", *out_);
  }

  void draw_all() {
    PleasantNumbers numbers(texts_, all_.style);
    Countdown countdown;
    for (std::size_t i = 0; i < students_.size(); ++i) {
      // Apart, so that a student more changes nothing for the others.
      constexpr std::uint32_t apart = 2654435761;
      Draw draw(all_.seed + apart * static_cast<std::uint32_t>(i),
                {kept_.begin(), kept_.end()});
      const auto texts = numbers.drawn(draw, all_.sheets);
      require_kept(draw);
      all_.sheets.push_back({students_[i], texts, sheet_of(texts, all_.style)});
      require_asked(all_.sheets.back());
      countdown.tell("sheets", static_cast<double>(i + 1) /
                                   static_cast<double>(students_.size()));
    }
  }

  void require_kept(const Draw& draw) const {
    for (const std::string& name : kept_)
      if (!draw.names().contains(name))
        throw Error("--keep",
                    draw.names().empty()
                        ? "a lesson whose numbers are drawn"
                        : "one of " + joined(draw.names(), ", "),
                    name);
  }

  void require_asked(const StudentSheet& one) const {
    if (!all_.laid_out(one).asked().empty()) return;
    if (one.sheet.questions.empty())
      throw Error("worksheet", "a lesson that shows its numbers one by one",
                  texts_.front());
    const LaidOut whole(one.sheet, {all_.selection.kinds}, all_.style.digits());
    const std::size_t count = whole.asked().size();
    if (count == 0)
      throw Error("--ask", "a kind that this lesson has", "none of these");
    throw Error(
        "--from",
        fmt::format("one of its {} questions, and --to behind it", count),
        fmt::format("{} to {}", all_.selection.from, all_.selection.to));
  }

  void print(Story& story) const {
    std::istringstream lines(
        markdown_of(all_, all_.sheets.front(), Paper::sheet));
    for (std::string line; std::getline(lines, line);) story.line({{line}});
  }

  void tell_files(Story& story) const {
    const std::size_t count = all_.sheets.size();
    const std::size_t asked = all_.laid_out(all_.sheets.front()).asked().size();
    story.blank();
    story.say(fmt::format("{} sheet{} of {} question{} in {}:", count,
                          count == 1 ? "" : "s", asked, asked == 1 ? "" : "s",
                          *out_));
    story.blank();
    const auto row = [](std::string file, std::string what) {
      return Line{{std::move(file)}, {std::move(what), Ink::quiet}};
    };
    story.table(
        {row("sheets.html", "all sheets, to print on A4 or Letter"),
         row("keys.html, .md", "the answers, with the way to each"),
         row("students/", "each student's own, as .md and .html"),
         row("answers.csv", "to type answers into: a row for each student"),
         row("moodle.xml", "the same questions for Moodle, with its feedback"),
         row("exams/", "and for R/exams: each sheet as a cloze"),
         row("keys.json", "for gradwalk grade keys.json answers.csv")});
    if (count > 1 && all_.sheets[0].texts == all_.sheets[1].texts) {
      story.blank();
      story.say(fmt::format(
          "Sheets have the same numbers: {} has none that can be drawn, or too "
          "few that differ.",
          texts_.front()));
    }
    story.entries({{"folder", *out_}, {"sheets", count}, {"questions", asked}});
  }

  void print_pages(Story& story) const {
    std::string words;
    try {
      const std::size_t count = print_folder(all_, *out_, each_as_pdf_);
      words = count == 0 ? "No PDF: Chromium is not on this machine. A browser "
                           "prints the pages as well."
                         : "sheets.pdf and keys.pdf are the same as PDF.";
    } catch (const Error& error) {
      words = fmt::format("No PDF: {}. A browser prints the pages as well.",
                          error.what());
    }
    story.blank();
    story.say(words);
  }

  std::vector<std::string> texts_, kept_;
  std::vector<std::string> students_{"1"};
  std::optional<std::string> out_;
  bool each_as_pdf_ = false;
  Worksheets all_;
};

}  // namespace

std::unique_ptr<Command> worksheet_command() {
  return std::make_unique<Worksheet>();
}

}  // namespace gradwalk::demos
