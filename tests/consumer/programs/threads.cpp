// Two threads, each with a graph and a net of its own.
#include <fmt/core.h>

#include <gradwalk/nn.hpp>
#include <thread>

using namespace gradwalk;

double trained(std::uint32_t seed) {
  Graph graph;
  MLP net(graph, {2, 3, 1}, {.seed = seed});
  const Examples xor_table{{{0, 0}, {0, 1}, {1, 0}, {1, 1}},
                           {{0}, {1}, {1}, {0}}};
  GradientDescent descent(1.0);
  train(net, xor_table, descent, {.epochs = 2000});
  return cost_of(net, xor_table, Loss::squared_error, Reduction::mean);
}

int main() {
  double costs[2] = {};
  std::thread one([&] { costs[0] = trained(48); });
  std::thread two([&] { costs[1] = trained(7); });
  one.join();
  two.join();
  fmt::print("{} {}\n", costs[0] == trained(48), costs[1] == trained(7));
}
