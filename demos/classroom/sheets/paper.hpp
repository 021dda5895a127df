#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sheets.hpp"

/// Sheets as files: for each student, and all in one to print.
namespace gradwalk::demos {

/// Whether a sheet has its answers on it.
enum class Paper { sheet, key };

/// A sheet in Markdown, whose blanks can be filled in.
[[nodiscard]] std::string markdown_of(const Worksheets& all,
                                      const StudentSheet& one, Paper paper);

/// The rows of a sheet in Markdown; `answer` stands behind each that is asked.
[[nodiscard]] std::string markdown_rows(
    const LaidOut& laid_out, Digits digits, Paper paper,
    const std::function<std::string(const SheetRow&)>& answer);

/// The rows of a sheet in HTML.
[[nodiscard]] std::string html_rows(const LaidOut& laid_out, Digits digits,
                                    Paper paper);

/// Some sheets as a page in HTML, each on paper of its own: A4 or Letter.
[[nodiscard]] std::string html_of(const Worksheets& all,
                                  std::span<const StudentSheet> some,
                                  Paper paper);

/// The way to an answer: the last hint, or "".
[[nodiscard]] std::string working(const Question& question);

/// The cells of a matrix; a hole has its question's number, on a key behind its
/// answer.
[[nodiscard]] std::vector<std::vector<std::string>> cells_of(
    const SheetMatrix& matrix, const LaidOut& laid_out, Digits digits,
    Paper paper);

/// The command line that asks for a sheet's lesson.
[[nodiscard]] std::string command_of(const StudentSheet& sheet);

/// What a student must know: how exact, in which form.
[[nodiscard]] std::string_view instruction();

}  // namespace gradwalk::demos
