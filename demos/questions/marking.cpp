#include "marking.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <gradwalk/error.hpp>
#include <gradwalk/graph.hpp>
#include <utility>

#include "formula/record.hpp"
#include "story/options.hpp"

namespace gradwalk::demos {

namespace {

/// A product and powers as they are printed, however they are typed.
std::string as_printed(std::string text) {
  for (const auto& [typed, printed] :
       {std::pair{"*", "·"}, {"^2", "²"}, {"^3", "³"}, {"−", "-"}})
    for (std::size_t at = 0; (at = text.find(typed, at)) != std::string::npos;)
      text.replace(at, std::string_view(typed).size(), printed);
  return text;
}

std::string folded(std::string_view written) {
  const std::string text = as_printed(std::string(written));
  std::string kept;
  for (const char c : text)
    if (std::isspace(static_cast<unsigned char>(c)) == 0 && c != '_')
      kept += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return kept;
}

bool has(const std::vector<std::string>& texts, std::string_view text) {
  return std::ranges::any_of(texts, [&](const std::string& one) {
    return folded(one) == folded(text);
  });
}

/// As it is shown.
double as_shown(double number, Digits digits) {
  return parsed_number(gradwalk::number(number, digits)).value_or(number);
}

}  // namespace

RightNumbers right_numbers(double exact, Digits shown) {
  if (!std::isfinite(exact)) return {exact, exact, exact, exact};
  constexpr double share = 0.005, least = 1e-12;
  const double reach =
      std::max({share * std::abs(exact),
                std::abs(as_shown(exact, shown) - exact), least});
  // A page has these in digits.
  constexpr int digits = 6;
  constexpr double aside = 1e-9;  // of a number that is halfway
  return {as_shown(exact - reach, digits), as_shown(exact + reach, digits),
          as_shown(exact * (1.0 - aside), 2),
          as_shown(exact * (1.0 + aside), 2)};
}

bool is_right(double number, double exact, Digits shown) {
  if (std::isnan(exact)) return std::isnan(number);
  return right_numbers(exact, shown).has(number);
}

namespace {

/// How far a number may be from the one that was meant by it: half of its last
/// digit, of two digits at least.
double half_digit(double number) {
  constexpr int most = 17;
  if (number == 0.0 || !std::isfinite(number)) return 0.0;
  int digits = 2;
  while (digits < most && as_shown(number, digits) != number) ++digits;
  const double first = std::floor(std::log10(std::abs(number)));
  return 0.5 * std::pow(10.0, first - (digits - 1));
}

/// How far an answer may be off because the student's own numbers, where they
/// are not the right ones, were rounded before they were written.
double reach_of_rounding(const Question& question,
                         const std::vector<double>& right,
                         const std::vector<double>& own) {
  double reach = 0.0;
  const double following = question.work(own);
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (own[i] == right[i]) continue;
    std::vector<double> low = own, high = own;
    low[i] -= half_digit(own[i]);
    high[i] += half_digit(own[i]);
    reach += std::max(std::abs(question.work(low) - following),
                      std::abs(question.work(high) - following));
  }
  constexpr double spare = 1.05;  // for what is no line
  return std::isfinite(reach) ? spare * reach : 0.0;
}

}  // namespace

Grade graded(const Question& question, double number,
             std::span<const std::optional<double>> answers, Digits shown) {
  std::vector<double> right, own;
  for (const Operand& operand : question.operands) {
    right.push_back(operand.number);
    const std::optional<double> answer =
        operand.question && *operand.question < answers.size()
            ? answers[*operand.question]
            : std::nullopt;
    own.push_back(answer.value_or(operand.number));
  }
  const double exact = question.work(right), following = question.work(own);
  const double reach = reach_of_rounding(question, right, own);
  Grade grade{.is_right = is_right(number, exact, shown)};
  grade.follows =
      !grade.is_right && (is_right(number, following, shown) ||
                          (reach > 0.0 && std::abs(number - following) <=
                                              reach + half_digit(number)));
  if (grade.counts()) return grade;
  for (const LikelyMistake& mistake : question.mistakes)
    if (is_right(number, mistake.work(right), shown) ||
        is_right(number, mistake.work(own), shown))
      grade.mistakes.push_back(&mistake);
  return grade;
}

bool is_answer(const Question& question, std::string_view text) {
  if (!question.possible.empty()) return has(question.possible, text);
  return has(question.accepted, text) ||
         std::ranges::count_if(
             text, [](unsigned char c) { return std::isdigit(c) != 0; }) > 1;
}

Grade graded(const Question& question, std::string_view text) {
  Grade grade{.is_right = has(question.accepted, text)};
  for (const LikelyMistake& mistake : question.mistakes)
    if (folded(mistake.name) == folded(text))
      grade.mistakes.push_back(&mistake);
  return grade;
}

std::optional<double> typed_number(const std::string& text) {
  std::string pointed = text;
  if (pointed.find('(') == std::string::npos)
    std::ranges::replace(pointed, ',', '.');
  try {
    Graph graph;
    const double number = recorded(graph, parsed(pointed), {}).root.value();
    return std::isnan(number) ? std::nullopt : std::optional(number);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace gradwalk::demos
