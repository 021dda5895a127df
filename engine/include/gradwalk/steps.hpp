#pragma once

#include <fmt/core.h>

#include <gradwalk/formula.hpp>
#include <gradwalk/labels.hpp>
#include <gradwalk/subgraph.hpp>
#include <span>
#include <string>
#include <vector>

namespace gradwalk {

/// One operation of the forward pass, as it was computed. A step keeps its
/// own numbers: what happens to the graph later does not change it.
struct ForwardStep {
  Value node;
  Formula label;  ///< its name, or as `Labels` calls it
  const Operation* operation;
  std::vector<Formula> parents;  ///< their labels, in the operands' order
  std::vector<double> operands;  ///< their values
  double value;

  /// `w1·x1 + w2·x2 + b`.
  [[nodiscard]] std::string symbols() const;

  /// `0.1·0 + 0.6·0 + 0`, with `precision` significant digits.
  [[nodiscard]] std::string numbers(Digits digits = 6) const;
};

/// What a node passes to one of its parents in the backward pass.
struct Passed {
  Value parent;
  Formula label;
  Formula local_symbols;  ///< ∂node/∂parent in symbols, `y·(1 - y)`
  double local;           ///< and its value
  bool flows;             ///< false: the parent needs no gradient
  bool open;              ///< false: a selection (relu, max, …) left it
  double result;          ///< upstream × local; 0 where no path is open
  std::string remark;     ///< why the result is no number, or not the product;
                          ///< or the local gradient not what its formula gives
  int received;           ///< how many results the parent has with this one,
  int receives;           ///< and how many it will have
  double before;          ///< the sum of those it had,
  double sum;             ///< and with this one
};

/// One node's turn in the backward pass.
struct BackwardStep {
  Value node;
  Formula label;
  const Operation* operation;
  std::vector<double> operands;  ///< its parents' values
  double value;
  double upstream;         ///< ∂root/∂node: all that the node received
  bool reached;            ///< whether a path from the root is open
  std::vector<Passed> to;  ///< one for each parent, in the operands' order

  /// For each parent ∂node/∂parent in symbols, with their numbers put in, and
  /// its value, `y·(1 - y)`, `0.5·(1 - 0.5)`, `0.25`: as many of the three as
  /// are written differently.
  [[nodiscard]] std::vector<std::vector<Formula>> local_gradients(
      Digits digits = 6) const;
};

/// The operations of a graph, each after its operands.
/// Errors: a leaf of it was set, and `Graph::forward` not called since.
[[nodiscard]] std::vector<ForwardStep> forward_steps(const Subgraph& graph);

/// The operations of a graph through which a gradient flows, root first. The
/// numbers are those of `root.backward()`, which need not have been called.
/// Errors: a leaf of it was set, and `Graph::forward` not called since.
[[nodiscard]] std::vector<BackwardStep> backward_steps(const Subgraph& graph);

/// The steps, a line or more each; of more than `most`, the first and a count
/// of the others. `summarise` (groups.hpp) tells a large graph by its groups.
[[nodiscard]] std::string to_text(std::span<const ForwardStep> steps,
                                  std::size_t most = 100);
[[nodiscard]] std::string to_text(std::span<const BackwardStep> steps,
                                  std::size_t most = 100);

}  // namespace gradwalk

/// `z = w·x + b = 0.1·2 + 0 = 0.2`
template <>
struct fmt::formatter<gradwalk::ForwardStep> : fmt::formatter<std::string> {
  auto format(const gradwalk::ForwardStep& step,
              fmt::format_context& context) const
      -> fmt::format_context::iterator;
};

/// A line for each parent: `z → w: 0.125 × x = 0.125 × 2 = 0.25`
template <>
struct fmt::formatter<gradwalk::BackwardStep> : fmt::formatter<std::string> {
  auto format(const gradwalk::BackwardStep& step,
              fmt::format_context& context) const
      -> fmt::format_context::iterator;
};
