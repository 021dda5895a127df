#pragma once

#include <gradwalk/labels.hpp>
#include <optional>
#include <string>
#include <vector>

#include "question.hpp"
#include "training/plan.hpp"

namespace gradwalk::demos {

struct Cell {
  std::size_t row = 0, column = 0;
};

/// A question for one cell of a matrix, or for its shape.
struct CellQuestion {
  std::string matrix;  ///< `dW1`, before which it is asked
  /// Its spot is where a graph of the iteration has that number.
  Question question;
  std::optional<Cell> cell{};
};

/// Questions about an iteration that is told in matrices: of each matrix the
/// cell that is farthest from 0. They follow one example through one neuron of
/// each layer, forward and backward, and one weight of it over all examples.
[[nodiscard]] std::vector<CellQuestion> cell_questions(
    const Iteration& iteration, Digits digits);

/// What a weight of each layer is after the step by that iteration.
[[nodiscard]] std::vector<CellQuestion> update_questions(
    const Iteration& iteration, Digits digits);

}  // namespace gradwalk::demos
