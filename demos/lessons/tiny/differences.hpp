#pragma once

#include <string>
#include <vector>

#include "neuron.hpp"

/// What the lesson `tiny` measures and counts of both engines.
namespace gradwalk::demos {

/// What a node of two parents takes. Units: bytes; blocks of memory.
struct NodeCosts {
  std::size_t tiny_node;     ///< value, gradient, the vector, the function
  std::size_t tiny_parents;  ///< what its vector holds
  std::size_t tiny_rule;     ///< of tiny_node, the function
  std::size_t tiny_blocks;   ///< asked of the system, one after the other
  std::size_t gradwalk_node;
  std::size_t gradwalk_rule;  ///< of gradwalk_node, which operation it is
  int growths;                ///< of its arrays, for `nodes` nodes
  int nodes;
};
[[nodiscard]] NodeCosts node_costs(const Twins& twins, int nodes);

/// y = x, then y = y + one so many times.
struct ChainRun {
  int additions;
  double y = 0.0, by_x = 0.0, by_one = 0.0;
  std::string refusal;  ///< in place of gradients; "" if there are some
};
[[nodiscard]] ChainRun run_tiny_chain(int additions);
[[nodiscard]] ChainRun run_gradwalk_chain(int additions);

/// a's gradient in p1 + p2 + p3 with p1 = 0.1·a, p2 = 0.2·a, p3 = 0.3·a, where
/// p2 is recorded before p1.
struct SumOrders {
  struct Sum {
    double gradient = 0.0;
    std::vector<double> terms;  ///< in the order in which they arrive
  };
  Sum tiny, gradwalk;
};
[[nodiscard]] SumOrders sums_in_both_orders();

/// tiny's ∂loss/∂x1: as recorded; after w1->value = 0.2 and another backward;
/// and recorded anew with that w1.
struct StaleGradient {
  double before, stale, anew;
};
[[nodiscard]] StaleGradient stale_gradient(const OrExample& example);

/// A wrong use, and the text of the error that gradwalk throws.
struct Refusal {
  std::string use, text;
};
[[nodiscard]] std::vector<Refusal> refusals(const OrExample& example);

}  // namespace gradwalk::demos
