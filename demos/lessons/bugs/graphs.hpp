#pragma once

#include "problem.hpp"

namespace gradwalk::demos {

/// The operations of the engines of the zoo, but for division: no number is
/// divided by 0.
enum class Operator { add, subtract, multiply, sigmoid, relu };

/// A graph over parameters, and how often backward is run on it. Its root is
/// the last node; every other one is used.
class SmallGraph : public Problem {
 public:
  struct Step {
    Operator by;
    std::size_t a, b;  ///< places of nodes before it; b is a of a function
  };
  std::vector<double> leaves;
  std::vector<Step> steps;
  int passes = 1;

  [[nodiscard]] std::string given() const override;
  [[nodiscard]] std::vector<std::string> names() const override;
  [[nodiscard]] ProblemNumbers right() const override;
  [[nodiscard]] ProblemNumbers found_by(
      const BrokenEngine& engine) const override;
  Value record_in(Graph& graph) const override;
  [[nodiscard]] std::unique_ptr<Problem> copy() const override {
    return std::make_unique<SmallGraph>(*this);
  }

  /// Whether all nodes are used, and its leaves in their order.
  [[nodiscard]] bool is_whole() const;

 private:
  [[nodiscard]] std::string name_of(std::size_t node) const;
  [[nodiscard]] std::vector<Value> nodes_in(Graph& graph) const;
};

/// By operations, then leaves, then passes, up to three operations: each order
/// of operands and of operations is a graph of its own.
[[nodiscard]] std::vector<Size> graph_sizes();

/// Three operations on two or three leaves.
[[nodiscard]] SmallGraph drawn_graph(Random& random);

/// What a small net of one input costs after 0, 1, … steps by gradwalk.
[[nodiscard]] ProblemNumbers graph_costs(int steps);

}  // namespace gradwalk::demos
