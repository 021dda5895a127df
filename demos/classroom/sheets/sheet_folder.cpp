#include "sheet_folder.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "export.hpp"
#include "paper.hpp"
#include "sinks/programs.hpp"
#include "story/files.hpp"
#include "table/csv.hpp"
#include "training/countdown.hpp"

namespace gradwalk::demos {

namespace fs = std::filesystem;

namespace {

/// A row for each student, a column for each question.
std::string answers_template(const Worksheets& all) {
  const LaidOut laid_out = all.laid_out(all.sheets.front());
  std::string text = "name", blanks;
  for (const std::size_t i : laid_out.asked()) {
    text += fmt::format(",{}", laid_out.number(i));
    blanks += ",";
  }
  text += "\n";
  for (const StudentSheet& one : all.sheets)
    text += csv_field(one.student) + blanks + "\n";
  return text;
}

class SheetFolder {
 public:
  SheetFolder(const Worksheets& all, fs::path folder)
      : all_(all), folder_(std::move(folder)) {
    std::error_code unknown;
    fs::create_directories(folder_ / "students", unknown);
    fs::create_directories(folder_ / "exams", unknown);
  }

  void write_students() const {
    for (const StudentSheet& one : all_.sheets) {
      write(file_of(one) + ".md", markdown_of(all_, one, Paper::sheet));
      write(file_of(one) + ".html", html_of(all_, {&one, 1}, Paper::sheet));
      write("exams/" + file_name(one.student) + ".Rmd", exams_of(all_, one));
    }
  }

  void write_class() const {
    std::string keys;
    for (const StudentSheet& one : all_.sheets)
      keys += markdown_of(all_, one, Paper::key) + "\n";
    write("keys.md", keys);
    write("sheets.html", html_of(all_, all_.sheets, Paper::sheet));
    write("keys.html", html_of(all_, all_.sheets, Paper::key));
    write("answers.csv", answers_template(all_));
    write("moodle.xml", moodle_of(all_));
    write_keys("--out", (folder_ / "keys.json").string(), all_);
  }

  [[nodiscard]] std::size_t write_pdf(bool each) const {
    std::vector<std::string> pages{"sheets", "keys"};
    if (each)
      for (const StudentSheet& one : all_.sheets) pages.push_back(file_of(one));
    Countdown countdown;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      countdown.tell(pages[i] + ".pdf", static_cast<double>(i) /
                                            static_cast<double>(pages.size()));
      print_pdf(fs::absolute(folder_ / pages[i]).string(), all_.style.patience);
    }
    return pages.size();
  }

 private:
  [[nodiscard]] static std::string file_of(const StudentSheet& one) {
    return "students/" + file_name(one.student);
  }
  void write(const std::string& name, const std::string& text) const {
    write_text("--out", (folder_ / name).string(), text);
  }

  const Worksheets& all_;
  fs::path folder_;
};

}  // namespace

std::string file_name(std::string student) {
  for (char& c : student)
    if (std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos ||
        static_cast<unsigned char>(c) < ' ')
      c = '-';
  return student.starts_with('.') ? "-" + student : student;
}

void write_folder(const Worksheets& all, const std::string& folder) {
  const SheetFolder files(all, folder);
  files.write_students();
  files.write_class();
}

std::size_t print_folder(const Worksheets& all, const std::string& folder,
                         bool each) {
  return prints_pdf() ? SheetFolder(all, folder).write_pdf(each) : 0;
}

}  // namespace gradwalk::demos
