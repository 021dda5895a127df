#pragma once

#include <gradwalk/values.hpp>
#include <span>
#include <vector>

namespace gradwalk {

/// ∂root/∂node as a node of the same graph: the backward pass from root to
/// node, recorded by the operations' own rules, so that it can be walked,
/// printed, and differentiated again. `forward` keeps it up to date.
/// Where no gradient flows from root into node, it is the constant 0.
/// Errors: nodes of two graphs; a node that needs no gradient and is not root;
/// a leaf was set and `forward` not called since.
///
/// ```cpp
/// Graph graph;
/// Value x = graph.parameter(1.0, "x");
/// Value slope = gradient_node(x * x * x, x);
/// fmt::print("{}\n", slope);                    // prints 3
/// fmt::print("{}\n", gradient_node(slope, x));  // prints 6
/// x.set(3.0);
/// graph.forward();
/// fmt::print("{}\n", slope);  // prints 27
/// ```
[[nodiscard]] Value gradient_node(Value root, Value node);

/// The same for several nodes in one pass, which share what they can.
[[nodiscard]] std::vector<Value> gradient_nodes(Value root,
                                                const ValuesView& nodes);

}  // namespace gradwalk
