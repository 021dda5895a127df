#include "graphs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <gradwalk/operators.hpp>
#include <ranges>

#include "recording.hpp"
#include "story/text.hpp"
#include "zoo.hpp"

namespace gradwalk::demos {

namespace {

constexpr std::array all_operators{Operator::add, Operator::subtract,
                                   Operator::multiply, Operator::sigmoid,
                                   Operator::relu};

bool is_function(Operator by) {
  return by == Operator::sigmoid || by == Operator::relu;
}

/// Every graph of so many operations and leaves.
class Enumeration {
 public:
  Enumeration(std::size_t operations, std::size_t leaves, int passes,
              const std::function<bool(const Problem&)>& visit)
      : operations_(operations), visit_(visit) {
    graph_.leaves.resize(leaves);
    graph_.passes = passes;
    add_steps();
  }

 private:
  /// Each of these: whether the visitor has seen enough.
  bool add_steps() {
    if (graph_.steps.size() == operations_)
      return graph_.is_whole() && set_leaves(0);
    const std::size_t nodes = graph_.leaves.size() + graph_.steps.size();
    for (const Operator by : all_operators)
      for (std::size_t a = 0; a < nodes; ++a)
        for (std::size_t b = is_function(by) ? a : 0;
             b < (is_function(by) ? a + 1 : nodes); ++b) {
          graph_.steps.push_back({by, a, b});
          if (add_steps()) return true;
          graph_.steps.pop_back();
        }
    return false;
  }
  bool set_leaves(std::size_t leaf) {
    if (leaf == graph_.leaves.size()) return visit_(graph_);
    for (const double number : chosen_numbers) {
      graph_.leaves[leaf] = number;
      if (set_leaves(leaf + 1)) return true;
    }
    return false;
  }

  std::size_t operations_;
  const std::function<bool(const Problem&)>& visit_;
  SmallGraph graph_;
};

}  // namespace

bool SmallGraph::is_whole() const {
  std::vector<bool> used(leaves.size() + steps.size());
  std::size_t next_leaf = 0;
  for (const Step& step : steps)
    for (const std::size_t node : {step.a, step.b}) {
      if (node < leaves.size() && node > next_leaf) return false;
      if (node == next_leaf) ++next_leaf;
      used[node] = true;
    }
  used.back() = true;
  return std::ranges::find(used, false) == used.end();
}

std::string SmallGraph::name_of(std::size_t node) const {
  if (node < leaves.size()) return {static_cast<char>('a' + node)};
  const std::size_t step = node - leaves.size();
  if (step + 1 == steps.size()) return "y";
  return {static_cast<char>('p' + step)};
}

std::string SmallGraph::given() const {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < leaves.size(); ++i)
    all.push_back(fmt::format("{} = {}", name_of(i), leaves[i]));
  return fmt::format("{}; backward is run {}.", joined(all, ", "),
                     passes == 1 ? "once" : "twice");
}

std::vector<std::string> SmallGraph::names() const {
  std::vector<std::string> all;
  const std::size_t nodes = leaves.size() + steps.size();
  for (std::size_t i = 0; i < leaves.size(); ++i) all.push_back(name_of(i));
  for (std::size_t i = leaves.size(); i < nodes; ++i) {
    const auto& [by, a, b] = steps[i - leaves.size()];
    static constexpr std::array texts{"{} + {}", "{} - {}", "{}·{}",
                                      "sigmoid({})", "relu({})"};
    all.push_back(name_of(i) + " = " +
                  fmt::format(fmt::runtime(texts[std::size_t(by)]), name_of(a),
                              name_of(b)));
  }
  for (std::size_t i = nodes; i-- > 0;)
    all.push_back(fmt::format("∂{}/∂{}", name_of(nodes - 1), name_of(i)));
  return all;
}

std::vector<Value> SmallGraph::nodes_in(Graph& graph) const {
  return recorded<Value>(
      *this, [&](double number) { return graph.parameter(number); });
}

ProblemNumbers SmallGraph::right() const {
  Graph graph;
  const std::vector<Value> nodes = nodes_in(graph);
  for (int pass = 0; pass < passes; ++pass) nodes.back().backward();
  ProblemNumbers numbers;
  for (const Value node : nodes) numbers.push_back(node.value());
  for (std::size_t i = nodes.size(); i-- > 0;)
    numbers.push_back(nodes[i].gradient());
  return numbers;
}

ProblemNumbers SmallGraph::found_by(const BrokenEngine& engine) const {
  return engine.numbers(*this);
}

Value SmallGraph::record_in(Graph& graph) const {
  const std::vector<Value> nodes = nodes_in(graph);
  for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i].named(name_of(i));
  nodes.back().backward();
  return nodes.back();
}

std::vector<Size> graph_sizes() {
  constexpr std::size_t most_operations = 3;
  std::vector<Size> sizes;
  for (std::size_t operations = 0; operations <= most_operations; ++operations)
    for (std::size_t leaves = 1; leaves <= operations + 1; ++leaves)
      for (const int passes : {1, 2})
        sizes.push_back(
            {fmt::format("{}, {}, {}",
                         counted(operations, "operation", "operations"),
                         counted(leaves, "leaf", "leaves"),
                         counted(std::size_t(passes), "pass", "passes")),
             [=](const std::function<bool(const Problem&)>& visit) {
               Enumeration(operations, leaves, passes, visit);
             }});
  return sizes;
}

SmallGraph drawn_graph(Random& random) {
  constexpr std::size_t operations = 3;
  SmallGraph graph;
  do {
    graph = {};
    graph.passes = 1 + static_cast<int>(below(2, random));
    graph.leaves.resize(2 + below(2, random));
    for (double& leaf : graph.leaves) leaf = drawn_number(random);
    while (graph.steps.size() < operations) {
      const std::size_t nodes = graph.leaves.size() + graph.steps.size();
      const Operator by = all_operators[below(all_operators.size(), random)];
      const std::size_t a = below(nodes, random);
      graph.steps.push_back(
          {by, a, is_function(by) ? a : below(nodes, random)});
    }
  } while (!graph.is_whole());
  return graph;
}

ProblemNumbers graph_costs(int steps) {
  ProblemNumbers costs,
      parameters(std::begin(first_weights), std::end(first_weights));
  for (int step = 0; step <= steps; ++step) {
    Graph graph;
    std::vector<Value> nodes;
    for (const double number : parameters)
      nodes.push_back(graph.parameter(number));
    const Value cost = cost_of_points<Value>(
        nodes, [&](double number) { return graph.input(number); });
    costs.push_back(cost.value());
    cost.backward();
    for (std::size_t i = 0; i < nodes.size(); ++i)
      parameters[i] -= training_rate * nodes[i].gradient();
  }
  return costs;
}

}  // namespace gradwalk::demos
