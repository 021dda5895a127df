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

/// A file's lines, one after the other, and where one stands. No more of it is
/// held than a few lines.
class Lines {
 public:
  explicit Lines(const std::string& path) : path_(path), bytes_(path) {
    fill();
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (buffer_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  }

  [[nodiscard]] bool is_empty() const { return bytes_.total() == 0; }

  /// The line stays until the next one.
  bool next(std::string_view& line) {
    if (only_ends_are_left()) return false;
    ++number_;
    std::size_t end = 0;
    while ((end = buffer_.find('\n', at_)) == std::string::npos) {
      if (buffer_.size() - at_ > longest) break;
      if (!fill()) end = buffer_.size();
      if (end == buffer_.size()) break;
    }
    if (end == std::string::npos || end - at_ > longest)
      refuse("a label and 784 pixels",
             fmt::format("a line of more than {} bytes", longest));
    line = std::string_view(buffer_).substr(at_, end - at_);
    at_ = std::min(end + 1, buffer_.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
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
    constexpr std::size_t shown = 30;
    refuse(fmt::format("{} in column {}", expected, column),
           got.empty()          ? "nothing"
           : got.size() > shown ? std::string(got.substr(0, shown)) + "..."
                                : std::string(got));
  }

 private:
  static constexpr std::size_t longest = 1u << 16;  ///< bytes of a line

  /// More of the file, behind what is not read yet; false at its end.
  bool fill() {
    const std::string_view more = bytes_.next();
    buffer_.erase(0, at_);
    at_ = 0;
    buffer_ += more;
    return !more.empty();
  }

  /// Whether the file goes on with ends of lines alone.
  bool only_ends_are_left() {
    for (;;) {
      const std::size_t other = buffer_.find_first_not_of("\r\n", at_);
      if (other != std::string::npos || buffer_.size() - at_ > longest)
        return false;
      if (!fill()) return true;
    }
  }

  const std::string& path_;
  ByteStream bytes_;
  std::string buffer_;
  std::size_t at_ = 0;
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
  Lines lines(path);
  if (lines.is_empty())
    throw Error("mnist", "digits in " + path, "an empty file");
  Digits digits;
  bool first = true;
  for (std::string_view line; lines.next(line); first = false) {
    if (first && is_header(line))
      require_columns(lines, line);
    else
      read_line(lines, line, digits);
    if (digits.size() > Digits::most_in_file)
      lines.refuse(fmt::format("the end, after {} digits at most,",
                               Digits::most_in_file),
                   "another");
  }
  if (digits.size() == 0) throw Error("mnist", "digits in " + path, "none");
  return digits;
}

}  // namespace gradwalk::demos
