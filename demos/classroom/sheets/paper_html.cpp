#include <fmt/format.h>

#include "paper.hpp"
#include "sheet_style.hpp"
#include "story/text.hpp"

namespace gradwalk::demos {

namespace {

/// A sheet as an element.
class HtmlRows {
 public:
  HtmlRows(const LaidOut& laid_out, Digits digits, Paper paper)
      : laid_out_(laid_out), digits_(digits), paper_(paper) {}

  [[nodiscard]] std::string text() {
    for (const SheetRow& row : laid_out_.rows()) add(row);
    close();
    return text_;
  }

 private:
  void add(const SheetRow& row) {
    const std::string text = in_markup(row.text);
    switch (row.kind) {
      case SheetRow::Kind::heading:
        return block(fmt::format("<h2>{}</h2>\n", text));
      case SheetRow::Kind::given:
        return block(fmt::format("<p class=\"given\">Given: {}</p>\n", text));
      case SheetRow::Kind::matrix:
        return block(matrix(*row.matrix));
      case SheetRow::Kind::equation:
        return block(fmt::format("<p class=\"equation\">{}</p>\n", text));
      case SheetRow::Kind::place:
        return line(fmt::format("<p class=\"place\">{}</p>\n", text));
      case SheetRow::Kind::told:
        return line(fmt::format("<p>{}</p>\n", text));
      case SheetRow::Kind::asked:
        if (paper_ == Paper::key || !row.has_hole) line(asked(row));
    }
  }

  [[nodiscard]] std::string asked(const SheetRow& row) const {
    const Question& question = *row.question;
    std::string end = "<span class=\"blank\"></span>";
    if (paper_ == Paper::key) {
      const std::string way = working(question);
      end = fmt::format("<span class=\"answer\">{}</span>",
                        in_markup(question.right_answer(digits_)));
      if (!way.empty())
        end += fmt::format("<span class=\"way\">{}</span>", in_markup(way));
    }
    return fmt::format(
        "<p class=\"ask\"><b>{}</b><span><span>{}{}</span>{}</span></p>\n",
        row.number, in_markup(row.text), question.is_in_words() ? ":" : " =",
        end);
  }

  [[nodiscard]] std::string matrix(const SheetMatrix& matrix) const {
    const auto cells = cells_of(matrix, laid_out_, digits_, paper_);
    std::string rows;
    for (std::size_t r = 0; r < cells.size(); ++r) {
      rows += "<tr>";
      for (std::size_t c = 0; c < cells[r].size(); ++c)
        rows += fmt::format("<td{}>{}</td>", mark(matrix, {r, c}),
                            in_markup(cells[r][c]));
      rows += "</tr>\n";
    }
    return fmt::format("<div class=\"matrix\">{} =<table>\n{}</table></div>\n",
                       in_markup(matrix.name), rows);
  }

  [[nodiscard]] std::string_view mark(const SheetMatrix& matrix,
                                      Cell cell) const {
    for (const SheetMatrix::Hole& hole : matrix.holes)
      if (hole.cell.row == cell.row && hole.cell.column == cell.column &&
          laid_out_.number(hole.question) > 0)
        return paper_ == Paper::key ? " class=\"hole filled\""
                                    : " class=\"hole\"";
    return "";
  }

  void line(const std::string& text) {
    if (!is_open_) text_ += "<div class=\"questions\">\n";
    is_open_ = true;
    text_ += text;
  }
  void block(const std::string& text) {
    close();
    text_ += text;
  }
  void close() {
    if (is_open_) text_ += "</div>\n";
    is_open_ = false;
  }

  const LaidOut& laid_out_;
  Digits digits_;
  Paper paper_;
  bool is_open_ = false;
  std::string text_;
};

/// A text within a string of CSS, in an element `style`.
std::string in_css(std::string_view text) {
  std::string safe;
  for (const char c : text)
    if (std::string_view("\\\"<\n").find(c) != std::string_view::npos)
      safe += fmt::format("\\{:x} ", static_cast<int>(c));
    else
      safe += c;
  return safe;
}

/// Whose sheet it is, at the foot of each of its pages: browsers that know no
/// such boxes leave them out.
std::string foot_of(const StudentSheet& one, std::size_t i) {
  return fmt::format(
      "@page sheet{} {{ @bottom-left {{ content: \"{}: {}\"; }} }}\n", i,
      in_css(one.student), in_css(one.sheet.title));
}

/// Without names, students have numbers, and write their own.
bool is_numbered(const StudentSheet& one) {
  return one.student.find_first_not_of("0123456789") == std::string::npos;
}

std::string name_line(const StudentSheet& one, Paper paper, std::size_t asked) {
  const std::string student = in_markup(one.student);
  if (paper == Paper::key) return fmt::format("<span>Key: {}</span>", student);
  return fmt::format("<span>Name: {}</span><span>{}{} / {}</span>",
                     is_numbered(one) ? "" : student,
                     is_numbered(one) ? "sheet " + student + ", " : "",
                     "&emsp;&emsp;", asked);
}

std::string section_of(const Worksheets& all, const StudentSheet& one,
                       Paper paper, std::size_t i) {
  const LaidOut laid_out = all.laid_out(one);
  return fmt::format(
      "<section style=\"page: sheet{}\">\n<h1>{}</h1>\n<p class=\"name\">{}</p>"
      "\n<p class=\"note\">{}</p>\n{}</section>\n",
      i, in_markup(one.sheet.title),
      name_line(one, paper, laid_out.asked().size()),
      paper == Paper::key ? in_markup(command_of(one))
                          : std::string(instruction()),
      html_rows(laid_out, all.style.digits(), paper));
}

}  // namespace

std::string html_rows(const LaidOut& laid_out, Digits digits, Paper paper) {
  return HtmlRows(laid_out, digits, paper).text();
}

std::string html_of(const Worksheets& all, std::span<const StudentSheet> some,
                    Paper paper) {
  std::string sections, feet;
  for (std::size_t i = 0; i < some.size(); ++i) {
    sections += section_of(all, some[i], paper, i);
    feet += foot_of(some[i], i);
  }
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>{}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n{}</body>\n"
      "</html>\n",
      in_markup(some.front().sheet.title), sheet_style, feet, sections);
}

}  // namespace gradwalk::demos
