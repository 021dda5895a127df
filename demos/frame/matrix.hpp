#pragma once

#include <gradwalk/nn/mlp.hpp>
#include <span>
#include <string>
#include <vector>

/// A net's numbers as the walkthroughs print them.
namespace gradwalk::demos {

using Matrix = std::vector<std::vector<double>>;

/// &Value::value or &Value::gradient.
using NodeNumber = double (Value::*)() const;
/// &Layer::Output::z or &Layer::Output::a.
using LayerPart = std::vector<Value> Layer::Output::*;

/// Names the nodes of one example's pass `layer1.neuron2.z` and `.a`, so that
/// a drawing can be read.
void name_nodes(const MLP& net, const MLP::Pass& pass,
                const std::string& suffix = "");

/// One part of a layer over the examples' passes. Shape: neurons × examples.
[[nodiscard]] Matrix over_examples(std::span<const MLP::Pass> passes,
                                   std::size_t layer, LayerPart part,
                                   NodeNumber number);

/// Shape: outputs × inputs.
[[nodiscard]] Matrix weights_of(const Layer& layer, NodeNumber number);

/// Shape: outputs × 1; empty for a layer without biases.
[[nodiscard]] Matrix biases_of(const Layer& layer, NodeNumber number);

}  // namespace gradwalk::demos
