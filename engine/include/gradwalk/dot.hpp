#pragma once

#include <gradwalk/subgraph.hpp>
#include <string>
#include <vector>

namespace gradwalk {

/// How much of a net is drawn as one box.
enum class Fold {
  automatic,  ///< as much as keeps the drawing readable
  nothing,    ///< every node is drawn
  neurons,    ///< `layer1.neuron2` is one box
  layers,     ///< `layer1` is one box
};

/// What a drawing shows.
struct DotOptions {
  int precision = 4;  ///< significant digits
  Fold fold = Fold::automatic;
  bool blank = false;  ///< room for numbers, for a page that fills them in
};

/// The graph as Graphviz text: values green, gradients red, local
/// gradients on the edges. Inputs are boxes, parameters boxes with two
/// borders, operations ellipses with their symbol, the root an octagon.
/// A gradient is – for a node that no backward pass has covered. Groups
/// (`Groups`) are framed or, as `fold` says, folded into one box each. Ids
/// are the nodes' indices: the same graph gives the same text.
/// Errors: a leaf under root was set, and `Graph::forward` not called since.
[[nodiscard]] std::string to_dot(const Subgraph& graph,
                                 const DotOptions& options = {});

/// Nodes that are drawn as one box, whose id is `g<i>`.
struct FoldedBox {
  std::string id;
  std::string group;
  std::vector<Value> nodes;  ///< in topological order
};

/// The boxes in `to_dot` of the same graph and options.
[[nodiscard]] std::vector<FoldedBox> folded_boxes(
    const Subgraph& graph, const DotOptions& options = {});

}  // namespace gradwalk
