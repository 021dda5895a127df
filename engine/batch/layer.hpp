#pragma once

#include <functional>
#include <gradwalk/rules.hpp>
#include <gradwalk/value.hpp>
#include <optional>
#include <vector>

/// How a plan finds a layer: nodes over the same operands.
namespace gradwalk::detail {

/// A `linear` or `dot` node of which one half of the operands varies with the
/// examples, and the other, the weights, does not.
struct Neuron {
  Value node;
  std::vector<Value> weights, operands;
  std::optional<Value> bias;  ///< does not vary
  bool learns;                ///< whether a weight or the bias does

  /// Neurons of one layer have the same.
  [[nodiscard]] std::vector<std::size_t> key() const;
};

/// None if it is no such node, or if an operand is there twice: it would be
/// written twice at once.
[[nodiscard]] std::optional<Neuron> neuron_of(
    Value node, const std::function<bool(Value)>& varies);

/// Neurons of one key. Weight i of neuron j has the cell first_cell +
/// j·stride + i.
struct Layer {
  std::vector<Neuron> neurons;
  std::size_t first_cell;
  std::ptrdiff_t stride;  ///< 0 while there is one neuron

  /// Adds the neuron, if its weights' first cell is where it should be.
  bool join(const Neuron& neuron, std::size_t cell);
};

}  // namespace gradwalk::detail
