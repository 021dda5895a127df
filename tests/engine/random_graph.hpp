#pragma once

#include <cmath>
#include <gradwalk/engine.hpp>
#include <random>

#include "functions.hpp"

/// A graph of up to 60 nodes that uses any operation whose gradient is its
/// slope, shares nodes, and has leaves of both kinds. Its numbers are finite
/// and of moderate size.
struct RandomGraph {
  gradwalk::Graph graph;
  std::vector<gradwalk::Value> nodes;

  explicit RandomGraph(unsigned seed) : random_(seed) {
    std::uniform_real_distribution<double> uniform(-2.0, 2.0);
    const std::size_t leaves = 2 + random_() % 8;
    for (std::size_t i = 0; i < leaves; ++i)
      nodes.push_back(random_() % 3 == 0 ? graph.input(uniform(random_))
                                         : graph.parameter(uniform(random_)));
    nodes.push_back(graph.parameter(uniform(random_)));
    const std::size_t size = 5 + random_() % 55;
    for (int tries = 0; nodes.size() < size && tries < 400; ++tries) grow();
  }

  [[nodiscard]] gradwalk::Value root() const { return nodes.back(); }

 private:
  gradwalk::Value any() {
    // Recent nodes more often, so that graphs grow deep as well as wide.
    const std::size_t window = random_() % 2 == 0 ? 5 : nodes.size();
    const std::size_t back = random_() % std::min(window, nodes.size());
    return nodes[nodes.size() - 1 - back];
  }

  /// By name, so that a graph does not depend on the order of the list.
  static const std::vector<const gradwalk::Operation*>& by_name() {
    static const auto sorted = [] {
      std::vector<const gradwalk::Operation*> all;
      for (const auto& operation : functions())
        if (!is_cut(operation)) all.push_back(&operation);
      std::ranges::sort(all, {}, &gradwalk::Operation::name);
      return all;
    }();
    return sorted;
  }

  void grow() {
    const gradwalk::Operation& operation =
        *by_name()[random_() % by_name().size()];
    std::vector<gradwalk::Value> operands{any(), any(), any(), any()};
    const bool wants_odd = operation.in_pairs && !operation.accepts(4);
    if (wants_odd || random_() % 2 == 0) operands.push_back(any());
    const gradwalk::Value node = record_on(operation, operands);
    bool moderate = std::abs(node.value()) < 50.0;
    for (const double local : node.local_gradients())
      moderate = moderate && std::abs(local) < 50.0;
    if (moderate) nodes.push_back(node);
  }

  std::mt19937 random_;
};
