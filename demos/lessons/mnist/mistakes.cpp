#include "mistakes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "digits/sketch.hpp"
#include "training/boundary.hpp"

namespace gradwalk::demos {

std::vector<Mistake> mistakes_in(const Matrix& outputs, const Digits& digits) {
  const std::vector<std::size_t> answers = predictions_of(outputs);
  std::vector<Mistake> mistakes;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const std::size_t label = digits.labels[i], answer = answers[i];
    if (answer != label)
      mistakes.push_back(
          {i, label, answer, outputs[label][i], outputs[answer][i]});
  }
  std::stable_sort(mistakes.begin(), mistakes.end(),
                   [](const Mistake& a, const Mistake& b) {
                     return a.of_label < b.of_label;
                   });
  return mistakes;
}

Confusion confusion_of(const Matrix& outputs, const Digits& digits) {
  const std::vector<std::size_t> answers = predictions_of(outputs);
  Confusion confusion{};
  for (std::size_t i = 0; i < digits.size(); ++i)
    ++confusion[digits.labels[i]][answers[i]];
  return confusion;
}

void show_confusion(Story& story, const Confusion& confusion) {
  std::vector<Line> rows{names_of_columns({"label"})};
  for (std::size_t k = 0; k < Digits::kinds; ++k)
    rows[0].push_back({fmt::format("{:>4}", k), Ink::name});
  rows[0].push_back({"right", Ink::name});
  for (std::size_t label = 0; label < Digits::kinds; ++label) {
    Line& row = rows.emplace_back(Line{{fmt::format("{:>5}", label)}});
    int all = 0;
    for (std::size_t k = 0; k < Digits::kinds; ++k) {
      const int count = confusion[label][k];
      all += count;
      const Ink ink = count == 0   ? Ink::quiet
                      : k == label ? Ink::forward
                                   : Ink::backward;
      row.push_back({fmt::format("{:>4}", count), ink});
    }
    row.push_back(
        {all == 0
             ? "none"
             : fmt::format("{:.1f}%", 100.0 * confusion[label][label] / all)});
  }
  story.table(rows);
}

std::string title_of(const Mistake& mistake) {
  return fmt::format("{}: {} taken for {}", mistake.digit, mistake.label,
                     mistake.answer);
}

std::string odds_of(const Mistake& mistake) {
  return fmt::format("{}: {}%, {}: {}%", mistake.answer,
                     fixed(100.0 * mistake.of_answer, 2), mistake.label,
                     fixed(100.0 * mistake.of_label, 2));
}

void show_mistakes(Story& story, std::span<const Mistake> mistakes,
                   const Digits& digits) {
  constexpr std::size_t beside = 3, columns = 25;
  for (std::size_t first = 0; first < mistakes.size(); first += beside) {
    const auto row =
        mistakes.subspan(first, std::min(beside, mistakes.size() - first));
    Line titles, odds;
    std::vector<Line> drawn;
    for (std::size_t k = 0; k < row.size(); ++k) {
      titles.push_back({padded(title_of(row[k]), columns)});
      odds.push_back({padded(odds_of(row[k]), columns), Ink::quiet});
      const std::vector<std::string> lines =
          trimmed_sketch(digits.picture(row[k].digit), story.style().ascii);
      drawn.resize(std::max(drawn.size(), lines.size()));
      for (std::size_t r = 0; r < drawn.size(); ++r) {
        drawn[r].resize(k, {std::string(columns, ' ')});
        drawn[r].push_back({padded(r < lines.size() ? lines[r] : "", columns)});
      }
    }
    if (first > 0) story.blank();
    story.line(titles);
    story.line(odds);
    for (const Line& line : drawn) story.line(line);
  }
}

Json mistakes_document(std::span<const Mistake> mistakes) {
  Json document = Json::array();
  for (const Mistake& mistake : mistakes)
    document.push_back({{"digit", mistake.digit},
                        {"label", mistake.label},
                        {"answer", mistake.answer},
                        {"of_label", mistake.of_label},
                        {"of_answer", mistake.of_answer}});
  return document;
}

}  // namespace gradwalk::demos
