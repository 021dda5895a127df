#pragma once

#include <optional>
#include <string>

#include "digits/digits.hpp"
#include "explanation.hpp"
#include "mistakes.hpp"
#include "training.hpp"

/// What `mnist` tells, and its picture.
namespace gradwalk::demos {

/// What a run of `mnist` sets out with.
struct DigitRun {
  TrainingPlan plan{};
  bool source_weights = true;  ///< drawn as the source draws them
  Loss loss = Loss::softmax_cross_entropy;
  std::optional<std::string> load{};  ///< the file of the first weights
  DigitSets sets{};
  std::size_t explained = 0;  ///< a digit of the tests

  [[nodiscard]] std::span<const std::uint8_t> explained_picture() const {
    return sets.test.picture(explained);
  }
  [[nodiscard]] std::size_t explained_label() const {
    return sets.test.labels[explained];
  }
};

void show_digits(Story& story, const DigitSets& sets);
void show_net(Story& story, const DigitRun& run, const MLP& net);
/// The source's cost, the mean of (ŷ - y)², of the first digits with the first
/// weights, which it returns; and what it is a function of.
double show_cost(Story& story, const DigitRun& run, const MLP& net);
void show_training(Story& story, const TrainingPlan& plan,
                   const DigitTraining& training);
void show_results(Story& story, const Digits& tests, const Matrix& outputs,
                  std::span<const Mistake> mistakes);
void show_explanation(Story& story, const DigitRun& run,
                      const Explanation& explanation);

/// How many mistakes are shown and drawn at most.
constexpr std::size_t most_mistakes = 10;

/// The worst mistakes and the explained digit, as SVG.
[[nodiscard]] std::string picture_of(const DigitRun& run,
                                     std::span<const Mistake> mistakes,
                                     const Explanation& explanation);

}  // namespace gradwalk::demos
