#pragma once

#include "page.hpp"
#include "training_lesson.hpp"

/// The pages and documents of single iterations of training.
namespace gradwalk::demos {

/// What a recorded batch and its backward pass hold, in matrices.
[[nodiscard]] IterationNumbers numbers_of(const MLP& net,
                                          const RecordedBatch& batch);

/// W and b of each layer.
[[nodiscard]] Json weights_document(const MLP& net);
[[nodiscard]] Json iteration_document(const IterationNumbers& iteration);

/// A matrix under its name and shape, `W1 (3 × 2) =`; long ones are cut.
void show_matrix(Page& page, const std::string& name, const Matrix& matrix,
                 Ink ink);
void show_weights(Page& page, const MLP& net);

/// The forward half and the backward half of one iteration, layer by layer.
void show_forward(Page& page, const MLP& net, const Plan& plan,
                  const IterationNumbers& iteration);
void show_backward(Page& page, const MLP& net, const Plan& plan,
                   const IterationNumbers& iteration);

}  // namespace gradwalk::demos
