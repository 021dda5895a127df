#pragma once

#include <gradwalk/graph/tape.hpp>

/// The two passes over a tape.
namespace gradwalk::detail {

/// Computes the operations again, in index order.
void forward(Tape& tape);

/// Sweeps the tape's gradients from `root` down, from zero. Nothing under root
/// is out of date.
void backward(Tape& tape, Index root);

/// The same into zeros of the caller's. Shape: one for each of 0 … root.
void sweep(Tape& tape, Index root, double* gradients);

}  // namespace gradwalk::detail
