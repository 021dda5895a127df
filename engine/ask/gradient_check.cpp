#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/gradient_check.hpp>
#include <gradwalk/graph/access.hpp>
#include <string_view>

#include "ask/nudges.hpp"
#include "ask/rounding.hpp"
#include "graph/careful_sweep.hpp"

namespace gradwalk {

namespace {

using detail::Access;
using detail::Index;
using detail::Tape;

/// The error, as a part of what adds up to a gradient, that a difference must
/// be able to show before it confirms anything.
constexpr double shown_share = 1e-4;

Perturbation perturb(detail::Held& held, Value node, const Formula& label,
                     double gradient,
                     const detail::GradientRounding& rounding) {
  const Index i = Access::index(node);
  const detail::Slope slope = detail::slope_at(held, i);
  const double larger = std::max(std::abs(gradient), std::abs(slope.value));
  const double off = std::abs(gradient - slope.value);
  // Contributions that cancel may be far larger than any slope of the root.
  // Where nothing adds up to it, the least slope that would be one.
  const double flat = 1e-3 * slope.scale;
  return {
      node,
      label,
      gradient,
      slope.value,
      slope.uncertainty,
      rounding.off[i],
      rounding.size[i] > 0.0 ? std::min(rounding.size[i], slope.scale) : flat,
      off == 0.0 ? 0.0 : off / larger,
      slope.kink};
}

bool is_compared(Verdict verdict) {
  return verdict == Verdict::agrees || verdict == Verdict::different;
}

std::string_view words_of(const GradientCheck& check,
                          const Perturbation& moved) {
  switch (check.verdict(moved)) {
    case Verdict::agrees:
      return "";
    case Verdict::different:
      return ", DIFFERENT";
    case Verdict::kink:
      return ", a kink: both sides differ";
    case Verdict::cannot_tell:
      break;
  }
  return std::isnan(moved.difference) ? ", no number on one side, or on both"
                                      : ", cannot tell";
}

}  // namespace

bool Perturbation::is_settled() const {
  return std::isfinite(difference) && std::isfinite(uncertainty);
}

Verdict GradientCheck::verdict(const Perturbation& moved) const {
  if (moved.kink) return Verdict::kink;
  const double off = std::abs(moved.gradient - moved.difference);
  const double larger =
      std::max(std::abs(moved.gradient), std::abs(moved.difference));
  // Two steps that agree may do so by chance: four times their distance.
  const double unsure = 4.0 * moved.uncertainty + moved.rounding;
  if (!moved.is_settled()) return Verdict::cannot_tell;
  if (!std::isfinite(moved.gradient)) return Verdict::different;
  if (!std::isfinite(unsure)) return Verdict::cannot_tell;
  if (!(off <= tolerance * larger + unsure)) return Verdict::different;
  // Both may be off, to opposite sides, and only half of what adds up wrong.
  return 4.0 * unsure <= shown_share * std::max(moved.size, larger)
             ? Verdict::agrees
             : Verdict::cannot_tell;
}

Verdict GradientCheck::verdict() const {
  const auto any = [&](Verdict one) {
    return std::ranges::any_of(perturbations, [&](const Perturbation& moved) {
      return verdict(moved) == one;
    });
  };
  if (any(Verdict::different)) return Verdict::different;
  return any(Verdict::agrees) || any(Verdict::kink) ? Verdict::agrees
                                                    : Verdict::cannot_tell;
}

bool GradientCheck::passed() const { return verdict() == Verdict::agrees; }

const Perturbation* GradientCheck::worst() const {
  const Perturbation* worst = nullptr;
  for (const Perturbation& moved : perturbations) {
    const Verdict found = verdict(moved);
    if (!is_compared(found)) continue;
    const bool is_worse =
        worst == nullptr ||
        (found == verdict(*worst) ? worst->error < moved.error
                                  : found == Verdict::different);
    if (is_worse) worst = &moved;
  }
  return worst;
}

GradientCheck check_gradients(const Subgraph& graph, const ValuesView& nodes,
                              double tolerance) {
  const Value root = graph.root();
  detail::require_up_to_date("check_gradients", root);
  Tape& tape = detail::live("check_gradients", root);
  const Index top = Access::index(root);
  std::vector<double> gradients(top + 1ul);
  detail::sweep_carefully(tape, 0, top, gradients.data());
  const auto rounding = detail::gradient_rounding(tape, top, gradients);
  detail::Held held(tape, top);
  GradientCheck check{tolerance, {}};
  for (const Value node : nodes) {
    detail::live("check_gradients", root, node);
    const Index i = Access::index(node);
    if (!graph.labels().contains(node))
      throw Error("check_gradients", "nodes under the root",
                  detail::describe(node));
    if (!node.needs_gradient()) tape.refuse_given("check_gradients", i);
    check.perturbations.push_back(
        perturb(held, node, graph.labels()[node], gradients[i], rounding));
  }
  return check;
}

GradientCheck check_gradients(const Subgraph& graph, Perturbed perturbed,
                              double tolerance) {
  std::vector<Value> nodes;
  for (const Value node : graph.nodes())
    if (node.needs_gradient() &&
        (perturbed == Perturbed::every_node || node.operation().is_leaf()))
      nodes.push_back(node);
  return check_gradients(graph, nodes, tolerance);
}

}  // namespace gradwalk

auto fmt::formatter<gradwalk::GradientCheck>::format(
    const gradwalk::GradientCheck& check, fmt::format_context& context) const
    -> fmt::format_context::iterator {
  using gradwalk::number;
  std::string text;
  for (const gradwalk::Perturbation& moved : check.perturbations)
    text += fmt::format("{}: gradient {}, nudged {}{}\n", moved.label.text(),
                        number(moved.gradient, 6),
                        moved.is_settled() ? number(moved.difference, 6) : "–",
                        gradwalk::words_of(check, moved));
  const gradwalk::Perturbation* worst = check.worst();
  if (worst == nullptr)
    text += check.passed() ? "nothing to compare but kinks, which pass"
                           : "nothing to compare";
  else
    text += fmt::format("worst: {}, relative error {}", worst->label.text(),
                        number(worst->error, 2));
  return fmt::formatter<std::string>::format(text, context);
}
