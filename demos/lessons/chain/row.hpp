#pragma once

#include <gradwalk/graph.hpp>
#include <gradwalk/nn/activation.hpp>
#include <vector>

#include "story/document.hpp"
#include "story/figure.hpp"
#include "story/story.hpp"

namespace gradwalk::demos {

/// How long a row of neurons is, and what goes in.
struct RowSize {
  std::size_t neurons;
  double x;
};

/// Neurons of one input each, one behind the other: z = weight·a of the one
/// before, a = activation(z). A backward pass has begun at the last a.
struct Row {
  Graph graph;
  std::vector<Value> z;

  Row(const RowSize& size, Activation activation, double weight);

  /// ∂(the last a)/∂z, from the first neuron on.
  [[nodiscard]] std::vector<double> passed_back() const;
};

/// Vanishing gradients, saturation and dead relus along rows, for the
/// document.
Json show_rows(Story& story, const RowSize& size);

/// The gradients along the rows of weight 1, as powers of ten.
[[nodiscard]] Panel rows_panel(const RowSize& size);

}  // namespace gradwalk::demos
