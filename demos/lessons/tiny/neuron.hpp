#pragma once

#include <array>
#include <gradwalk/graph.hpp>
#include <string>
#include <vector>

#include "bugs/graphs.hpp"
#include "engine.hpp"

namespace gradwalk::demos {

/// The or-gate's neuron and its loss ½(y_hat - y)², one node an operation, for
/// any type that has + - * and sigmoid. Each member is recorded after those
/// above it. `error` is used twice: two paths lead from it to the loss.
template <class Number> struct NeuronOf {
  Number x1, x2, y, w1, w2, b, c;
  Number p1 = w1 * x1;
  Number p2 = w2 * x2;
  Number s = p1 + p2;
  Number z = s + b;
  Number y_hat = sigmoid(z);
  Number error = y_hat - y;
  Number half = c * error;
  Number loss = error * half;

  static constexpr std::size_t size = 15;
  [[nodiscard]] std::array<Number, size> nodes() const {
    return {x1, x2, y, w1, w2, b, c, p1, p2, s, z, y_hat, error, half, loss};
  }
};

/// The names of its nodes.
inline constexpr std::array<const char*, NeuronOf<Value>::size> neuron_names{
    "x1", "x2", "y", "w1",    "w2",    "b",    "c",   "p1",
    "p2", "s",  "z", "y_hat", "error", "half", "loss"};

/// One example of the OR gate.
struct OrExample {
  double x1, x2, y;
};

/// Its formulas once more, for the engines of the zoo: the same nodes in the
/// same order.
[[nodiscard]] SmallGraph small_graph(const OrExample& example, int passes);

/// The same neuron in both engines, after a backward pass of each.
class Twins {
 public:
  explicit Twins(const OrExample& example);

  Graph graph;
  NeuronOf<Value> ours;
  NeuronOf<tiny::Number> theirs;

  /// The names of tiny's nodes in the order of its sort, of gradwalk's in the
  /// order of recording.
  std::vector<std::string> tiny_order, gradwalk_order;

  /// How many parents stand behind a node that uses them; 0: the order is a
  /// topological one.
  [[nodiscard]] int parents_behind(const std::vector<std::string>& order) const;

  /// Numbers of both that are the same in every bit.
  [[nodiscard]] int equal_values() const;
  [[nodiscard]] int equal_gradients() const;
  /// Nodes that need a gradient.
  [[nodiscard]] int gradients() const;

  /// Of tiny's graph: the parents of all nodes, each counted as often as
  /// listed.
  [[nodiscard]] std::size_t tiny_edges() const;
};

/// Whether two numbers are the same in every bit.
[[nodiscard]] bool same_bits(double a, double b);

}  // namespace gradwalk::demos
