#pragma once

#include <gradwalk/operators.hpp>
#include <span>
#include <string_view>
#include <vector>

namespace gradwalk {

/// ½Σ(target - output)² over one example's outputs.
/// Shape: both have n ≥ 1 elements.
[[nodiscard]] Value squared_error(const ValuesView& targets,
                                  const ValuesView& outputs);

/// 1/(2m) Σ(target - output)² over m examples of one output.
/// Shape: both have m ≥ 1 elements.
[[nodiscard]] Value mean_squared_error(const ValuesView& targets,
                                       const ValuesView& outputs);

/// -log of the softmax probability of the score at `label`.
/// Shape: two scores or more.
/// Errors: no such label.
[[nodiscard]] Value softmax_cross_entropy(const ValuesView& scores,
                                          std::size_t label);

/// Σ(target - probability)² over the softmax probabilities of the scores,
/// without the ½ of squared_error: the second walkthrough's.
/// Shape: both have n ≥ 1 elements.
[[nodiscard]] Value softmax_squared_error(const ValuesView& targets,
                                          const ValuesView& scores);

/// What a net is trained to make small.
enum class Loss {
  squared_error,
  binary_cross_entropy,
  softmax_cross_entropy,
  softmax_squared_error,
};

/// What a loss takes a net's outputs for.
enum class OutputMeaning {
  value,    ///< the answer itself
  sigmoid,  ///< a score, of which the sigmoid is a probability
  softmax,  ///< the classes' scores, of which softmax makes probabilities
};

/// The output layer of a net that gives scores has the activation `identity`.
[[nodiscard]] OutputMeaning meaning_of(Loss loss);

/// The loss of one example.
/// Errors: no outputs, or not one target for each.
[[nodiscard]] Value loss_of(Loss loss, const ValuesView& targets,
                            const ValuesView& outputs);

/// What a net that is trained by this loss answers: its outputs, or the
/// probabilities that its scores stand for.
[[nodiscard]] std::vector<Value> answers_of(Loss loss,
                                            const ValuesView& outputs);

[[nodiscard]] std::string_view name_of(Loss loss);
[[nodiscard]] std::span<const Loss> losses();

}  // namespace gradwalk
