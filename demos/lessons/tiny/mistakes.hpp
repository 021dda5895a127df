#pragma once

#include "engine.hpp"

namespace gradwalk::demos {

/// What is often wrong in a backward pass that is written for the first time.
enum class BackwardMistake {
  assigns,        ///< = in place of +=
  nearest_first,  ///< a node passes on before it has heard of all that use it
  not_from_zero,  ///< a second pass adds to what the first left
};

/// tiny::backward with that mistake.
void backward_with(BackwardMistake mistake, const tiny::Number& root);

}  // namespace gradwalk::demos
