#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <gradwalk/engine.hpp>

using namespace gradwalk;

namespace {

/// The address sanitizer keeps what was freed for a while; it looks for leaks
/// in its own way.
#if !defined(__has_feature)
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
constexpr bool tells_memory = false;
#else
constexpr bool tells_memory = true;
#endif

/// Resident memory in bytes, where the system tells it; else 0.
std::size_t resident() {
  std::ifstream statm("/proc/self/statm");
  std::size_t total = 0, pages = 0;
  statm >> total >> pages;
  return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

TEST_CASE("a chain of 10,000,000 nodes records, sweeps and is freed") {
  const std::size_t before = resident();
  {
    Graph graph;
    const Value x = graph.parameter(0.0), one = graph.input(1.0);
    Value y = x;
    while (graph.size() < 10'000'002) y = y + one;
    CHECK(y.value() == 1e7);
    y.backward();
    CHECK(x.gradient() == 1.0);
    x.set(5.0);
    graph.forward();
    CHECK(y.value() == 1e7 + 5.0);
    CHECK(graph.topological_order(y).size() == 10'000'002);
  }
  // 410 MB of nodes have been given back.
  if (tells_memory) CHECK(resident() < before + 200'000'000);
}

TEST_CASE("y = y + y sixty times is exact, and walked once") {
  Graph graph;
  const Value x = graph.parameter(1.0, "x");
  Value y = x;
  for (int i = 0; i < 60; ++i) y = y + y;
  y.backward();
  CHECK(y.value() == 0x1p60);
  CHECK(x.gradient() == 0x1p60);
  CHECK(graph.topological_order(y).size() == 61);
  CHECK(forward_steps(y).size() == 60);
  CHECK(backward_steps(y).back().to[1].sum == 0x1p60);
}

Graph& graph_that_ends_last() {
  static Graph graph;
  return graph;
}

TEST_CASE("a static graph may end after everything else") {
  CHECK(graph_that_ends_last().parameter(1.0).value() == 1.0);
}

TEST_CASE("a million training steps in scopes leave the memory flat") {
  Graph graph;
  const Value w = graph.parameter(0.0), x = graph.input(1.0);
  std::size_t after_first = 0;
  for (int step = 0; step < 1'000'000; ++step) {
    const Graph::Scope scope{graph};
    const Value z = linear(std::vector{w}, std::vector{x}, w).named("z");
    const Value loss = squared_error(1.0, tanh(z)) + log_sum_exp({z, x});
    loss.backward();
    w.set(w.value() - 0.1 * w.gradient());
    if (step == 1000) after_first = resident();
  }
  CHECK(graph.size() == 2);
  // A page or two may come and go with the allocator; a step records 200 B.
  if (tells_memory) CHECK(resident() <= after_first + 1'000'000);
}

TEST_CASE("a pass that meets nan costs what lies between leaves and root") {
  Graph graph;
  const Value w = graph.parameter(-1.0);
  // A pass over all that was recorded before would take minutes.
  for (int block = 0; block < 30'000; ++block) {
    Value y = sqrt(w);
    for (int i = 0; i < 10; ++i) y = y * w;
    y.backward();
  }
  CHECK(std::isnan(w.gradient()));
}

TEST_CASE("a hundred thousand graphs one after another leave it flat too") {
  std::size_t after_first = 0;
  for (int round = 0; round < 100'000; ++round) {
    Graph graph;
    const Value x = graph.parameter(1.0, "x");
    (x * x).named("y").backward();
    if (round == 1000) after_first = resident();
  }
  if (tells_memory) CHECK(resident() <= after_first + 1'000'000);
}
