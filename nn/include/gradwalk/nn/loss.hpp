#pragma once

#include <concepts>
#include <functional>
#include <gradwalk/operators.hpp>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
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

/// As it is written in options; and all of them.
[[nodiscard]] std::string_view name_of(Loss loss);
[[nodiscard]] std::span<const Loss> losses();

/// A loss of the list, or any function that records one example's loss:
///
/// ```cpp
/// const auto error = [](const ValuesView& y, const ValuesView& outputs) {
///   return abs(y[0] - outputs[0]);
/// };
/// TrainingOptions options{.loss = Loss::binary_cross_entropy};
/// options.loss = error;
/// options.loss = {"absolute_error", error};
/// fmt::print("{}\n", options.loss.name());  // prints absolute_error
/// ```
///
/// One's own takes the outputs for the answer itself, unless it says otherwise,
/// and any targets. Like an ActivationFunction it must record the same nodes
/// whatever the numbers are. Errors: an empty function.
class LossFunction {
 public:
  using Record = std::function<Value(const ValuesView& targets,
                                     const ValuesView& outputs)>;

  LossFunction(Loss loss = Loss::squared_error);
  LossFunction(std::string name, Record record,
               OutputMeaning meaning = OutputMeaning::value);
  template <class F>
  requires(!std::same_as<F, LossFunction>) &&
      std::is_invocable_r_v<Value, F&, const ValuesView&,
                            const ValuesView&> LossFunction(F record)
      : LossFunction("own", std::move(record)) {}

  [[nodiscard]] Value operator()(const ValuesView& targets,
                                 const ValuesView& outputs) const {
    return record_(targets, outputs);
  }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] OutputMeaning meaning() const { return meaning_; }

 private:
  std::string name_;
  Record record_;
  OutputMeaning meaning_;
};

/// What a net that is trained by this loss answers: its outputs, or the
/// probabilities that its scores stand for.
[[nodiscard]] std::vector<Value> answers_of(const LossFunction& loss,
                                            const ValuesView& outputs);

}  // namespace gradwalk
