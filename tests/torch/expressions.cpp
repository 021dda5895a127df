#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <string_view>

#include "../engine/edge_graph.hpp"
#include "../engine/random_graph.hpp"

namespace {

/// A line `graph`, then a line for each node, `operation value gradient
/// parent…`, in the order of recording. Numbers read back bit for bit. A parent
/// that a selection did not take is marked with `-`.
void print(gradwalk::Value root) {
  root.backward();
  fmt::print("graph\n");
  std::map<std::size_t, std::size_t> line;
  for (const gradwalk::Value node : topological_order(root)) {
    fmt::print("{} {} {}", node.operation().name, node.value(),
               gradient_or_0(node));
    std::vector<double> x;
    for (const gradwalk::Value parent : node.parents())
      x.push_back(parent.value());
    const std::vector<bool> open = node.operation().open(x, node.value());
    std::size_t k = 0;
    for (const gradwalk::Value parent : node.parents())
      fmt::print(" {}{}", open[k++] ? "" : "-", line.at(parent.index()));
    fmt::print("\n");
    line.emplace(node.index(), line.size());
  }
}

}  // namespace

/// expressions COUNT [edges]: random graphs as text, for compare.py to build
/// again; or graphs at poles, zeros, ties and infinities.
int main(int count, char** arguments) {
  const int graphs = count > 1 ? std::atoi(arguments[1]) : 1000;
  const bool edges = count > 2 && arguments[2] == std::string_view("edges");
  for (int i = 0; i < graphs; ++i) {
    const unsigned seed = static_cast<unsigned>(i) + 10'000;
    if (edges)
      print(EdgeGraph(seed).root());
    else
      print(RandomGraph(seed).root());
  }
}
