#include <algorithm>
#include <cmath>
#include <gradwalk/graph.hpp>
#include <gradwalk/groups.hpp>
#include <gradwalk/health.hpp>
#include <gradwalk/labels.hpp>
#include <gradwalk/graph/record.hpp>
#include <gradwalk/steps.hpp>

#include "graph/passes.hpp"

namespace gradwalk {

namespace {

constexpr int precision = 6;
constexpr double saturated = 1e-3;
constexpr double far_apart = 1e3;

std::optional<NonFinite> first_value(Value root) {
  const std::vector<Value> order = topological_order(root);
  const Labels labels(order);
  for (const Value node : order)
    if (node.operation().is_leaf() && !std::isfinite(node.value()))
      return NonFinite{node, labels[node], false, node.value(),
                       "what it was given"};
  for (const ForwardStep& step : forward_steps(root))
    if (!std::isfinite(step.value))
      return NonFinite{step.node, step.label, false, step.value,
                       shortened(step.numbers(precision), 60)};
  return std::nullopt;
}

std::optional<NonFinite> first_gradient(Value root) {
  for (const BackwardStep& step : backward_steps(root))
    for (const Passed& passed : step.to)
      if (passed.flows && !std::isfinite(passed.result))
        return NonFinite{passed.parent, passed.label, true, passed.result,
                         fmt::format("{} × {}, passed by {}",
                                     number(step.upstream, precision),
                                     Formula(number(passed.local, precision))
                                         .within(Formula::Binding::power),
                                     step.label.text())};
  return std::nullopt;
}

/// A squashing node that lets hardly anything through, in a sentence.
std::optional<std::string> finding(const Value node, const Formula& label) {
  const std::string_view name = node.operation().name;
  const double local =
      node.local_gradients().empty() ? 1.0 : node.local_gradients().front();
  if ((name == "sigmoid" || name == "tanh") && std::abs(local) < saturated)
    return fmt::format(
        "{} is saturated: this {} passes on only {} of what it "
        "receives",
        label.text(), name, number(local, 3));
  if (name == "relu" && local == 0.0)
    return fmt::format(
        "{} is dead here: the relu's operand is {}, so it "
        "passes nothing on",
        label.text(), number(node.parents()[0].value(), 3));
  return std::nullopt;
}

struct Layer {
  std::string name;
  double squares = 0.0;
  std::size_t parameters = 0;
  [[nodiscard]] double size() const {
    return std::sqrt(squares / static_cast<double>(parameters));
  }
};

/// The layers under root, in the order of recording, with their gradients.
std::vector<Layer> layers_under(Value root, const std::vector<Value>& order) {
  std::vector<double> gradients(root.index() + 1);
  detail::sweep(detail::Access::tape(root),
                detail::index_of(detail::Access::marked(root)),
                gradients.data());
  const Groups groups(order);
  std::vector<Layer> layers;
  for (const Value node : order) {
    const std::string_view name = outer_group(groups[node], 1);
    if (name.empty() || !node.operation().is_leaf() || !node.needs_gradient())
      continue;
    auto layer = std::find_if(layers.begin(), layers.end(),
                              [&](const Layer& l) { return l.name == name; });
    if (layer == layers.end())
      layer = layers.insert(layers.end(), Layer{std::string(name)});
    const double gradient = gradients[node.index()];
    layer->squares += gradient * gradient;
    ++layer->parameters;
  }
  return layers;
}

}  // namespace

std::optional<NonFinite> first_non_finite(Value root) {
  if (std::optional<NonFinite> found = first_value(root)) return found;
  return first_gradient(root);
}

std::vector<std::string> gradient_health(Value root) {
  detail::require_up_to_date("gradient_health", root);
  std::vector<std::string> findings;
  if (const std::optional<NonFinite> found = first_non_finite(root))
    findings.push_back(fmt::format("{}", *found));
  const std::vector<Value> order = topological_order(root);
  const Labels labels(order);
  for (const Value node : order)
    if (node.needs_gradient())
      if (std::optional<std::string> found = finding(node, labels[node]))
        findings.push_back(*found);

  const std::vector<Layer> layers = layers_under(root, order);
  for (const Layer& layer : layers) {
    const double ratio = layer.size() / layers.back().size();
    if (ratio < 1.0 / far_apart)
      findings.push_back(
          fmt::format("the gradients of {} vanish: {} of those of {}",
                      layer.name, number(ratio, 3), layers.back().name));
    if (ratio > far_apart)
      findings.push_back(
          fmt::format("the gradients of {} explode: {} times those of {}",
                      layer.name, number(ratio, 3), layers.back().name));
  }
  return findings;
}

}  // namespace gradwalk

auto fmt::formatter<gradwalk::NonFinite>::format(
    const gradwalk::NonFinite& found, fmt::format_context& context) const
    -> fmt::format_context::iterator {
  const std::string what = found.in_gradient
                               ? "the gradient of " + found.label.text()
                               : found.label.text();
  return fmt::formatter<std::string>::format(
      fmt::format("{} = {} = {}", what, found.reason,
                  gradwalk::number(found.number, 6)),
      context);
}
