#pragma once

#include <gradwalk/graph/tape.hpp>

/// The two passes over a tape.
namespace gradwalk::detail {

/// Computes the operations again, in the order of recording.
void forward(Tape& tape);

/// Sets the tape's gradients to ∂root/∂node. Nothing under root is out of date.
void backward(Tape& tape, Index root);

}  // namespace gradwalk::detail
