#include <fmt/format.h>

#include <cstdlib>
#include <map>

#include "../engine/random_graph.hpp"

/// expressions COUNT: random graphs as text, for compare.py to build again:
/// a line `graph`, then a line for each node, `operation value gradient
/// parent…`, in the order of recording. Numbers read back bit for bit.
int main(int count, char** arguments) {
  const int graphs = count > 1 ? std::atoi(arguments[1]) : 1000;
  for (int seed = 0; seed < graphs; ++seed) {
    const RandomGraph graph(static_cast<unsigned>(seed) + 10'000);
    graph.root().backward();
    fmt::print("graph\n");
    std::map<std::size_t, std::size_t> line;
    for (const gradwalk::Value node : topological_order(graph.root())) {
      fmt::print("{} {} {}", node.operation().name, node.value(),
                 gradient_or_0(node));
      for (const gradwalk::Value parent : node.parents())
        fmt::print(" {}", line.at(parent.index()));
      fmt::print("\n");
      line.emplace(node.index(), line.size());
    }
  }
}
