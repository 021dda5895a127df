#include <fmt/format.h>

#include "world.hpp"

namespace gradwalk::fuzz {

namespace {

/// One that was made before, or of a node.
Subgraph subgraph(World& of) {
  if (of.subgraphs.empty() || of.one_in(3))
    of.subgraphs.emplace_back(of.node());
  return of.any(std::span(of.subgraphs));
}

void order(World& of) {
  of.add(topological_order(of.node()));
  of.add(of.graph().topological_order(of.node()));
}
void walk_paths(World& of) {
  const Paths found = paths(of.node(), subgraph(of), of.below(20));
  static_cast<void>(fmt::format("{} {}", found, found.left_out()));
}
void walk_steps(World& of) {
  const Subgraph graph = subgraph(of);
  const auto forward = forward_steps(graph);
  const auto backward = backward_steps(graph);
  static_cast<void>(to_ascii(to_text(forward, of.below(9))));
  static_cast<void>(to_ascii(to_text(backward, of.below(9))));
  for (const BackwardStep& step : backward)
    for (const Passed& passed : step.to)
      static_cast<void>(passed.local_symbols.latex());
}
void label(World& of) {
  const Subgraph graph = subgraph(of);
  for (const Value node : graph.nodes()) {
    const Formula& text = graph.labels()[node];
    static_cast<void>(shortened(text.text(), of.below(30)));
    static_cast<void>(text.latex() + graph.groups()[node]);
  }
  for (const GroupSummary& group : summarise(graph, 1 + of.below(2)))
    static_cast<void>(fmt::format("{}", group));
  static_cast<void>(graph.labels()[of.node()]);
}
void draw(World& of) {
  const Subgraph graph = subgraph(of);
  const DotOptions options{.precision = 1 + static_cast<int>(of.below(17)),
                           .fold = Fold(of.below(4)),
                           .blank = of.one_in(2)};
  static_cast<void>(to_dot(graph, options));
  static_cast<void>(folded_boxes(graph, options));
}
void look_for_trouble(World& of) {
  const Subgraph graph = subgraph(of);
  if (const auto found = first_non_finite(graph))
    static_cast<void>(fmt::format("{}", *found));
  static_cast<void>(gradient_health(graph));
}
void check(World& of) {
  const Subgraph graph = subgraph(of);
  const GradientCheck found =
      of.one_in(2) ? check_gradients(graph, Perturbed(of.below(2)))
                   : check_gradients(graph, of.few());
  static_cast<void>(fmt::format("{}", found));
  static_cast<void>(found.passed());
}
void differentiate(World& of) {
  of.add(gradient_node(of.node(), of.node()));
  of.add(gradient_nodes(of.node(), of.few()));
  static_cast<void>(jacobian(of.few(), of.few()));
  static_cast<void>(hessian(of.node(), of.few()));
  static_cast<void>(hvp(of.node(), of.few(), {of.number(), of.number()}));
}
void explain(World& of) {
  const Operation& operation = of.any(operations());
  std::vector<Formula> operands;
  while (!operation.accepts(operands.size()) && operands.size() < 5)
    operands.emplace_back(of.one_in(2) ? Formula(of.name() + "x")
                                       : Formula(of.number()));
  if (operation.is_leaf()) return;
  Formula formula = formula_of(operation, operands);
  for (const Formula& local : local_formulas_of(operation, operands, formula))
    static_cast<void>(Formula::derivative(local, formula).latex());
}

/// One of several numbers for each input.
std::vector<double> rows_for(World& of, std::size_t inputs) {
  std::vector<double> rows(inputs * (1 + of.below(20)));
  for (double& number : rows) number = of.number();
  return rows;
}
void plan_batch(World& of) {
  const Value root = of.node();
  std::vector<Value> inputs = of.one_in(20) ? of.few() : std::vector<Value>();
  for (const Value node : topological_order(root))
    if (node.operation().is_leaf() && of.one_in(2)) inputs.push_back(node);
  std::vector<Value> kept = of.one_in(2) ? of.few() : std::vector<Value>();
  const auto levels = Batch::levels();
  BatchOptions options{.reduction = Reduction(of.below(2)),
                       .threads = 1 + static_cast<int>(of.below(3)),
                       .kept = kept,
                       .level = levels[of.below(levels.size())]};
  Batch batch(root, inputs, std::move(options));
  of.batches.push_back({std::move(batch), inputs.size(), std::move(kept)});
}
void run_batch(World& of) {
  if (of.batches.empty()) return;
  auto& [batch, inputs, kept] = of.any(std::span(of.batches));
  const std::vector<double> rows = rows_for(of, inputs);
  if (of.one_in(2)) {
    batch.forward(rows);
  } else {
    batch.backward(rows);
    for (const Value node : kept) static_cast<void>(batch.gradients(node));
  }
  for (const Value node : kept) static_cast<void>(batch.values(node));
  static_cast<void>(batch.values(of.node()));
}
void move_batch(World& of) {
  if (of.batches.empty()) return;
  World::Evaluated moved = std::move(of.batches.back());
  of.batches.pop_back();
  if (of.one_in(2) || of.batches.empty()) return;
  of.any(std::span(of.batches)) = std::move(moved);
}

}  // namespace

std::span<const Action> ask_actions() {
  static constexpr std::array all{
      Action{"topological order", order},
      Action{"paths", walk_paths},
      Action{"steps", walk_steps},
      Action{"labels and groups", label},
      Action{"dot text", draw},
      Action{"health", look_for_trouble},
      Action{"check gradients", check},
      Action{"gradient nodes", differentiate},
      Action{"formulas", explain},
      Action{"plan a batch", plan_batch},
      Action{"run a batch", run_batch},
      Action{"run a batch again", run_batch},
      Action{"move a batch", move_batch},
  };
  return all;
}

}  // namespace gradwalk::fuzz
