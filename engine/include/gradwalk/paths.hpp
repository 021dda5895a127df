#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <gradwalk/formula.hpp>
#include <gradwalk/subgraph.hpp>
#include <string>
#include <vector>

namespace gradwalk {

/// One way from a node to the result.
struct Path {
  std::vector<Value> nodes;             ///< from the node to the root
  std::vector<Formula> labels;          ///< as `Labels` calls them
  std::vector<double> local_gradients;  ///< of each edge, one fewer than nodes
  double product;                       ///< of the local gradients
};

/// One operand of one operation that is the node: a direct use of it.
struct Use {
  Value node;  ///< the operation that uses it
  Formula label;
  double upstream;        ///< ∂root/∂operation
  double local_gradient;  ///< ∂operation/∂node, by this operand
  double contribution;    ///< upstream × local gradient; 0 if no path is open
  std::uint64_t paths;    ///< how many open ones go this way
};

/// Why a node's gradient is the number that it is.
struct Paths {
  /// In place of a number of paths that no 64 bits hold.
  static constexpr std::uint64_t beyond_counting = ~std::uint64_t{0};

  Formula from, root;
  std::uint64_t count;       ///< of all open paths, listed or not
  std::uint64_t closed;      ///< of those that a selection (relu, …) closes
  std::vector<Path> listed;  ///< no more than the caller asked for
  std::vector<Use> uses;     ///< every direct use; parallel edges count apart
  double sum;                ///< of all paths' products: ∂root/∂from

  [[nodiscard]] std::uint64_t left_out() const { return count - listed.size(); }

  /// `2 paths are closed: …`, or "".
  [[nodiscard]] std::string closed_in_words() const;
};

/// Every path from `from` to the root, in the order of recording: the product
/// of local gradients along each, and their sum, which is the gradient. They
/// are counted without being walked; `most` of them are listed. Through a
/// branch that a selection did not take there is none: such paths are counted
/// apart. Errors: `from` is given, and not the root; nodes of two graphs; a
/// leaf was set and `forward` not called since.
///
/// ```cpp
/// Graph graph;
/// Value x = graph.parameter(-2.0, "x"), r = relu(x).named("r");
/// Value y = (x * x + r).named("y");
/// fmt::print("{}\n", paths(x, y));
/// ```
/// ```
/// x → x·x → y: (-2) × 1 = -2
/// x → x·x → y: (-2) × 1 = -2
/// 1 path is closed: a relu, max or choice on it lets nothing through
/// ∂y/∂x is the sum over 2 paths: -4
/// ```
[[nodiscard]] Paths paths(Value from, const Subgraph& graph,
                          std::size_t most = 100);

}  // namespace gradwalk

/// `b → d → e: 1 × 3 = 3`
template <>
struct fmt::formatter<gradwalk::Path> : fmt::formatter<std::string> {
  auto format(const gradwalk::Path& path, fmt::format_context& context) const
      -> fmt::format_context::iterator;
};

/// A line for each path that is listed, and the sum.
template <>
struct fmt::formatter<gradwalk::Paths> : fmt::formatter<std::string> {
  auto format(const gradwalk::Paths& paths, fmt::format_context& context) const
      -> fmt::format_context::iterator;
};
