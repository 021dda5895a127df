#include "pleasant.hpp"

#include <algorithm>
#include <cmath>
#include <gradwalk/error.hpp>
#include <optional>
#include <tuple>

namespace gradwalk::demos {

namespace {

/// What makes a sheet hard to reckon with, the worst first.
struct Toll {
  std::size_t not_finite = 0, zeros = 0, odd = 0, digits = 0;

  /// `own_zeros` are no toll.
  explicit Toll(const Sheet& sheet, std::size_t own_zeros = 0) {
    for (const Question& question : sheet.questions)
      if (!question.is_in_words() && question.kind != QuestionKind::count_paths)
        add(question.answer(), question.kind);
    zeros -= std::min(zeros, own_zeros);
    if (!sheet.parts.empty()) add(sheet.parts.front().given);
  }

  /// Of equal numbers nobody sees which was meant.
  void add(const std::vector<std::pair<std::string, double>>& given) {
    constexpr std::size_t toll_of_equal = 6;
    for (std::size_t i = 0; i < given.size(); ++i)
      for (std::size_t k = 0; k < i; ++k)
        if (std::abs(given[i].second) == std::abs(given[k].second))
          digits += toll_of_equal;
  }

  [[nodiscard]] bool is_pleasant() const {
    return not_finite + zeros + odd == 0;
  }

  void add(double answer, QuestionKind kind) {
    constexpr double large = 1000.0, small = 0.001, flat = 0.02;
    constexpr std::size_t shown_digits = 6;
    const double size = std::abs(answer);
    not_finite += std::isfinite(answer) ? 0 : 1;
    zeros += size == 0.0 ? 1 : 0;
    odd += size >= large || (size > 0.0 && size < small) ||
                   (kind == QuestionKind::local && size > 0.0 && size < flat)
               ? 1
               : 0;
    // A path that ends in 0 says less than any other number.
    digits += size == 0.0
                  ? 2 * shown_digits
                  : number(answer, static_cast<int>(shown_digits)).size();
  }

  [[nodiscard]] bool operator<(const Toll& other) const {
    return std::tuple(not_finite, zeros + odd, digits) <
           std::tuple(other.not_finite, other.zeros + other.odd, other.digits);
  }
};

}  // namespace

PleasantNumbers::PleasantNumbers(const std::vector<std::string>& texts,
                                 const Style& style)
    : lesson_(texts.front()),
      own_(texts.begin() + 1, texts.end()),
      pattern_(texts, style) {
  try {
    zeros_ = Toll(sheet_of(texts, style)).zeros;
  } catch (const Error&) {
    // A formula's names need no numbers of their own.
  }
}

std::vector<std::string> PleasantNumbers::drawn(
    Draw& draw, std::span<const StudentSheet> used) {
  constexpr int few = 4, draws = 12, most = 20 * draws;
  std::vector<std::string> best;
  std::optional<Toll> least;
  for (int i = 0; i < draws || (i < most && (!least || least->not_finite > 0));
       ++i) {
    std::vector<std::string> texts =
        pattern_.lesson().varied(own_, pattern_.options(), draw);
    texts.insert(texts.begin(), lesson_);
    const bool is_used =
        std::ranges::find(used, texts, &StudentSheet::texts) != used.end();
    // A lesson may have no numbers of its own.
    if ((is_used || texts == best) && i + 1 < most) continue;
    const Toll toll(sheet_of(texts, pattern_.style()), zeros_);
    if (least && !(toll < *least)) continue;
    best = std::move(texts);
    least = toll;
    if (i >= few && toll.is_pleasant()) break;
  }
  return best;
}

}  // namespace gradwalk::demos
