#include "csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/error.hpp>
#include <set>
#include <string_view>

#include "story/files.hpp"
#include "story/options.hpp"
#include "story/text.hpp"

namespace gradwalk::demos {

namespace {

/// Takes a text apart into rows.
class RowReader {
 public:
  RowReader(std::string_view text, const std::string& path)
      : path_(path), rest_(text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (rest_.starts_with("\xFF\xFE") || rest_.starts_with("\xFE\xFF"))
      throw Error(path_, "text in UTF-8", "UTF-16");
    if (rest_.find('\0') != std::string_view::npos)
      throw Error(path_, "text in UTF-8", "a byte that is 0");
    if (rest_.starts_with(mark)) rest_.remove_prefix(mark.size());
    find_separator();
  }

  [[nodiscard]] char separator() const { return separator_; }

  /// The next row that is not blank; false at the end.
  bool next(CsvRow& row) {
    while (!rest_.empty()) {
      row = {line_, {}};
      do row.fields.push_back(field(row.fields.size() + 1));
      while (skip(separator_));
      end_line();
      if (row.fields.size() > 1 || !row.fields.front().empty()) return true;
    }
    return false;
  }

 private:
  /// The first of these that is in the first line, outside of quotes.
  void find_separator() {
    bool quoted = false;
    std::string line;
    for (const char c : rest_) {
      if (c == '"') quoted = !quoted;
      if (!quoted && (c == '\n' || c == '\r') && !line.empty()) break;
      if (!quoted) line += c;
    }
    for (const char c : {'\t', ';'})
      if (line.find(c) != std::string::npos) {
        separator_ = c;
        return;
      }
  }

  bool skip(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void end_line() {
    skip('\r');
    skip('\n');
    ++line_;
  }

  [[nodiscard]] std::size_t field_end() const {
    const char ends[]{separator_, '\r', '\n', '\0'};
    return std::min(rest_.find_first_of(ends), rest_.size());
  }

  std::string field(std::size_t column) {
    while (separator_ != ' ' && skip(' ')) {
    }
    if (rest_.starts_with('"')) return quoted_field(column);
    const std::size_t end = field_end();
    const std::string_view text = trimmed(rest_.substr(0, end), " \t");
    rest_.remove_prefix(end);
    return std::string(text);
  }

  std::string quoted_field(std::size_t column) {
    const std::size_t began = line_;
    std::string text;
    skip('"');
    for (;; rest_.remove_prefix(1)) {
      if (rest_.empty())
        throw Error(
            path_,
            fmt::format("a quote behind column {} of line {}", column, began),
            "the end of the file");
      if (rest_.starts_with("\"\""))
        rest_.remove_prefix(1);
      else if (rest_.front() == '"')
        break;
      line_ += rest_.front() == '\n' ||
               (rest_.front() == '\r' && !rest_.starts_with("\r\n"));
      text += rest_.front();
    }
    skip('"');
    const std::size_t end = field_end();
    if (const auto more = trimmed(rest_.substr(0, end), " \t"); !more.empty())
      throw Error(path_,
                  fmt::format("the end of the quoted field in line {}, column "
                              "{}",
                              line_, column),
                  std::string(more));
    rest_.remove_prefix(end);
    return text;
  }

  const std::string& path_;
  std::string_view rest_;
  char separator_ = ',';
  std::size_t line_ = 1;
};

void require_width(const Csv& csv, const CsvRow& first, const CsvRow& row) {
  if (row.fields.size() != first.fields.size())
    throw Error(
        csv.path,
        fmt::format("{} field{} in line {}, as in line {}", first.fields.size(),
                    first.fields.size() == 1 ? "" : "s", row.line, first.line),
        fmt::format("{}", row.fields.size()));
}

void name_columns(Csv& csv, const CsvRow& first) {
  double ignored = 0.0;
  csv.has_header = std::ranges::none_of(
      first.fields,
      [&](const std::string& field) { return is_number(csv, field, ignored); });
  std::set<std::string> taken;
  for (std::size_t i = 0; i < first.fields.size(); ++i) {
    const std::string& field = first.fields[i];
    csv.names.push_back(csv.has_header && !field.empty()
                            ? field
                            : fmt::format("column{}", i + 1));
    if (!taken.insert(csv.names.back()).second)
      throw Error(csv.path,
                  fmt::format("names that differ in line {}", first.line),
                  csv.names.back() + " twice");
  }
}

}  // namespace

std::size_t Csv::column(const std::string& option,
                        const std::string& text) const {
  const auto found = std::ranges::find(names, text);
  if (found != names.end())
    return static_cast<std::size_t>(found - names.begin());
  if (const auto number = parsed_count(text);
      number && 1 <= *number && *number <= names.size())
    return *number - 1;
  throw Error(option,
              fmt::format("a column of {} ({}) or its number", path,
                          joined(names, ", ")),
              text);
}

std::string Csv::place(const CsvRow& row, std::size_t column) const {
  return fmt::format("line {}, column {} ({})", row.line, column + 1,
                     names[column]);
}

bool is_number(const Csv& csv, std::string field, double& number) {
  if (csv.separator != ',' && field.find('.') == std::string::npos)
    if (const std::size_t comma = field.find(','); comma != std::string::npos)
      field[comma] = '.';
  if (field.starts_with('+')) field.erase(0, 1);
  const std::optional<double> parsed = parsed_number(field);
  number = parsed.value_or(0.0);
  return parsed && std::isfinite(number);
}

Csv read_table(const std::string& path) {
  const std::string text = read_text(path);
  RowReader reader(text, path);
  Csv csv{path, reader.separator()};
  CsvRow first;
  if (!reader.next(first)) throw Error(path, "a table", "an empty file");
  name_columns(csv, first);
  if (!csv.has_header) csv.rows.push_back(first);
  for (CsvRow row; reader.next(row);) {
    require_width(csv, first, row);
    csv.rows.push_back(std::move(row));
  }
  if (csv.rows.empty()) throw Error(path, "rows of numbers", "a header alone");
  return csv;
}

std::string csv_field(std::string text) {
  for (std::size_t at = 0; (at = text.find('"', at)) != text.npos; at += 2)
    text.insert(at, 1, '"');
  return '"' + text + '"';
}

}  // namespace gradwalk::demos
