#include <fmt/format.h>

#include <cmath>
#include <gradwalk/graph/access.hpp>
#include <gradwalk/health.hpp>
#include <gradwalk/steps.hpp>
#include <unordered_map>

#include "graph/careful_sweep.hpp"

namespace gradwalk {

namespace {

constexpr int shown_digits = 6;
constexpr double saturated = 1e-3;
constexpr double far_apart = 1e3;

std::optional<NonFinite> first_value(const Subgraph& graph) {
  for (const Value node : graph.nodes())
    if (node.operation().is_leaf() && !std::isfinite(node.value()))
      return NonFinite{node, graph.labels()[node], false, node.value(),
                       "what it was given"};
  for (const ForwardStep& step : forward_steps(graph))
    if (!std::isfinite(step.value))
      return NonFinite{step.node, step.label, false, step.value,
                       shortened(step.numbers(shown_digits), 60)};
  return std::nullopt;
}

std::optional<NonFinite> first_gradient(const Subgraph& graph) {
  for (const BackwardStep& step : backward_steps(graph))
    for (const Passed& passed : step.to)
      if (passed.flows && !std::isfinite(passed.result))
        return NonFinite{passed.parent, passed.label, true, passed.result,
                         fmt::format("{} × {}, passed by {}",
                                     number(step.upstream, shown_digits),
                                     Formula(number(passed.local, shown_digits))
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

struct GroupGradient {
  std::string_view name;
  double squares = 0.0;
  std::size_t parameters = 0;
  [[nodiscard]] double size() const {
    return std::sqrt(squares / static_cast<double>(parameters));
  }
};

/// The gradients of a graph's layers, in the order of recording.
std::vector<GroupGradient> layer_gradients(const Subgraph& graph) {
  const Value root = graph.root();
  std::vector<double> gradients(root.index() + 1);
  detail::sweep_carefully(detail::Access::tape(root), 0,
                          detail::Access::index(root), gradients.data());
  std::unordered_map<std::string_view, std::size_t> places;
  std::vector<GroupGradient> layers;
  for (const Value node : graph.nodes()) {
    const std::string_view name = outer_group(graph.groups()[node], 1);
    if (name.empty() || !node.operation().is_leaf() || !node.needs_gradient())
      continue;
    const auto [place, is_new] = places.emplace(name, layers.size());
    if (is_new) layers.push_back({name});
    GroupGradient& layer = layers[place->second];
    const double gradient = gradients[node.index()];
    layer.squares += gradient * gradient;
    ++layer.parameters;
  }
  return layers;
}

}  // namespace

std::optional<NonFinite> first_non_finite(const Subgraph& graph) {
  detail::live("first_non_finite", graph.root());
  if (std::optional<NonFinite> found = first_value(graph)) return found;
  return first_gradient(graph);
}

std::vector<std::string> gradient_health(const Subgraph& graph) {
  detail::require_up_to_date("gradient_health", graph.root());
  std::vector<std::string> findings;
  if (const std::optional<NonFinite> found = first_non_finite(graph))
    findings.push_back(fmt::format("{}", *found));
  for (const Value node : graph.nodes())
    if (node.needs_gradient())
      if (std::optional<std::string> found =
              finding(node, graph.labels()[node]))
        findings.push_back(*found);

  const std::vector<GroupGradient> layers = layer_gradients(graph);
  for (const GroupGradient& layer : layers) {
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
