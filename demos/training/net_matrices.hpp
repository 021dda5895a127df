#pragma once

#include <gradwalk/nn/mlp.hpp>
#include <span>
#include <string>
#include <vector>

#include "story/matrix.hpp"

/// The numbers of nodes and of nets, as the walkthroughs print them.
namespace gradwalk::demos {

[[nodiscard]] std::vector<double> values_of(const ValuesView& nodes);
[[nodiscard]] std::vector<double> gradients_of(const ValuesView& nodes);

/// &Value::value or &Value::gradient.
using NodeNumber = double (Value::*)() const;
/// &Layer::Output::z or &Layer::Output::a.
using LayerPart = std::vector<Value> Layer::Output::*;

/// One part of a layer over the examples' passes. Shape: neurons × examples.
[[nodiscard]] Matrix over_examples(std::span<const MLP::Pass> passes,
                                   std::size_t layer, LayerPart part,
                                   NodeNumber number);

/// Shape: outputs × inputs.
[[nodiscard]] Matrix weights_of(const Layer& layer, NodeNumber number);

/// Shape: outputs × 1; empty for a layer without biases.
[[nodiscard]] Matrix biases_of(const Layer& layer, NodeNumber number);

}  // namespace gradwalk::demos
