#pragma once

#include <gradwalk/nn/training.hpp>
#include <string>
#include <vector>

/// Names for what a net's pass records, so that pictures can be read.
namespace gradwalk::demos {

/// The inputs under a node, in the order of recording: an example's, then its
/// targets, then the numbers in formulas.
[[nodiscard]] std::vector<Value> inputs_under(Value root);

/// Names the nodes of one example's pass `layer1.neuron2.z` and `.a`, so that
/// a drawing can be read.
void name_nodes(const MLP& net, const MLP::Pass& pass,
                const std::string& suffix = "");

/// One example's pass and loss: its inputs are named after the features, its
/// targets `y`, or `y1`, …; then `layer1.neuron2.z` and `layer1.neuron2.a`;
/// each with `suffix` behind it.
void name_pass(const MLP& net, const std::vector<std::string>& features,
               const MLP::Pass& pass, Value loss, const std::string& suffix);

/// Every example of a batch, with the suffixes `_1`, …, and its `cost`. The
/// losses of more than eight examples are `losses.loss_1`, …, to be drawn as
/// one box.
void name_batch(const MLP& net, const std::vector<std::string>& features,
                const RecordedBatch& batch);

}  // namespace gradwalk::demos
