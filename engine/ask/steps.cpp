#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/graph/access.hpp>
#include <gradwalk/steps.hpp>
#include <unordered_map>

namespace gradwalk {

namespace {

std::vector<Formula> labels_of(std::span<const Value> nodes,
                               const Labels& labels) {
  std::vector<Formula> found;
  for (const Value node : nodes) found.push_back(labels[node]);
  return found;
}

std::vector<double> operand_values(std::span<const Value> nodes) {
  std::vector<double> values;
  for (const Value node : nodes) values.push_back(node.value());
  return values;
}

std::vector<Formula> as_formulas(const std::vector<double>& numbers,
                                 Digits digits) {
  std::vector<Formula> texts;
  for (const double x : numbers) texts.emplace_back(number(x, digits));
  return texts;
}

/// What a node has received so far in a backward pass.
struct Received {
  double sum = 0.0;
  int count = 0;
  int expected = 0;
  bool reached = false;
};

/// Whether a sigmoid or tanh is so near 1 that its formula, in the numbers that
/// are shown, is not its local gradient.
bool found_from_exp(const Value node, double local) {
  const std::string_view name = node.operation().name;
  const double y = node.value();
  const double formula = name == "sigmoid" ? y * (1.0 - y) : 1.0 - y * y;
  return (name == "sigmoid" || name == "tanh") && std::isfinite(local) &&
         std::abs(formula - local) > 1e-6 * local;
}

/// In words, why what is passed is not the product of two numbers.
std::string remark_on(const BackwardStep& step, const Passed& passed) {
  const std::string label = step.label.text();
  const double product = step.upstream * passed.local;
  if (passed.flows && found_from_exp(step.node, passed.local))
    return "the slope is found from exp: what is taken from 1 has no digits";
  if (!passed.flows || !std::isnan(product)) return "";
  if (!step.reached)
    return fmt::format("no open path leads to {}: it passes nothing on", label);
  if (!passed.open)
    return fmt::format("{} does not take {}: no path, nothing flows", label,
                       passed.label.text());
  if (std::isnan(step.upstream) || std::isnan(passed.local)) return "";
  return fmt::format(
      "{} × {} has no value", number(step.upstream, 6),
      Formula(number(passed.local, 6)).within(Formula::Binding::power));
}

}  // namespace

std::string ForwardStep::symbols() const {
  return formula_of(*operation, parents).text();
}

std::string ForwardStep::numbers(Digits digits) const {
  return formula_of(*operation, as_formulas(operands, digits)).text();
}

std::vector<std::vector<Formula>> BackwardStep::local_gradients(
    Digits digits) const {
  const std::vector<Formula> numbers = as_formulas(operands, digits);
  // As in symbols, where x/y has no name: -x/y², not -(x/y)/y.
  const Formula whole = label.kind() == Formula::Kind::quotient
                            ? formula_of(*operation, numbers)
                            : Formula(number(value, digits));
  const std::vector<Formula> put_in =
      local_formulas_of(*operation, numbers, whole);
  std::vector<std::vector<Formula>> found;
  for (std::size_t k = 0; k < to.size(); ++k) {
    std::vector<Formula>& lines = found.emplace_back();
    lines.push_back(to[k].local_symbols);
    const Formula result(number(to[k].local, digits));
    for (const Formula& line : {put_in[k], result})
      if (line.kind() != Formula::Kind::derivative &&
          line.text() != lines.back().text())
        lines.push_back(line);
  }
  return found;
}

std::vector<ForwardStep> forward_steps(const Subgraph& graph) {
  detail::require_up_to_date("forward_steps", graph.root());
  const Labels& labels = graph.labels();
  std::vector<ForwardStep> steps;
  for (const Value node : graph.nodes()) {
    if (node.operation().is_leaf()) continue;
    const std::vector<Value> parents = node.parents();
    steps.push_back({node, labels[node], &node.operation(),
                     labels_of(parents, labels), operand_values(parents),
                     node.value()});
  }
  return steps;
}

std::vector<BackwardStep> backward_steps(const Subgraph& graph) {
  detail::require_up_to_date("backward_steps", graph.root());
  const std::span<const Value> order = graph.nodes();
  const Labels& labels = graph.labels();
  const detail::Tape& tape = detail::Access::tape(graph.root());
  std::unordered_map<std::size_t, Received> nodes;
  for (const Value node : order)
    if (node.needs_gradient())
      for (const Value parent : node.parents())
        ++nodes[parent.index()].expected;
  Received& root = nodes[graph.root().index()];
  root.sum = 1.0;
  root.reached = true;

  std::vector<BackwardStep> steps;
  for (auto node = order.rbegin(); node != order.rend(); ++node) {
    if (node->operation().is_leaf() || !node->needs_gradient()) continue;
    const double upstream = nodes[node->index()].sum;
    const bool reached = nodes[node->index()].reached;
    const std::vector<Value> parents = node->parents();
    const std::vector<double> locals = node->local_gradients();
    const std::vector<bool> open = tape.open_of(detail::Access::index(*node));
    const std::vector<Formula> symbols = local_formulas_of(
        node->operation(), labels_of(parents, labels), labels[*node]);
    BackwardStep step{*node,
                      labels[*node],
                      &node->operation(),
                      operand_values(parents),
                      node->value(),
                      upstream,
                      reached,
                      {}};
    for (std::size_t k = 0; k < parents.size(); ++k) {
      const Value parent = parents[k];
      const bool flows = parent.needs_gradient();
      const bool is_path = flows && reached && open[k];
      Received& received = nodes[parent.index()];
      Passed passed{parent,
                    labels[parent],
                    symbols[k],
                    locals[k],
                    flows,
                    open[k],
                    0.0,
                    "",
                    ++received.count,
                    received.expected,
                    received.sum,
                    0.0};
      if (is_path) passed.result = upstream * locals[k];
      passed.remark = remark_on(step, passed);
      passed.sum = received.sum += passed.result;
      received.reached = received.reached || is_path;
      step.to.push_back(std::move(passed));
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

namespace {
template <class Step>
std::string limited(std::span<const Step> steps, std::size_t most) {
  std::string text;
  for (const Step& step : steps.first(std::min(most, steps.size())))
    text += fmt::format("{}\n", step);
  if (steps.size() > most)
    text += fmt::format("… and {} steps more\n", steps.size() - most);
  return text;
}
}  // namespace

std::string to_text(std::span<const ForwardStep> steps, std::size_t most) {
  return limited(steps, most);
}
std::string to_text(std::span<const BackwardStep> steps, std::size_t most) {
  return limited(steps, most);
}

}  // namespace gradwalk

namespace {
constexpr int precision = 6;
constexpr std::size_t longest = 120;  // bytes of a formula of many terms
}  // namespace

auto fmt::formatter<gradwalk::ForwardStep>::format(
    const gradwalk::ForwardStep& step, fmt::format_context& context) const
    -> fmt::format_context::iterator {
  return fmt::formatter<std::string>::format(
      fmt::format("{} = {} = {} = {}", step.label.text(),
                  gradwalk::shortened(step.symbols(), longest),
                  gradwalk::shortened(step.numbers(precision), longest),
                  gradwalk::number(step.value, precision)),
      context);
}

auto fmt::formatter<gradwalk::BackwardStep>::format(
    const gradwalk::BackwardStep& step, fmt::format_context& context) const
    -> fmt::format_context::iterator {
  using gradwalk::Formula;
  using gradwalk::number;
  const auto text = [](double x) { return Formula(number(x, precision)); };
  std::string lines;
  for (const gradwalk::Passed& passed : step.to) {
    if (!passed.flows) continue;
    if (!lines.empty()) lines += '\n';
    const bool is_product = passed.open && step.reached;
    if (!is_product && !passed.remark.empty()) {
      lines += fmt::format("{} → {}: {}", step.label.text(),
                           passed.label.text(), passed.remark);
      continue;
    }
    lines += fmt::format("{} → {}: {} × {} = {} × {} = {}", step.label.text(),
                         passed.label.text(),
                         text(step.upstream).within(Formula::Binding::product),
                         passed.local_symbols.within(Formula::Binding::product),
                         text(step.upstream).within(Formula::Binding::product),
                         text(passed.local).within(Formula::Binding::product),
                         number(passed.result, precision));
    if (!passed.remark.empty()) lines += fmt::format(" ({})", passed.remark);
    if (passed.receives > 1)
      lines += fmt::format("; {} has {} so far", passed.label.text(),
                           number(passed.sum, precision));
  }
  return fmt::formatter<std::string>::format(lines, context);
}
