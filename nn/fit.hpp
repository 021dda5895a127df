#pragma once

#include <gradwalk/nn/evaluation.hpp>

/// What a net, a loss and examples must have in common: without it they give
/// numbers all the same, and these mean nothing.
namespace gradwalk {

/// Errors: no examples, or not as many targets as inputs.
void require_pairs(const Examples& examples);

/// Errors: an example has another number of inputs or targets than the net.
void require_shape(const MLP& net, const Examples& examples, std::size_t i);

/// Errors: the loss takes scores, and the net's output is not `identity`; or it
/// takes softmax of a single one.
void require_scores(const MLP& net, const LossFunction& loss);

/// Errors: an example's targets are none that the loss is made for.
void require_targets(const LossFunction& loss, const Examples& examples,
                     std::size_t i);

/// All of them, of all examples. Errors: also a net that is gone.
void require_fit(const MLP& net, const LossFunction& loss,
                 const Examples& examples);

/// Errors: the targets of each example are one of several classes, and the loss
/// takes each of them by itself.
void require_no_classes(const LossFunction& loss, const Examples& examples);

}  // namespace gradwalk
