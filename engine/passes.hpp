#pragma once

#include <gradwalk/tape.hpp>

/// The two passes over a tape.
namespace gradwalk::detail {

/// Computes the operations again, in index order.
void forward(Tape& tape);

/// Sweeps gradients from `root` down. Nothing under root is out of date.
void backward(Tape& tape, Index root);

}  // namespace gradwalk::detail
