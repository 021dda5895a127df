#include "score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace gradwalk::demos {

namespace {

constexpr std::size_t most_confused = 10;  // classes, in a table of all pairs

double percent(std::size_t part, std::size_t whole) {
  return whole == 0
             ? 0.0
             : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::vector<TableAnswer> answers_in(const Encoding& encoding,
                                    const Matrix& outputs) {
  std::vector<TableAnswer> answers;
  for (std::size_t row = 0; row < outputs.front().size(); ++row) {
    const double first = outputs.front()[row];
    if (!encoding.has_classes()) {
      answers.push_back({encoding.target.original(first), 1.0});
    } else if (outputs.size() == 1) {
      const bool is_second = first > 0.5;
      answers.push_back(
          {is_second ? 1.0 : 0.0, is_second ? first : 1.0 - first});
    } else {
      std::size_t best = 0;
      for (std::size_t k = 1; k < outputs.size(); ++k)
        if (outputs[k][row] > outputs[best][row]) best = k;
      answers.push_back({static_cast<double>(best), outputs[best][row]});
    }
  }
  return answers;
}

std::string text_of(const Encoding& encoding, double value,
                    const Story& story) {
  return encoding.has_classes()
             ? encoding.classes[static_cast<std::size_t>(value)]
             : story.number(value);
}

Score::Score(const Encoding& encoding, const std::vector<TableAnswer>& answers,
             const std::vector<double>& given)
    : encoding_(encoding), rows_(given.size()) {
  const std::size_t classes = encoding.classes.size();
  confusion_.assign(classes, std::vector<std::size_t>(classes));
  Scaled about;
  about.fit(given);
  double squares = 0.0, spread = 0.0;
  for (std::size_t i = 0; i < rows_; ++i) {
    const double value = answers[i].value;
    squares += (value - given[i]) * (value - given[i]);
    spread += (given[i] - about.mean) * (given[i] - about.mean);
    right_ += value == given[i];
    if (encoding.has_classes())
      ++confusion_[static_cast<std::size_t>(given[i])]
                  [static_cast<std::size_t>(value)];
  }
  error_ = std::sqrt(squares / static_cast<double>(rows_));
  if (spread > 0.0) r_squared_ = 1.0 - squares / spread;
}

void Score::tell_classes(Story& story, const std::string& of) const {
  story.line({{fmt::format("{}: {} of {} right, {:.1f}%", of, right_, rows_,
                           percent(right_, rows_))}});
  const std::size_t classes = encoding_.classes.size();
  const bool shows_pairs = classes <= most_confused;
  std::vector<std::string> names{"given", "rows", "right"};
  if (shows_pairs)
    for (const std::string& name : encoding_.classes)
      names.push_back("as " + name);
  std::vector<Line> rows{names_of_columns(names)};
  for (std::size_t k = 0; k < classes; ++k) {
    std::size_t all = 0;
    for (const std::size_t count : confusion_[k]) all += count;
    Line row{{encoding_.classes[k]},
             {fmt::format("{}", all)},
             {all == 0 ? "-"
                       : fmt::format("{:.1f}%", percent(confusion_[k][k], all)),
              Ink::forward}};
    if (shows_pairs)
      for (const std::size_t count : confusion_[k])
        row.push_back({fmt::format("{}", count)});
    rows.push_back(row);
  }
  story.blank();
  story.wide_table(rows, 3);
}

void Score::tell(Story& story, const std::string& of) const {
  if (encoding_.has_classes()) return tell_classes(story, of);
  story.line({{fmt::format(
      "{}: R² = {}, root of the mean squared error = {}", of,
      r_squared_ ? story.number(*r_squared_) : "none (all are equal)",
      story.number(error_))}});
}

Json Score::document() const {
  if (encoding_.has_classes())
    return {{"rows", rows_},
            {"right", right_},
            {"accuracy", percent(right_, rows_)},
            {"confusion", confusion_}};
  return {{"rows", rows_},
          {"r_squared", r_squared_ ? Json(*r_squared_) : Json()},
          {"root_mean_squared_error", error_}};
}

}  // namespace gradwalk::demos
