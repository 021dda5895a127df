#pragma once

#include <gradwalk/labels.hpp>
#include <string>
#include <vector>

#include "cells.hpp"

namespace gradwalk::demos {

/// The questions of a training's iterations while these are told: what comes
/// before a matrix.
class IterationQuestions {
 public:
  /// The step by the iteration before, and the passes of this one.
  void begin(const Iteration& iteration, Digits digits);
  [[nodiscard]] std::vector<CellQuestion> before(
      const std::string& matrix) const;
  void end(const Iteration& iteration, Digits digits);

 private:
  std::vector<CellQuestion> cells_, updates_;
};

}  // namespace gradwalk::demos
