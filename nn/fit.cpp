#include "fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gradwalk {

void require_pairs(const Examples& examples) {
  if (examples.size() == 0 || examples.targets.size() != examples.size())
    throw Error("training", "as many targets as inputs, and one or more",
                fmt::format("{} targets for {} inputs", examples.targets.size(),
                            examples.size()));
}

void require_shape(const MLP& net, const Examples& examples, std::size_t i) {
  const std::size_t inputs = net.sizes().front(), outputs = net.sizes().back();
  if (examples.inputs[i].size() != inputs ||
      examples.targets[i].size() != outputs)
    throw Error(
        "training",
        fmt::format("{} inputs and {} targets an example", inputs, outputs),
        fmt::format("{} and {} in example {}", examples.inputs[i].size(),
                    examples.targets[i].size(), i + 1));
}

void require_scores(const MLP& net, const LossFunction& loss) {
  const OutputMeaning meaning = loss.meaning();
  if (meaning == OutputMeaning::value) return;
  const ActivationFunction& output = net.layers().back().activation();
  if (output != Activation::identity)
    throw Error("training",
                fmt::format("a net with .output = Activation::identity for {}, "
                            "which takes scores",
                            loss.name()),
                output.name());
  if (meaning == OutputMeaning::softmax && net.sizes().back() == 1)
    throw Error("training",
                fmt::format("two outputs or more for {}, or {} for one",
                            loss.name(), name_of(Loss::binary_cross_entropy)),
                "1");
}

namespace {

void require_probabilities(const LossFunction& loss,
                           const std::vector<double>& targets, std::size_t i) {
  for (const double target : targets)
    if (!(target >= 0.0 && target <= 1.0))
      throw Error("training",
                  fmt::format("targets from 0 to 1 for {}, or {} for others",
                              loss.name(), name_of(Loss::squared_error)),
                  fmt::format("{} in example {}", target, i + 1));
}

void require_distribution(const LossFunction& loss,
                          const std::vector<double>& targets, std::size_t i) {
  // Of each: probabilities may come with six digits, from a file or as numbers
  // of single precision.
  const double rounding = 1e-6 * static_cast<double>(targets.size());
  const double sum = std::accumulate(targets.begin(), targets.end(), 0.0);
  const double least = *std::min_element(targets.begin(), targets.end());
  if (least >= 0.0 && std::abs(sum - 1.0) <= rounding) return;
  throw Error("training",
              fmt::format("targets of 0 or more with the sum 1 for {}, or {} "
                          "for classes that do not exclude each other",
                          loss.name(), name_of(Loss::binary_cross_entropy)),
              least < 0.0
                  ? fmt::format("{} in example {}", least, i + 1)
                  : fmt::format("the sum {} in example {}", sum, i + 1));
}

/// A 1, and 0 for the rest.
bool is_one_class(const std::vector<double>& targets) {
  const auto ones = std::count(targets.begin(), targets.end(), 1.0);
  const auto zeros = std::count(targets.begin(), targets.end(), 0.0);
  return ones == 1 && zeros + 1 == std::ssize(targets);
}

}  // namespace

void require_targets(const LossFunction& loss, const Examples& examples,
                     std::size_t i) {
  const OutputMeaning meaning = loss.meaning();
  const std::vector<double>& targets = examples.targets[i];
  if (meaning == OutputMeaning::sigmoid)
    require_probabilities(loss, targets, i);
  if (meaning == OutputMeaning::softmax) require_distribution(loss, targets, i);
}

void require_fit(const MLP& net, const LossFunction& loss,
                 const Examples& examples) {
  net.require_live();
  require_pairs(examples);
  require_scores(net, loss);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    require_shape(net, examples, i);
    require_targets(loss, examples, i);
  }
}

void require_no_classes(const LossFunction& loss, const Examples& examples) {
  const std::size_t outputs = examples.targets.front().size();
  if (loss.meaning() != OutputMeaning::sigmoid || outputs == 1) return;
  if (std::all_of(examples.targets.begin(), examples.targets.end(),
                  is_one_class))
    throw Error("train",
                fmt::format("{} for targets that are one class of {} in every "
                            "example",
                            name_of(Loss::softmax_cross_entropy), outputs),
                loss.name());
}

}  // namespace gradwalk
