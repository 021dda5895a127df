#pragma once

#include <algorithm>
#include <array>
#include <gradwalk/engine.hpp>
#include <limits>
#include <random>

#include "functions.hpp"

/// A graph of any operations at poles, zeros, ties and infinities.
struct EdgeGraph {
  gradwalk::Graph graph;
  std::vector<gradwalk::Value> leaves, nodes;

  explicit EdgeGraph(unsigned seed) : random_(seed) {
    for (int i = 0; i < 4; ++i)
      leaves.push_back(random_() % 4 == 0 ? graph.input(number())
                                          : graph.parameter(number()));
    leaves.push_back(graph.parameter(number()));
    nodes = leaves;
    const std::size_t size = 8 + random_() % 12;
    while (nodes.size() < size) {
      const auto all = functions();
      const std::vector<gradwalk::Value> operands{any(), any(), any(), any()};
      nodes.push_back(record_on(all[random_() % all.size()], operands));
    }
  }
  [[nodiscard]] gradwalk::Value root() const { return nodes.back(); }

 private:
  double number() {
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr std::array edges{0.0, -0.0, 1.0, -1.0, 2.0, 0.5, -2.0, inf, -inf};
    return edges[random_() % (random_() % 8 == 0 ? edges.size() : 7)];
  }
  gradwalk::Value any() {
    const std::size_t window = std::min<std::size_t>(nodes.size(), 6);
    return nodes[nodes.size() - 1 - random_() % window];
  }

  std::mt19937 random_;
};
