#pragma once

#include <array>
#include <cstdint>
#include <gradwalk/engine.hpp>
#include <gradwalk/nn.hpp>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace gradwalk::fuzz {

/// What a round of the fuzz has made so far: graphs, and handles, lists,
/// batches and questions of them in any state, good, forgotten or empty.
struct World {
  explicit World(std::uint64_t seed) : random(seed) {}

  std::mt19937_64 random;
  std::array<std::optional<Graph>, 3> graphs;
  /// Of graphs that may be gone.
  std::vector<std::unique_ptr<Graph::Scope>> scopes;
  std::vector<Value> nodes;
  std::vector<Values> lists;
  std::vector<Subgraph> subgraphs;

  struct Evaluated {
    Batch batch;
    std::size_t inputs;
    std::vector<Value> kept;
  };
  std::vector<Evaluated> batches;

  struct Net {
    std::unique_ptr<Graph> graph;
    MLP mlp;
    std::unique_ptr<Optimizer> optimizer;
  };
  std::vector<Net> nets;
  std::string file;  ///< of weights, which every round writes and reads

  std::size_t below(std::size_t n) { return random() % n; }
  bool one_in(std::size_t n) { return below(n) == 0; }
  double number();
  std::string name();
  template <class T> T& any(std::span<T> some) {
    return some[below(some.size())];
  }

  /// A graph that is there, most often the first.
  Graph& graph();
  /// Most often a node that exists, of the graph that the last one was of, and
  /// was made not long ago.
  Value node();
  std::vector<Value> few();
  void add(Value node) { nodes.push_back(node); }
  void add(const ValuesView& some);

 private:
  const detail::Tape* last_ = nullptr;  ///< the last node's graph
};

/// Something a program might do. It may throw Error, or run out of memory.
struct Action {
  const char* name;
  void (*act)(World&);
  bool may_run_out = true;  ///< of memory, without ending the program
};
std::span<const Action> graph_actions();
std::span<const Action> ask_actions();
std::span<const Action> net_actions();

/// That every graph, computed again and swept, has the numbers that follow from
/// its operations, node by node.
/// Errors: std::logic_error, which says where not.
void require_right_numbers(World& world);

}  // namespace gradwalk::fuzz
