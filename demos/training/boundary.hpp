#pragma once

#include <functional>
#include <gradwalk/nn/mlp.hpp>
#include <vector>

/// Where a net changes its answer.
namespace gradwalk::demos {

/// Where the output crosses ½ as t goes from -0.5 to 1.5; `inputs` makes a row
/// of inputs from t.
[[nodiscard]] std::vector<double> crossings(
    const MLP& net, const std::function<std::vector<double>(double t)>& inputs);

/// A net's output for one row of inputs.
[[nodiscard]] double answer(const MLP& net, const std::vector<double>& inputs);

}  // namespace gradwalk::demos
