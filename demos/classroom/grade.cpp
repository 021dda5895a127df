#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <gradwalk/error.hpp>
#include <system_error>
#include <utility>

#include "marks/marks.hpp"
#include "marks/quiz_results.hpp"
#include "marks/report.hpp"
#include "marks/step.hpp"
#include "sheets/sheet_folder.hpp"
#include "story/command.hpp"
#include "story/files.hpp"

namespace gradwalk::demos {

namespace {

namespace fs = std::filesystem;

class GradeAnswers : public Command {
 public:
  [[nodiscard]] std::string_view name() const override { return "grade"; }
  [[nodiscard]] std::string_view teaches() const override {
    return "marks answers, and says what was done";
  }

  void declare(Options& options) override {
    options.texts({Option::Kind::rest, "KEYS ANSWERS...", "", "", "", ""},
                  texts_);
    options.add({Option::Kind::value, "--step", "EQUATION",
                 "one step, in place of sheets: \"dL/dw = 0.5*2\"", "", "",
                 [this](const std::string& text) {
                   step_ = text;
                   return true;
                 }});
    options.path("--csv", csv_, "write each answer's marks as a table", "FILE");
    options.path("--feedback", feedback_,
                 "a new folder, with a page for each student", "FOLDER");
    options.set_footer(
        "gradwalk grade sheets/keys.json sheets/answers.csv\n"
        "gradwalk grade sheets/keys.json ada.md bob.md eve.json\n"
        "gradwalk grade ada.json bob.json  (of --quiz --result)\n"
        "gradwalk grade --step \"dL/dw = 2*0.3\" expr \"L = (w*x)^2\" w=0.1 "
        "x=3\n"
        "keys.json is of gradwalk worksheet. A number that follows rightly "
        "from a\nwrong one counts.");
  }

  [[nodiscard]] std::vector<NamedFile> files() const override {
    if (!csv_) return {};
    return {{.option = "--csv", .path = *csv_, .ending = ".csv"}};
  }

  void tell(Story& story) override {
    if (step_) return tell_step(story, *step_, texts_);
    if (feedback_ && fs::exists(*feedback_) &&
        !(fs::is_directory(*feedback_) && fs::is_empty(*feedback_)))
      throw Error("--feedback", "a folder that is new or empty", *feedback_);
    if (!texts_.empty() && is_quiz_result(texts_.front())) {
      const QuizResults quizzes = read_quiz_results(texts_);
      std::vector<MarkedSheet> sheets;
      for (std::size_t i = 0; i < texts_.size(); ++i) {
        sheets.push_back(marked(quizzes.sheets, quizzes.sheets.sheets[i],
                                quizzes.handed_in[i], texts_[i]));
        // A quiz may have asked for some kinds only.
        const auto& said = quizzes.handed_in[i].answers;
        std::erase_if(sheets.back().marks, [&](const MarkedAnswer& answer) {
          return !said.contains(answer.number);
        });
      }
      return report(story, quizzes.sheets, sheets);
    }
    if (texts_.size() < 2)
      throw Error("grade", "the keys and the answers, both as files",
                  texts_.empty() ? "none" : texts_.front());
    const Worksheets all = read_keys(texts_.front());
    report(story, all, marked_sheets(all));
  }

 private:
  /// Capitals do not matter in a name.
  static std::vector<StudentSheet>::const_iterator key_of(
      const Worksheets& all, const std::string& student,
      const std::string& path) {
    if (student.empty()) throw Error(path, "a name beside the answers", "none");
    const auto key =
        std::ranges::find_if(all.sheets, [&](const StudentSheet& sheet) {
          return lowered(sheet.student) == lowered(student);
        });
    if (key == all.sheets.end())
      throw Error(path, "a name that the keys have", student);
    return key;
  }

  [[nodiscard]] std::vector<MarkedSheet> marked_sheets(
      const Worksheets& all) const {
    std::vector<MarkedSheet> sheets;
    for (std::size_t i = 1; i < texts_.size(); ++i)
      for (const HandedIn& one : read_handed_in(texts_[i])) {
        const auto key = key_of(all, one.student, texts_[i]);
        if (!one.title.empty() && one.title != key->sheet.title)
          throw Error(texts_[i], "a sheet of " + key->sheet.title, one.title);
        for (const MarkedSheet& other : sheets)
          if (other.sheet == &*key)
            throw Error(texts_[i], "one sheet of " + one.student, "another");
        sheets.push_back(marked(all, *key, one, texts_[i]));
      }
    return sheets;
  }

  void report(Story& story, const Worksheets& all,
              const std::vector<MarkedSheet>& sheets) const {
    write_files(all, sheets);
    tell_class(story, all, sheets);
  }

  void write_files(const Worksheets& all,
                   const std::vector<MarkedSheet>& sheets) const {
    const Digits digits = all.style.digits();
    if (csv_) write_text("--csv", *csv_, marks_csv(sheets, digits));
    if (!feedback_) return;
    std::error_code unknown;
    fs::create_directories(*feedback_, unknown);
    for (const MarkedSheet& sheet : sheets)
      write_text(
          "--feedback",
          (fs::path(*feedback_) / (file_name(sheet.sheet->student) + ".md"))
              .string(),
          feedback_of(sheet, digits));
  }

  static void tell_class(Story& story, const Worksheets& all,
                         const std::vector<MarkedSheet>& sheets) {
    const Digits digits = all.style.digits();
    story.title("grade: " + all.sheets.front().sheet.title);
    story.heading("The class");
    story.table(students_table(sheets));
    story.heading("Likely mistakes");
    const std::vector<Line> mistakes = mistakes_table(sheets);
    if (mistakes.size() > 1)
      story.table(mistakes);
    else
      story.say(std::ranges::all_of(sheets, is_blank)
                    ? "None: nothing was answered."
                    : "None: no answer is wrong.");
    if (std::ranges::any_of(sheets, has_wrong))
      story.heading("Answers that are not right");
    for (const MarkedSheet& sheet : sheets) tell_wrong(story, sheet, digits);
    story.entries(marks_document(sheets));
  }

  static bool is_blank(const MarkedSheet& sheet) {
    return sheet.count(MarkedAnswer::Verdict::blank) == sheet.marks.size();
  }
  static bool is_wrong(const MarkedAnswer& mark) {
    return !mark.counts() && mark.verdict != MarkedAnswer::Verdict::blank;
  }
  static bool has_wrong(const MarkedSheet& sheet) {
    return std::ranges::any_of(sheet.marks, is_wrong);
  }

  static void tell_wrong(Story& story, const MarkedSheet& sheet,
                         Digits digits) {
    bool is_first = true;
    for (const MarkedAnswer& mark : sheet.marks) {
      if (!is_wrong(mark)) continue;
      if (std::exchange(is_first, false))
        story.line({{sheet.sheet->student, Ink::name}});
      story.say(fmt::format("{}. {}{} {}: {}", mark.number,
                            mark.question->asked,
                            mark.question->is_in_words() ? ":" : " =",
                            mark.answer, said_of(mark, digits)));
    }
    if (!is_first) story.blank();
  }

  std::vector<std::string> texts_;
  std::optional<std::string> step_, csv_, feedback_;
};

}  // namespace

std::unique_ptr<Command> grade_command() {
  return std::make_unique<GradeAnswers>();
}

}  // namespace gradwalk::demos
