#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gradwalk::demos {

namespace {

std::string name_of_separator(char separator) {
  return separator == ',' ? "commas" : separator == ';' ? "semicolons" : "tabs";
}

std::string counted_rows(std::size_t count) {
  return fmt::format("{} row{}", count, count == 1 ? "" : "s");
}

Line row_of(const Story& story, const Scaled& column, const char* use,
            const std::vector<double>& numbers) {
  const auto [least, most] = std::ranges::minmax(numbers);
  return {{column.name},
          {use},
          {fmt::format("{} to {}", story.number(least), story.number(most))},
          {story.number(column.mean), Ink::forward},
          {story.number(column.deviation), Ink::forward}};
}

/// The columns, as they stand in the rows to learn from.
std::vector<Line> columns_of(const Story& story, const Rows& rows) {
  const auto& [inputs, target, classes, loss] = rows.encoding;
  std::vector<Line> lines{names_of_columns(
      {"column", "is", "numbers", "mean", "standard deviation"})};
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    std::vector<double> numbers;
    for (const std::vector<double>& row : rows.learned.inputs)
      numbers.push_back(row[k]);
    lines.push_back(row_of(story, inputs[k], "input", numbers));
  }
  if (classes.empty())
    lines.push_back(row_of(story, target, "target", rows.learned.given));
  return lines;
}

void tell_classes(Story& story, const Rows& rows) {
  const Encoding& encoding = rows.encoding;
  std::string classes;
  for (std::size_t k = 0; k < encoding.classes.size(); ++k)
    classes += fmt::format(
        "{}{} ({})", k == 0 ? "" : ", ", encoding.classes[k],
        std::ranges::count(rows.learned.given, static_cast<double>(k)));
  story.say(fmt::format("The target, {}, is one of {} classes: {}.",
                        encoding.target.name, encoding.classes.size(),
                        classes));
  if (encoding.outputs() == 1)
    story.say(
        fmt::format("The net has one output, for {}.", encoding.classes[1]));
}

}  // namespace

void tell_rows(Story& story, const Rows& rows) {
  story.heading("What was understood");
  story.say(fmt::format(
      "{} of {} columns, parted by {}, {}. {} to learn from{}{}.",
      counted_rows(rows.learned.size() + rows.test.size()), rows.columns,
      name_of_separator(rows.separator),
      rows.has_header ? "below a line of names" : "without a line of names",
      capitalized(counted_rows(rows.learned.size())),
      rows.test.size() == 0
          ? ""
          : fmt::format(", {} to test with", counted_rows(rows.test.size())),
      rows.learned.dropped + rows.test.dropped == 0
          ? ""
          : fmt::format(
                ", {} left out by --drop",
                counted_rows(rows.learned.dropped + rows.test.dropped))));
  story.blank();
  story.table(columns_of(story, rows));
  story.blank();
  if (rows.encoding.has_classes()) tell_classes(story, rows);
  story.say(fmt::format(
      "The net sees each input{} standardised, (x - mean)/deviation, by the "
      "rows that it learns from.",
      rows.encoding.has_classes() ? "" : " and the target"));
  Json inputs = Json::array();
  for (const Scaled& input : rows.encoding.inputs)
    inputs.push_back({{"name", input.name},
                      {"mean", input.mean},
                      {"deviation", input.deviation}});
  story.entry("table", {{"rows", rows.learned.size()},
                        {"test_rows", rows.test.size()},
                        {"dropped", rows.learned.dropped + rows.test.dropped},
                        {"inputs", inputs},
                        {"target",
                         {{"name", rows.encoding.target.name},
                          {"mean", rows.encoding.target.mean},
                          {"deviation", rows.encoding.target.deviation}}},
                        {"classes", rows.encoding.classes}});
}

}  // namespace gradwalk::demos
