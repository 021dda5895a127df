#pragma once

#include <gradwalk/nn/loss.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "training/net_matrices.hpp"

/// Backward propagation written out in matrices, as the second walkthrough
/// writes it: with all layers and put right, or with one of its faults.
namespace gradwalk::demos {

enum class Fault {
  none,
  layers,     ///< gradients for all layers but the last
  wiring,     ///< the last layer reads what the one before had before its relu
  bias,       ///< one sum over neurons and examples for the last layer's biases
  loss,       ///< p - y, whatever the loss
  softmax,    ///< exp(z) / Σ exp(z), without subtracting the largest z
  one_hot,    ///< labels as wide as the largest at hand
  mean,       ///< divided by all digits, not by those of the batch
  returned,   ///< b2 comes back in place of b1, so b1 moves as b2 does
  undefined,  ///< no fault in a gradient: what predicts and counts is missing
};

[[nodiscard]] std::string_view name_of(Fault fault);

/// All but `none`.
[[nodiscard]] std::span<const Fault> faults();

/// What a pass forward left. Layer l is at l - 1.
/// Shape: x features × examples, z and a neurons × examples.
struct ForwardPass {
  Matrix x;
  std::vector<Matrix> weights, z, a;
  std::vector<std::size_t> labels;  ///< one for each example
};

/// dz is of each example's own loss, dw and db of their mean. An empty matrix:
/// none is computed; so are rows that are missing.
struct HandGradients {
  std::vector<Matrix> dz, dw, db;
};

/// The formulas for a net of relu layers and softmax behind the last.
/// Errors: shapes that do not fit each other.
[[nodiscard]] HandGradients gradients_by_hand(const ForwardPass& pass,
                                              Loss loss, Fault fault,
                                              std::size_t digits_in_all);

}  // namespace gradwalk::demos
