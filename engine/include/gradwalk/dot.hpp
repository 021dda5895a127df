#pragma once

#include <gradwalk/value.hpp>
#include <string>

namespace gradwalk {

/// How much of a net is drawn as one box.
enum class Fold {
  automatic,  ///< as much as keeps the drawing readable
  nothing,    ///< every node is drawn
  neurons,    ///< `layer1.neuron2` is one box
  layers,     ///< `layer1` is one box
};

struct DotOptions {
  int precision = 4;  ///< significant digits
  Fold fold = Fold::automatic;
};

/// The graph under root as Graphviz text: values green, gradients red, local
/// gradients on the edges. Inputs are boxes, parameters boxes with two
/// borders, operations ellipses with their symbol, the root an octagon.
/// A gradient is – for a node that no backward pass has covered. Groups
/// (`Groups`) are framed or, as `fold` says, folded into one box each. Ids
/// are the nodes' indices: the same graph gives the same text.
[[nodiscard]] std::string to_dot(Value root, const DotOptions& options = {});

}  // namespace gradwalk
