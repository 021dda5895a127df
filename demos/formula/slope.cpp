#include "slope.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <gradwalk/formula.hpp>
#include <gradwalk/functions.hpp>
#include <gradwalk/gradient_node.hpp>
#include <gradwalk/operation.hpp>
#include <gradwalk/operators.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "record.hpp"

namespace gradwalk::demos {

namespace {

/// What stands in a formula as a number.
std::optional<double> number_of(Value node) {
  const bool is_number = node.operation().is_leaf() && node.name().empty() &&
                         !node.needs_gradient();
  return is_number ? std::optional(node.value()) : std::nullopt;
}

bool is(Value node, double number) { return number_of(node) == number; }

/// Whether it is written by that operation, and not by a name.
bool is_written(Value node, std::string_view operation) {
  return node.name().empty() && node.operation().name == operation;
}

class Writer {
 public:
  explicit Writer(Graph& graph) : graph_(graph) {}

  Value sum(Value a, Value b) {
    if (number_of(a)) std::swap(a, b);
    if (number_of(a)) return graph_.input(a.value() + b.value());
    if (is(b, 0.0)) return a;
    if (same_node(a, b)) return product(graph_.input(2.0), a);
    if (number_of(b) && b.value() < 0.0) return a - graph_.input(-b.value());
    if (is_written(b, "negate")) return a - b.parents()[0];
    return a + b;
  }

  Value product(Value a, Value b) {
    if (number_of(b)) std::swap(a, b);
    if (number_of(a) && number_of(b))
      return graph_.input(a.value() * b.value());
    if (is(a, 1.0) || is(a, 0.0)) return is(a, 1.0) ? b : a;
    if (is(a, -1.0)) return negative(b);
    if (is_written(a, "negate")) return negative(product(a.parents()[0], b));
    if (is_written(b, "negate")) return negative(product(a, b.parents()[0]));
    // x·(3·y) is 3·(x·y), and 2·(3·x) is 6·x; x·(1/y) is x/y.
    if (is_written(b, "multiply") && number_of(b.parents()[0]))
      return product(product(a, b.parents()[0]), b.parents()[1]);
    if (is_written(b, "divide") && is(b.parents()[0], 1.0))
      return a / b.parents()[1];
    return same_node(a, b) ? square(a) : a * b;
  }

  /// ∂node/∂parent k, as it is printed.
  Value local(Value node, std::size_t k) {
    std::vector<Formula> operands;
    std::map<std::string, Value> names{{"y", node}};
    for (const Value parent : node.parents()) {
      const std::string name = fmt::format("a{}", operands.size());
      const std::optional<double> number = number_of(parent);
      operands.push_back(number ? Formula(*number) : Formula(name));
      names[name] = parent;
    }
    // Of a/b the slope by b is -a/b², and not -y/b.
    const Formula self = is_written(node, "divide")
                             ? formula_of(node.operation(), operands)
                             : Formula("y");
    const std::string text =
        local_formulas_of(node.operation(), operands, self)[k].text();
    // How many operands are the largest is printed, and is no operation.
    if (text.find("ties") != std::string::npos)
      return gradient_node(node, node.parents()[k]);
    return recorded_with(std::move(names), graph_, parsed(text));
  }

 private:
  Value negative(Value a) {
    if (is_written(a, "negate")) return a.parents()[0];
    if (is_written(a, "multiply") && number_of(a.parents()[0]))
      return product(graph_.input(-a.parents()[0].value()), a.parents()[1]);
    return -a;
  }

  Graph& graph_;
};

}  // namespace

Value slope(Graph& graph, Value root, Value leaf) {
  Writer writer(graph);
  const std::vector<Value> order = topological_order(root);
  std::unordered_map<std::size_t, bool> depends{{leaf.index(), true}};
  for (const Value node : order)
    for (const Value parent : node.parents())
      if (depends[parent.index()]) depends[node.index()] = true;
  std::unordered_map<std::size_t, Value> upstream{
      {root.index(), graph.input(1.0)}};
  for (auto next = order.rbegin(); next != order.rend(); ++next) {
    const Value node = *next;
    if (!upstream.contains(node.index())) continue;
    const std::vector<Value> parents = node.parents();
    for (std::size_t k = 0; k < parents.size(); ++k) {
      if (!depends[parents[k].index()]) continue;
      const Value passed =
          writer.product(upstream[node.index()], writer.local(node, k));
      const auto [found, is_first] =
          upstream.try_emplace(parents[k].index(), passed);
      if (!is_first) found->second = writer.sum(passed, found->second);
    }
  }
  const auto found = upstream.find(leaf.index());
  return found == upstream.end() ? graph.input(0.0) : found->second;
}

}  // namespace gradwalk::demos
