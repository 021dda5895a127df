#pragma once

#include <gradwalk/operation.hpp>

#include "question.hpp"

/// The mistakes that students make, each as the calculation that it is.
namespace gradwalk::demos {

/// Of an operation's value, worked out from its operands.
[[nodiscard]] std::vector<LikelyMistake> value_mistakes(
    const Operation& operation);

/// Of ∂node/∂parent k, worked out from the operands and, last, the value.
[[nodiscard]] std::vector<LikelyMistake> local_mistakes(
    const Operation& operation, std::size_t k);

/// Of upstream × local, worked out from these two …
[[nodiscard]] std::vector<LikelyMistake> product_mistakes();
/// … and then from what the local gradient is worked out from.
[[nodiscard]] std::vector<LikelyMistake> product_mistakes(
    const Operation& operation, std::size_t k);

/// Of what a node has received so far and what comes now.
[[nodiscard]] std::vector<LikelyMistake> sum_mistakes();

/// Of parameter, rate and gradient.
[[nodiscard]] std::vector<LikelyMistake> update_mistakes();

/// Numbers as they were before they changed, in place of what they are now.
[[nodiscard]] LikelyMistake old_numbers(const Work& work,
                                        std::vector<double> old);

}  // namespace gradwalk::demos
