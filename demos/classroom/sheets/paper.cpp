#include "paper.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "story/text.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::string_view blank = "______";

std::string ends_of(const SheetRow& row) {
  return row.question->is_in_words() ? ":" : " =";
}

/// The rows of a matrix in columns of one width.
std::string matrix_text(const std::string& name,
                        const std::vector<std::vector<std::string>>& cells) {
  std::size_t widest = 0;
  for (const auto& row : cells)
    for (const std::string& cell : row) widest = std::max(widest, width(cell));
  std::string text = fmt::format("{} =\n", name);
  for (const auto& row : cells) {
    text += "  [";
    for (const std::string& cell : row)
      text += std::string(widest + 1 - width(cell), ' ') + cell;
    text += " ]\n";
  }
  return text;
}

/// One format's way to write a row.
class MarkdownRows {
 public:
  using Answer = std::function<std::string(const SheetRow&)>;
  MarkdownRows(const LaidOut& laid_out, Digits digits, Paper paper,
               Answer answer)
      : laid_out_(laid_out),
        digits_(digits),
        paper_(paper),
        answer_(std::move(answer)) {}

  [[nodiscard]] std::string text() {
    for (const SheetRow& row : laid_out_.rows()) add(row);
    return text_;
  }

 private:
  void add(const SheetRow& row) {
    switch (row.kind) {
      case SheetRow::Kind::heading:
        return block(fmt::format("## {}", row.text));
      case SheetRow::Kind::given:
        return block(fmt::format("Given: {}", row.text));
      case SheetRow::Kind::place:
        return block(fmt::format("*{}*", row.text));
      case SheetRow::Kind::told:
      case SheetRow::Kind::equation:
        return block(row.text);
      case SheetRow::Kind::matrix:
        return block(fmt::format(
            "```\n{}```",
            matrix_text(row.matrix->name,
                        cells_of(*row.matrix, laid_out_, digits_, paper_))));
      case SheetRow::Kind::asked:
        break;
    }
    if (!was_asked_) text_ += "\n";
    was_asked_ = true;
    text_ += fmt::format("{}. {}{} {}\n", row.number, row.text, ends_of(row),
                         answer_(row));
  }

  void block(const std::string& text) {
    text_ += fmt::format("\n{}\n", text);
    was_asked_ = false;
  }

  const LaidOut& laid_out_;
  Digits digits_;
  Paper paper_;
  Answer answer_;
  bool was_asked_ = false;
  std::string text_;
};

}  // namespace

std::vector<std::vector<std::string>> cells_of(const SheetMatrix& matrix,
                                               const LaidOut& laid_out,
                                               Digits digits, Paper paper) {
  std::vector<std::vector<std::string>> cells;
  for (const std::vector<double>& row : matrix.numbers) {
    cells.emplace_back();
    for (const double x : row) cells.back().push_back(shown(x, digits));
  }
  for (const SheetMatrix::Hole& hole : matrix.holes)
    if (const std::size_t number = laid_out.number(hole.question); number > 0) {
      std::string& cell = cells[hole.cell.row][hole.cell.column];
      cell = paper == Paper::key ? fmt::format("{} ({})", cell, number)
                                 : fmt::format("({})", number);
    }
  return cells;
}

std::string command_of(const StudentSheet& sheet) {
  std::string command = "gradwalk";
  for (const std::string& text : sheet.texts) {
    const bool is_plain = text.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV"
                              "WXYZ0123456789_-+=.,/") == std::string::npos;
    command += is_plain ? " " + text : " '" + text + "'";
  }
  return command;
}

std::string working(const Question& question) {
  return question.is_in_words() || question.hints.empty()
             ? ""
             : question.hints.back();
}

std::string_view instruction() {
  return "Two significant digits are enough, and 1/4 or 0.5*(1 - 0.5) are "
         "answers, too. A number that follows rightly from a wrong one counts "
         "as right.";
}

std::string markdown_rows(
    const LaidOut& laid_out, Digits digits, Paper paper,
    const std::function<std::string(const SheetRow&)>& answer) {
  return MarkdownRows(laid_out, digits, paper, answer).text();
}

std::string markdown_of(const Worksheets& all, const StudentSheet& one,
                        Paper paper) {
  const Digits digits = all.style.digits();
  const bool is_key = paper == Paper::key;
  const auto answer = [&](const SheetRow& row) {
    if (!is_key) return std::string(blank);
    const std::string way = working(*row.question);
    return fmt::format("**{}**{}", row.question->right_answer(digits),
                       way.empty() ? "" : fmt::format("  ({})", way));
  };
  return fmt::format("# {}\n\n{}: {}\n\n{}\n{}", one.sheet.title,
                     is_key ? "Key" : "Name", one.student,
                     is_key ? fmt::format("`{}`", command_of(one))
                            : std::string(instruction()),
                     markdown_rows(all.laid_out(one), digits, paper, answer));
}

}  // namespace gradwalk::demos
