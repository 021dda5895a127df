#pragma once

#include <memory>
#include <vector>

#include "graphs.hpp"

/// What every engine records: gradwalk's numbers are Value, those of an engine
/// made from tiny pointers to its nodes.
namespace gradwalk::demos {

template <class Number, class Leaf>
std::vector<Number> recorded(const SmallGraph& graph, Leaf leaf) {
  std::vector<Number> nodes;
  for (const double number : graph.leaves) nodes.push_back(leaf(number));
  for (const auto& [by, first, second] : graph.steps) {
    const Number a = nodes[first], b = nodes[second];
    switch (by) {
      case Operator::add:
        nodes.push_back(a + b);
        break;
      case Operator::subtract:
        nodes.push_back(a - b);
        break;
      case Operator::multiply:
        nodes.push_back(a * b);
        break;
      case Operator::sigmoid:
        nodes.push_back(sigmoid(a));
        break;
      case Operator::relu:
        nodes.push_back(relu(a));
        break;
    }
  }
  return nodes;
}

/// Of the net that is trained: w1, b1, w2, b2.
inline constexpr double first_weights[]{0.5, 0.5, 0.5, 0.5};
inline constexpr double training_rate = 0.05;

/// Σ (y - y_hat)² over three examples. Its hidden layer is a relu, its answer
/// z·sigmoid(z).
template <class Number, class Leaf>
Number cost_of_points(const std::vector<Number>& weights, Leaf leaf) {
  std::vector<Number> losses;
  for (const auto& [x, y] : {std::pair{-2.0, 0.0}, {0.0, 1.0}, {1.0, 2.0}}) {
    const Number hidden = relu(weights[0] * leaf(x) + weights[1]);
    const Number z = weights[2] * hidden + weights[3];
    const Number error = leaf(y) - z * sigmoid(z);
    losses.push_back(error * error);
  }
  return losses[0] + losses[1] + losses[2];
}

/// An engine made from tiny: the values, then the gradients from the root on.
template <class Number> ProblemNumbers numbers_in(const SmallGraph& graph) {
  using Node = typename Number::element_type;
  const std::vector<Number> nodes = recorded<Number>(graph, [](double number) {
    return std::make_shared<Node>(Node{number, 0.0, {}, {}});
  });
  for (int pass = 0; pass < graph.passes; ++pass) backward(nodes.back());
  ProblemNumbers numbers;
  for (const Number& node : nodes) numbers.push_back(node->value);
  for (std::size_t i = nodes.size(); i-- > 0;)
    numbers.push_back(nodes[i]->gradient);
  return numbers;
}

/// The same net as `graph_costs` trains. Its weights live from step to step.
template <class Number> ProblemNumbers costs_in(int steps) {
  using Node = typename Number::element_type;
  const auto leaf = [](double number) {
    return std::make_shared<Node>(Node{number, 0.0, {}, {}});
  };
  std::vector<Number> weights;
  for (const double number : first_weights) weights.push_back(leaf(number));
  ProblemNumbers costs;
  for (int step = 0; step <= steps; ++step) {
    const Number cost = cost_of_points<Number>(weights, leaf);
    costs.push_back(cost->value);
    backward(cost);
    for (const Number& weight : weights)
      weight->value -= training_rate * weight->gradient;
  }
  return costs;
}

}  // namespace gradwalk::demos
