#pragma once

#include <gradwalk/nn.hpp>

/// y = 2x over five examples.
inline gradwalk::Examples doubled() {
  return {{{1}, {2}, {3}, {4}, {5}}, {{2}, {4}, {6}, {8}, {10}}};
}

/// One weight and no more, at 0: its output is w·x.
struct Line {
  gradwalk::Graph graph;
  gradwalk::MLP net{
      graph, {1, 1}, {.output = gradwalk::Activation::identity, .bias = false}};
  Line() { w().set(0.0); }
  [[nodiscard]] gradwalk::Value w() const { return net.parameters()[0]; }
};
