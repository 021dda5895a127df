#include "encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/error.hpp>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "story/text.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::size_t most_classes = 100;

/// As tables write what they do not know.
bool is_missing(const std::string& field) {
  static const std::set<std::string> signs{"",    "NA",  "N/A", "n/a",
                                           "NaN", "nan", "?",   "null"};
  return signs.contains(field);
}

/// The classes of a column, sorted as numbers if all are; none, if the column
/// is one of numbers.
std::vector<std::string> classes_in(const Csv& csv, std::size_t column,
                                    bool are_classes) {
  std::map<double, std::string> numbers;
  std::set<std::string> texts;
  bool all_numbers = true;
  for (const CsvRow& row : csv.rows) {
    const std::string& field = row.fields[column];
    if (is_missing(field)) continue;
    double number = 0.0;
    all_numbers = is_number(csv, field, number) && all_numbers;
    if (texts.size() <= most_classes) texts.insert(field);
    if (numbers.size() <= most_classes) numbers.emplace(number, field);
  }
  const bool is_binary = numbers.size() == 2 && texts.size() == 2 &&
                         numbers.contains(0.0) && numbers.contains(1.0);
  if (all_numbers && !are_classes && !is_binary) return {};
  if (texts.size() < 2 || texts.size() > most_classes)
    throw Error(
        "--target",
        fmt::format("2 to {} classes in {}", most_classes, csv.names[column]),
        texts.size() < 2 ? fmt::format("{}", texts.size()) : "more");
  if (!all_numbers || numbers.size() != texts.size())
    return {texts.begin(), texts.end()};
  std::vector<std::string> sorted;
  for (const auto& [number, text] : numbers) sorted.push_back(text);
  return sorted;
}

/// Where an encoding's columns are in a table: the inputs', then the target's.
std::vector<std::size_t> places_in(const Csv& csv, const Encoding& encoding,
                                   bool with_target) {
  std::vector<std::size_t> places;
  const bool by_order =
      !csv.has_header && csv.names.size() == encoding.inputs.size();
  for (const Scaled& input : encoding.inputs) {
    const auto found = std::ranges::find(csv.names, input.name);
    if (!by_order && found == csv.names.end())
      throw Error(csv.path, "a column " + input.name, joined(csv.names, ", "));
    places.push_back(by_order
                         ? places.size()
                         : static_cast<std::size_t>(found - csv.names.begin()));
  }
  if (with_target)
    places.push_back(csv.column("--target", encoding.target.name));
  return places;
}

/// A field in numbers; nothing if it cannot be read.
std::optional<double> read_field(const Csv& csv, const Encoding& encoding,
                                 const std::string& field, bool is_target) {
  if (is_target && encoding.has_classes()) {
    const auto found = std::ranges::find(encoding.classes, field);
    if (found == encoding.classes.end()) return {};
    return static_cast<double>(found - encoding.classes.begin());
  }
  double number = 0.0;
  if (!is_number(csv, field, number)) return {};
  return number;
}

[[noreturn]] void refuse_field(const Csv& csv, const Encoding& encoding,
                               const CsvRow& row, std::size_t column,
                               bool is_target) {
  const std::string& field = row.fields[column];
  throw Error(
      csv.path,
      fmt::format("{} in {}",
                  is_target && encoding.has_classes()
                      ? "one of " + joined(encoding.classes, ", ")
                      : "a number",
                  csv.place(row, column)),
      (field.empty() ? "nothing" : field) + " (--drop leaves such rows out)");
}

}  // namespace

void Scaled::fit(std::span<const double> numbers) {
  const auto count = static_cast<double>(numbers.size());
  mean = std::accumulate(numbers.begin(), numbers.end(), 0.0) / count;
  double squares = 0.0;
  for (const double x : numbers) squares += (x - mean) * (x - mean);
  deviation = std::sqrt(squares / count);
  constexpr double rounding = 1e-12;  // of the mean of a constant column
  if (!(deviation > rounding * std::abs(mean))) deviation = 1.0;
}

std::size_t Encoding::outputs() const {
  return classes.size() < 2 || (classes.size() == 2 &&
                                meaning_of(loss) != OutputMeaning::softmax)
             ? 1
             : classes.size();
}

std::vector<double> Encoding::targets(double given) const {
  if (!has_classes()) return {target.standardised(given)};
  if (outputs() == 1) return {given};
  std::vector<double> ones(outputs(), 0.0);
  ones[static_cast<std::size_t>(given)] = 1.0;
  return ones;
}

Encoding encoding_of(const Csv& csv, const Columns& columns) {
  const std::size_t target = csv.column("--target", columns.target);
  std::set<std::size_t> unused{target};
  for (const std::string& name : columns.ignored)
    unused.insert(csv.column("--ignore", name));
  Encoding encoding;
  encoding.target.name = csv.names[target];
  for (std::size_t i = 0; i < csv.names.size(); ++i)
    if (!unused.contains(i)) encoding.inputs.push_back({csv.names[i]});
  if (encoding.inputs.empty())
    throw Error(csv.path, "a column beside the target's", "none");
  encoding.classes = classes_in(csv, target, columns.are_classes);
  return encoding;
}

Numbers numbers_in(const Csv& csv, const Encoding& encoding, bool drops,
                   bool with_target) {
  const std::vector<std::size_t> places = places_in(csv, encoding, with_target);
  Numbers numbers;
  for (const CsvRow& row : csv.rows) {
    std::vector<double> values;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const bool is_target = i == encoding.inputs.size();
      const auto value =
          read_field(csv, encoding, row.fields[places[i]], is_target);
      if (value)
        values.push_back(*value);
      else if (!drops)
        refuse_field(csv, encoding, row, places[i], is_target);
    }
    if (values.size() < places.size()) {
      ++numbers.dropped;
      continue;
    }
    if (with_target) {
      numbers.given.push_back(values.back());
      values.pop_back();
    }
    numbers.inputs.push_back(std::move(values));
    numbers.lines.push_back(row.line);
  }
  if (numbers.size() == 0)
    throw Error(csv.path, "a row without missing numbers",
                fmt::format("none of {}", csv.rows.size()));
  return numbers;
}

}  // namespace gradwalk::demos
