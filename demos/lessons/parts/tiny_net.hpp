#pragma once

#include <gradwalk/nn.hpp>
#include <string>
#include <vector>

#include "story/document.hpp"
#include "training/iteration.hpp"

namespace gradwalk::demos {

/// A net of 4-3-3-3 neurons with ReLU and softmax, small enough to print: the
/// walkthrough's 784-32-16-10 in little, its weights drawn as the walkthrough's
/// are from NumPy's seed 7, and after them five examples.
struct TinyNet {
  Graph graph;
  MLP net;
  Matrix x;  ///< features × examples
  std::vector<std::size_t> labels{0, 1, 2, 1, 0};

  TinyNet();

  /// Labels as columns, 1 at the label: classes × examples.
  [[nodiscard]] Matrix one_hot() const;

  /// The same five examples as nn takes them.
  [[nodiscard]] Examples examples() const;

  /// `W1` … `b3` as they are now.
  [[nodiscard]] std::vector<NamedMatrix> matrices() const;
  [[nodiscard]] Json parameters() const;
};

enum class TinyLoss {
  cross_entropy,  ///< mean over the examples of -log(probability of the label)
  squared_error,  ///< mean over the examples of Σ(probability - one-hot)²
};

/// One pass forward and backward over all five examples, in numbers: layer l
/// is at l - 1. Shape: neurons × examples, dw as W, db neurons × 1.
struct TinyIteration {
  double loss;
  std::vector<Matrix> z, a, dz, da, dw, db;

  /// Z3 if layer 3 were given layer 2 before its ReLU.
  Matrix z3_from_z2;

  /// The largest |gradient - central difference| in W1, W2, W3, b1, b2, b3;
  /// none until `check`.
  std::vector<double> differences;

  TinyIteration(const TinyNet& tiny, TinyLoss kind);

  void check(const TinyNet& tiny, TinyLoss kind);

  /// By name: `loss`, `Z1`, `A1`, …, `dZ3`, `dA2`, …, `dW1`, `db1`.
  [[nodiscard]] Json document(TinyLoss kind) const;
};

/// All the numbers of a matrix added up, by the engine.
[[nodiscard]] double sum_of(const Matrix& matrix);

}  // namespace gradwalk::demos
