#pragma once

#include <string>
#include <vector>

#include "plan.hpp"
#include "story/json.hpp"

/// Single iterations of a training, in numbers.
namespace gradwalk::demos {

/// What a recorded batch and its backward pass hold, in matrices.
[[nodiscard]] IterationNumbers numbers_of(const MLP& net,
                                          const RecordedBatch& batch);

/// `Z1`, and plain `Z` in a net of one layer.
[[nodiscard]] std::string numbered(const std::string& name, std::size_t layer,
                                   const MLP& net);

/// W and b of each layer, under their names; the b of a layer without biases
/// is empty.
struct NamedMatrix {
  std::string name;
  Matrix matrix;
};
[[nodiscard]] std::vector<NamedMatrix> weight_matrices(const MLP& net);

/// W and b of each layer.
[[nodiscard]] Json weights_document(const MLP& net);
[[nodiscard]] Json iteration_document(const IterationNumbers& iteration);

}  // namespace gradwalk::demos
