#pragma once

#include <functional>
#include <gradwalk/nn/prediction.hpp>
#include <vector>

/// Where a net changes its answer.
namespace gradwalk::demos {

/// Where the output crosses ½ as t goes from -0.5 to 1.5; `inputs` makes a row
/// of inputs from t.
[[nodiscard]] std::vector<double> crossings(
    const MLP& net, Loss loss,
    const std::function<std::vector<double>(double t)>& inputs);

/// What a net that is trained by this loss answers to one row of inputs: its
/// first output, or the probability that it stands for.
[[nodiscard]] inline double answer(const MLP& net, Loss loss,
                                   const std::vector<double>& inputs) {
  return predict(net, inputs, loss).front();
}

}  // namespace gradwalk::demos
