#include "csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <gradwalk/error.hpp>
#include <system_error>

#include "bytes.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::size_t line_columns = 1 + Digits::area;

/// A text's lines, one after the other, and where it stands.
class Lines {
 public:
  Lines(const std::string& path, std::string_view text)
      : path_(path), rest_(text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (rest_.starts_with(byte_order_mark))
      rest_.remove_prefix(byte_order_mark.size());
    while (!rest_.empty() && (rest_.back() == '\n' || rest_.back() == '\r'))
      rest_.remove_suffix(1);
  }

  bool next(std::string_view& line) {
    if (rest_.empty()) return false;
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number_;
    return true;
  }

  [[noreturn]] void refuse(const std::string& expected,
                           const std::string& got) const {
    throw Error("mnist",
                fmt::format("{} in line {} of {}", expected, number_, path_),
                got);
  }
  [[noreturn]] void refuse(const std::string& expected, std::size_t column,
                           std::string_view got) const {
    constexpr std::size_t longest = 30;
    refuse(fmt::format("{} in column {}", expected, column),
           got.empty()            ? "nothing"
           : got.size() > longest ? std::string(got.substr(0, longest)) + "..."
                                  : std::string(got));
  }

 private:
  const std::string& path_;
  std::string_view rest_;
  std::size_t number_ = 0;
};

std::size_t columns_of(std::string_view line) {
  return static_cast<std::size_t>(std::count(line.begin(), line.end(), ',')) +
         1;
}

void require_columns(const Lines& lines, std::string_view line) {
  const std::size_t found = columns_of(line);
  if (line.empty()) lines.refuse("a label and 784 pixels", "an empty line");
  if (found != line_columns)
    lines.refuse(
        fmt::format("{} columns, a label and 784 pixels,", line_columns),
        fmt::format("{}", found));
}

bool is_header(std::string_view line) {
  const std::string_view first = line.substr(0, line.find(','));
  return first == "label" || first == "\"label\"";
}

void read_line(const Lines& lines, std::string_view line, Digits& digits) {
  require_columns(lines, line);
  for (std::size_t column = 1; column <= line_columns; ++column) {
    const std::size_t end = std::min(line.find(','), line.size());
    const std::string_view field = line.substr(0, end);
    const unsigned most = column == 1 ? Digits::kinds - 1 : 255;
    unsigned number = 0;
    const auto [stopped, error] =
        std::from_chars(field.data(), field.data() + field.size(), number);
    if (error != std::errc() || stopped != field.data() + field.size() ||
        number > most)
      lines.refuse(
          column == 1 ? "a label from 0 to 9" : "a whole number from 0 to 255",
          column, field);
    (column == 1 ? digits.labels : digits.pixels)
        .push_back(static_cast<std::uint8_t>(number));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
}

}  // namespace

Digits read_csv(const std::string& path) {
  const std::string text = read_bytes(path);
  if (text.empty()) throw Error("mnist", "digits in " + path, "an empty file");
  Lines lines(path, text);
  Digits digits;
  bool first = true;
  for (std::string_view line; lines.next(line); first = false) {
    if (first && is_header(line))
      require_columns(lines, line);
    else
      read_line(lines, line, digits);
  }
  if (digits.size() == 0) throw Error("mnist", "digits in " + path, "none");
  return digits;
}

}  // namespace gradwalk::demos
