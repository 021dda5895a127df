#pragma once

#include <cstddef>
#include <gradwalk/operators.hpp>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gradwalk {

/// The nodes of a computation, in the order they were recorded.
///
/// Leaves are made here; operations on Values record the rest. A graph may be
/// moved, and its handles stay good; one that was moved from, and a handle to
/// a graph that is gone, are refused. Different graphs may be used by
/// different threads at once, but a handle to a graph that is gone only by the
/// thread that had it.
///
/// ```cpp
/// Graph graph;
/// Value x = graph.input(2.0, "x"), w = graph.parameter(0.5, "w");
/// Value z = (w * x).named("z");
/// x.set(3.0);
/// graph.forward();
/// fmt::print("{}\n", z);  // prints z = 1.5
/// ```
class Graph {
 public:
  class Scope;

  Graph();
  Graph(Graph&&) noexcept;
  Graph& operator=(Graph&&) noexcept;
  ~Graph();

  /// A leaf that is given: no gradient flows into it.
  Value input(double value, std::string name = {});

  /// A leaf that is learned.
  Value parameter(double value, std::string name = {});

  /// A run of either; where `name` is not empty, `name1`, `name2`, ….
  Values inputs(std::span<const double> values, std::string_view name = {});
  Values parameters(std::span<const double> values, std::string_view name = {});
  Values inputs(std::initializer_list<double> values,
                std::string_view name = {}) {
    return inputs(std::span(values.begin(), values.size()), name);
  }
  Values parameters(std::initializer_list<double> values,
                    std::string_view name = {}) {
    return parameters(std::span(values.begin(), values.size()), name);
  }

  /// All parameters that exist, in the order of recording.
  [[nodiscard]] Values parameters() const;

  /// Computes every operation again, in the order of recording, from the
  /// leaves as they are set now.
  void forward();

  /// Sets the gradient of every node that needs one to ∂root/∂node, from zero:
  /// root's ancestors are taken in the reverse of their topological order,
  /// adding upstream × local gradient into each parent. Through a branch that
  /// a selection (relu, max, min, choose, …) did not take there is no path:
  /// nothing flows, whatever stands there. Any other 0 × inf is nan.
  /// Errors: a leaf under root was set, and `forward` not called since.
  void backward(Value root);

  /// `gradwalk::topological_order` of a node of this graph.
  [[nodiscard]] std::vector<Value> topological_order(Value root) const;

  /// The number of nodes.
  [[nodiscard]] std::size_t size() const;

 private:
  struct ReturnToPool {
    void operator()(detail::Tape* tape) const noexcept;
  };
  [[nodiscard]] detail::Tape& tape(std::string_view function) const;
  void require_own(std::string_view function, Value v) const;
  void own_tape() noexcept;

  std::unique_ptr<detail::Tape, ReturnToPool> tape_;
};

/// The graph that a node is of, where it is now: good until it moves again.
[[nodiscard]] Graph& graph_of(Value node);

/// Root and all that it depends on: leaves first, then operations, each after
/// its parents.
[[nodiscard]] std::vector<Value> topological_order(Value root);

/// Forgets, when it ends, every node recorded since it began; the memory is
/// kept for the next. Scopes of one graph nest.
///
/// ```cpp
/// Graph graph;
/// Value w = graph.parameter(1.0, "w");
/// for (double x : {1.0, 2.0}) {
///   Graph::Scope step(graph);
///   square(w * x - 1.0).backward();
///   w.set(w.value() - 0.125 * w.gradient());
/// }
/// fmt::print("{}, {} node\n", w, graph.size());  // prints w = 0.5, 1 node
/// ```
class Graph::Scope {
 public:
  explicit Scope(Graph& graph);
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
  ~Scope();

 private:
  detail::Tape* tape_;
  detail::ScopeNumber number_;
};

}  // namespace gradwalk
