#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace gradwalk::demos {

/// A line of a table. A quoted field may hold ends of lines, so that rows and
/// lines are not the same.
struct CsvRow {
  std::size_t line;  ///< where it begins, from 1
  std::vector<std::string> fields;
};

/// A table of text, as a spreadsheet writes it.
struct Csv {
  std::string path;
  char separator = ',';
  bool has_header = false;
  std::vector<std::string> names{};  ///< `column1`, …, without a header
  std::vector<CsvRow> rows{};        ///< each with a field for each name

  /// The column of that name or, from 1, of that number.
  /// Errors: there is none, of the option that asks for it.
  [[nodiscard]] std::size_t column(const std::string& option,
                                   const std::string& text) const;

  /// `line 3, column 2 (width)`.
  [[nodiscard]] std::string place(const CsvRow& row, std::size_t column) const;
};

/// Reads comma-separated values by RFC 4180, and what is found beside it: a
/// separator that is a semicolon or a tab (what the first line has), any end
/// of a line, a byte-order mark, blank lines, blanks around fields. The first
/// line is a header if none of its fields is a number.
/// Errors: no file, no UTF-8 text, rows of different lengths, a quote that
/// does not end, a name twice: where.
[[nodiscard]] Csv read_table(const std::string& path);

/// A finite number: in a field of a table without commas between its fields,
/// also with a decimal comma. False if it is none.
[[nodiscard]] bool is_number(const Csv& csv, std::string field, double& number);

/// A text as a field, in quotes.
[[nodiscard]] std::string csv_field(std::string text);

}  // namespace gradwalk::demos
