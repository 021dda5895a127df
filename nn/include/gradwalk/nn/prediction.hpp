#pragma once

#include <gradwalk/nn/loss.hpp>
#include <gradwalk/nn/mlp.hpp>
#include <initializer_list>
#include <span>
#include <vector>

/// What a net answers: its outputs; or, for a loss that takes scores, the
/// probabilities that these stand for, as `answers_of` makes them. The graph
/// stays as it was.
/// Errors: not as many inputs as the net has; a net whose output is not what
/// the loss takes.
namespace gradwalk {

/// The answer to one example's inputs. Shape: outputs.
[[nodiscard]] std::vector<double> predict(
    const MLP& net, std::span<const double> inputs,
    const LossFunction& loss = Loss::squared_error);
[[nodiscard]] inline std::vector<double> predict(
    const MLP& net, std::initializer_list<double> inputs,
    const LossFunction& loss = Loss::squared_error) {
  return predict(net, std::span(inputs.begin(), inputs.size()), loss);
}

/// The answers to a table, (examples × inputs). Shape: (examples × outputs).
[[nodiscard]] std::vector<std::vector<double>> predict(
    const MLP& net, const std::vector<std::vector<double>>& inputs,
    const LossFunction& loss = Loss::squared_error);

}  // namespace gradwalk
