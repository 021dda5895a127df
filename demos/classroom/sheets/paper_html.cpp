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

std::string section_of(const Worksheets& all, const StudentSheet& one,
                       Paper paper) {
  const bool is_key = paper == Paper::key;
  return fmt::format(
      "<section>\n<h1>{}</h1>\n<p class=\"name\"><span>{}: {}</span></p>\n"
      "<p class=\"note\">{}</p>\n{}</section>\n",
      in_markup(one.sheet.title), is_key ? "Key" : "Name",
      in_markup(one.student),
      is_key ? in_markup(command_of(one)) : std::string(instruction()),
      html_rows(all.laid_out(one), all.style.digits(), paper));
}

}  // namespace

std::string html_rows(const LaidOut& laid_out, Digits digits, Paper paper) {
  return HtmlRows(laid_out, digits, paper).text();
}

std::string html_of(const Worksheets& all, std::span<const StudentSheet> some,
                    Paper paper) {
  std::string sections;
  for (const StudentSheet& one : some) sections += section_of(all, one, paper);
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n"
      "<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n{}</body>\n"
      "</html>\n",
      in_markup(some.front().sheet.title), sheet_style, sections);
}

}  // namespace gradwalk::demos
