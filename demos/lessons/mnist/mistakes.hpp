#pragma once

#include <array>
#include <vector>

#include "digits/digits.hpp"
#include "story/document.hpp"
#include "story/story.hpp"
#include "training/net_matrices.hpp"

/// What a net takes for what.
namespace gradwalk::demos {

/// One digit that is answered wrongly.
struct Mistake {
  std::size_t digit;  ///< its place in the set, from 0
  std::size_t label, answer;
  double of_label, of_answer;  ///< their probabilities
};

/// The mistakes, the worst first: those that give the label the least
/// probability. Shape: outputs are (kinds × digits).
[[nodiscard]] std::vector<Mistake> mistakes_in(const Matrix& outputs,
                                               const Digits& digits);

/// How many digits of each label (row) got each answer (column).
using Confusion = std::array<std::array<int, Digits::kinds>, Digits::kinds>;
[[nodiscard]] Confusion confusion_of(const Matrix& outputs,
                                     const Digits& digits);

void show_confusion(Story& story, const Confusion& confusion);

/// Drawn, three beside each other.
void show_mistakes(Story& story, std::span<const Mistake> mistakes,
                   const Digits& digits);

[[nodiscard]] Json mistakes_document(std::span<const Mistake> mistakes);

/// `445: a 6, taken for a 0`.
[[nodiscard]] std::string title_of(const Mistake& mistake);

/// `0: 99.9%, 6: 0.1%`.
[[nodiscard]] std::string odds_of(const Mistake& mistake);

}  // namespace gradwalk::demos
