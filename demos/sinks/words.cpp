#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/labels.hpp>
#include <string_view>

#include "story/path_sums.hpp"

namespace gradwalk::demos {

namespace {

using Binding = Formula::Binding;

/// A difference to the digits that it is sure of: 0 if there are none.
double settled(const Perturbation& perturbation) {
  const double difference = perturbation.difference;
  const double uncertainty = perturbation.uncertainty;
  if (std::abs(difference) <= uncertainty) return 0.0;
  const double digit = std::pow(10.0, std::ceil(std::log10(uncertainty)));
  const double rounded = std::round(difference / digit) * digit;
  // Of a digit far below the number's own, or above the largest, it is none.
  return std::isfinite(rounded) ? rounded : difference;
}

/// Whether there is nothing but noise to show.
bool is_noise(const Perturbation& perturbation, Verdict verdict) {
  return !perturbation.is_settled() ||
         (verdict == Verdict::cannot_tell &&
          std::abs(perturbation.difference) <= perturbation.uncertainty);
}

std::string_view said_of(const Perturbation& perturbation, Verdict verdict) {
  if (verdict == Verdict::kink) return "a kink: both sides differ";
  if (!std::isfinite(perturbation.difference))
    return "no number on one side, or on both";
  if (verdict == Verdict::cannot_tell) return "cannot tell";
  return verdict == Verdict::different ? "not the same" : "";
}

}  // namespace

std::vector<std::size_t> column_widths(const std::vector<Line>& rows) {
  std::vector<std::size_t> widths;
  for (const Line& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], width(row[i].text));
  }
  return widths;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

std::string derivative(const Formula& of, const Formula& by) {
  return fmt::format("∂{}/∂{}", of.within(Binding::atom),
                     by.within(Binding::atom));
}

std::string Words::number(double value) const {
  return gradwalk::number(value, style().digits());
}

std::string Words::factor(double value) const {
  return Formula(number(value)).within(Binding::power);
}

std::vector<Line> Words::spelled_rows(std::vector<Line> rows) const {
  for (Line& row : rows)
    for (Piece& cell : row) cell.text = spelled(cell.text);
  return rows;
}

bool Words::fits(const std::vector<Line>& rows) const {
  std::size_t sum = width(indent);
  for (const std::size_t column : column_widths(spelled_rows(rows)))
    sum += column + column_gap;
  return sum <= columns + column_gap;
}

void Words::wide_table(const std::vector<Line>& rows, std::size_t first) {
  if (fits(rows)) {
    table(rows);
    return;
  }
  std::vector<Line> left, right;
  for (const Line& row : rows) {
    const auto end = row.begin() + static_cast<std::ptrdiff_t>(
                                       std::min(first + 1, row.size()));
    left.emplace_back(row.begin(), end);
    right.push_back({row.front()});
    right.back().insert(right.back().end(), end, row.end());
  }
  table(left);
  blank();
  table(right);
}

void Words::matrix(const std::string& name, const Matrix& matrix, Ink ink) {
  constexpr std::size_t most_rows = 6, most_columns = 6;
  if (matrix.empty()) return;
  const std::string head = name + " " + shape_of(matrix);
  std::vector<Line> rows;
  for (std::size_t r = 0; r < std::min(matrix.size(), most_rows); ++r) {
    Line row{{r == 0 ? head : ""}, {r == 0 ? "=" : ""}};
    for (std::size_t c = 0; c < std::min(matrix[r].size(), most_columns); ++c)
      row.push_back({number(matrix[r][c]), ink});
    if (matrix[r].size() > most_columns) row.push_back({"…"});
    rows.push_back(row);
  }
  if (matrix.size() > most_rows) rows.push_back({{""}, {""}, {"…"}});
  if (fits(rows)) {
    table(rows);
    return;
  }
  line({{head + " ="}});
  for (Line& row : rows) row.erase(row.begin(), row.begin() + 2);
  table(rows);
}

void Words::equations(const std::vector<Equation>& equations) {
  std::string text;
  for (const Equation& equation : equations)
    text += (text.empty() ? "" : "   ") + equation.text;
  line({{text}});
}

void Words::result(const Equation& equation, double value) {
  line({{equation.text}, {number(value), Ink::forward}});
}

void Words::leaves(const Walk& walk) {
  std::vector<Line> rows;
  for (const Value node : walk.graph().nodes())
    if (node.operation().is_leaf() && !node.name().empty())
      rows.push_back(
          {{node.name()},
           {"= " + number(node.value()), Ink::forward},
           {node.needs_gradient() ? "learned" : "given", Ink::quiet}});
  table(rows);
}

void Words::formulas(const Walk& walk) {
  std::vector<Line> rows;
  for (const ForwardStep& step : walk.forward())
    rows.push_back({{step.label.text()},
                    {"= " + step.symbols()},
                    {std::string(step.operation->name), Ink::quiet}});
  table(rows);
}

void Words::paths(const Paths& paths) {
  std::vector<Line> rows;
  std::string sum;
  for (const Path& path : paths.listed) {
    std::string nodes, factors;
    for (const Formula& label : path.labels)
      nodes += (nodes.empty() ? "" : " → ") + label.text();
    for (const double local : path.local_gradients)
      factors += (factors.empty() ? "" : " × ") + factor(local);
    rows.push_back(
        {{nodes}, {factors}, {"= " + number(path.product), Ink::backward}});
    sum += (sum.empty() ? "" : " + ") + factor(path.product);
  }
  if (fits(rows)) {
    table(rows);
  } else {
    for (const Line& row : rows) {
      line({row[0]});
      line({{"    " + row[1].text + " "}, row[2]});
    }
  }
  if (paths.left_out() > 0)
    line({{fmt::format("… and {} paths more", left_out_of(paths))}});
  if (paths.closed > 0) line({{paths.closed_in_words(), Ink::quiet}});
  const std::string whole = derivative(paths.root, paths.from);
  const std::string total = "= " + number(paths.sum);
  if (paths.listed.size() < 2 || paths.left_out() > 0) {
    line({{whole + " "}, {total, Ink::backward}});
  } else if (fits({{{whole + " = " + sum + " " + total}}})) {
    line({{whole + " = " + sum + " "}, {total, Ink::backward}});
  } else {
    line({{whole + " = " + sum}});
    line({{std::string(width(spelled(whole)), ' ') + " "},
          {total, Ink::backward}});
  }
  if (const std::string why = why_no_sum(paths, style().digits()); !why.empty())
    say(why);
}

void Words::perturbations(const GradientCheck& check) {
  std::vector<Line> rows{names_of_columns({"", "gradient", "nudged"})};
  for (const Perturbation& one : check.perturbations) {
    const Verdict verdict = check.verdict(one);
    rows.push_back({{one.label.text()},
                    {number(one.gradient), Ink::backward},
                    {is_noise(one, verdict) ? "–" : number(settled(one))},
                    {std::string(said_of(one, verdict)), Ink::quiet}});
  }
  table(rows);
}

void Words::updates(std::span<const Update> updates) {
  std::vector<Line> rows;
  for (const Update& update : updates)
    rows.push_back({{update.label},
                    {fmt::format("= {} - {} × {}", number(update.before),
                                 factor(update.rate), factor(update.gradient))},
                    {"= " + number(update.after), Ink::forward}});
  table(rows);
  pause();
}

}  // namespace gradwalk::demos
