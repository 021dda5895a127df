#pragma once

#include <functional>
#include <gradwalk/engine.hpp>
#include <string>
#include <vector>

namespace gradwalk {

/// A graph that was swept, and has room for `room` more nodes; if lists_full,
/// for no more lists of operands.
struct Prepared {
  Graph graph;
  Values w = graph.parameters(std::vector{0.5, 1.5, 2.0}, "w");
  Values x = graph.inputs(std::vector{1.0, 2.0, 3.0});
  Values scattered = std::vector{w[2], x[0], w[0]};
  Value z = linear(w, x, 0.25).named("z");
  Value y = (tanh(z) * w[1] + sum(scattered)).named("y");
  Value made;  ///< what an act has recorded

  Prepared(std::size_t room, bool lists_full) {
    // The engine's first arrays have room for 1024 nodes, 256 lists and 256
    // indices, of which `scattered` has taken three. The second have room for
    // 2048 nodes, but for no more gradients until there is a pass.
    if (lists_full) {
      for (int i = 0; i < 84; ++i) sum(scattered);
      for (int i = 0; i < 256 - 84 - 4; ++i) sum(w);
    }
    y.backward();
    while (graph.size() + room < 2048) exp(w[0]);
  }

  /// All that a caller sees of the graph, and what it takes.
  struct Seen {
    std::size_t size, lists, indices;
    std::vector<double> numbers;
    std::vector<std::string> names;
    bool operator==(const Seen&) const = default;
  };
  [[nodiscard]] Seen seen() const {
    const detail::Lists& lists = detail::Access::tape(y).lists;
    Seen found{graph.size(), lists.lists.size(), lists.indices.size(), {}, {}};
    for (const Value node : topological_order(y)) {
      found.numbers.push_back(node.value());
      found.numbers.push_back(double(node.has_gradient()));
      if (node.has_gradient()) found.numbers.push_back(node.gradient());
      found.names.push_back(node.name());
    }
    return found;
  }
  /// A number that tells whether `made` is right.
  [[nodiscard]] double answer() const {
    if (made.is_empty()) return 0.0;
    made.backward();
    double sum = made.value();
    for (const Value node : w) sum = 3.0 * sum + node.gradient();
    return sum;
  }
};

/// What is done, in one call, and a number that tells whether it was done
/// right; what it recorded is another.
struct Act {
  std::string name;
  std::function<double(Prepared&)> act;
  bool undoes = true;  ///< what it had recorded, if it fails
};

}  // namespace gradwalk
