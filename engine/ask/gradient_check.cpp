#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/gradient_check.hpp>
#include <gradwalk/graph/access.hpp>
#include <limits>

#include "graph/careful_sweep.hpp"

namespace gradwalk {

namespace {

using detail::Access;
using detail::Index;
using detail::Tape;

constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// The root's value when one node is held at another value.
class Held {
 public:
  Held(const Tape& tape, Index root, Index node)
      : root_(root), node_(node), values_(root + 1ul) {
    std::copy_n(tape.values.data(), values_.size(), values_.begin());
    const std::vector<bool> under_root = tape.ancestors(root);
    std::vector<bool> above(root + 1ul, false);
    above[node] = true;
    for (Index i = node + 1; i <= root; ++i) {
      if (!under_root[i]) continue;
      std::vector<Index> parents = tape.parents_of(i);
      for (const Index parent : parents)
        if (above[parent]) above[i] = true;
      if (above[i])
        computed_.push_back(
            {i, &operations()[tape.row_of(i)], std::move(parents)});
    }
  }

  double at(double value) {
    values_[node_] = value;
    for (const Computed& computed : computed_) {
      operands_.clear();
      for (const Index parent : computed.parents)
        operands_.push_back(values_[parent]);
      values_[computed.node] = computed.operation->value(operands_);
    }
    return values_[root_];
  }

 private:
  struct Computed {
    Index node;
    const Operation* operation;
    std::vector<Index> parents;
  };
  Index root_, node_;
  std::vector<double> values_;
  std::vector<double> operands_;
  std::vector<Computed> computed_;
};

struct Slope {
  double value;
  double uncertainty;
};

/// A slope's uncertainty against its size, or against the size below which a
/// slope is as good as 0.
double quality(const Slope& slope, double x, double y) {
  const double least = 1e-3 * std::abs(y) / std::max(std::abs(x), 1e-3);
  const double quality =
      slope.uncertainty / std::max(std::abs(slope.value), least + 1e-300);
  return std::isnan(quality) ? std::numeric_limits<double>::infinity()
                             : quality;
}

/// Central differences with shrinking steps, each pair extrapolated to step 0
/// (Richardson); of all, the one that its neighbour confirms best, measured
/// against its own size.
Slope slope_at(Held& held, double x, double y, double first_step) {
  constexpr int steps = 20;
  constexpr double shrink = 4.0, square = shrink * shrink;
  Slope best{std::nan(""), std::numeric_limits<double>::infinity()};
  double step = first_step, coarse = std::nan(""), last = std::nan("");
  for (int i = 0; i < steps; ++i, step /= shrink) {
    // The step that the sum can hold, not the one that was asked for.
    const double above = x + step, below = x - step;
    if (above == below) break;
    const double fine = (held.at(above) - held.at(below)) / (above - below);
    const double slope = (square * fine - coarse) / (square - 1.0);
    const double rounding = epsilon * std::abs(y) / step;
    const double uncertainty = std::abs(slope - last) + rounding;
    const Slope found{slope, uncertainty};
    if (quality(found, x, y) < quality(best, x, y)) best = found;
    coarse = fine;
    last = slope;
  }
  return best;
}

/// Whether the slopes on both sides of x differ, and go on to differ as the
/// step shrinks, down to where rounding hides it: on a curve the difference
/// would shrink with the step.
bool is_kink(Held& held, double x, double y) {
  const double scale = std::max(std::abs(x), 1e-3);
  int in_a_row = 0;
  double last_gap = 0.0;
  for (double step = 1e-3 * scale; step > 1e-15 * scale; step /= 10.0) {
    const double above = x + step, below = x - step;
    if (above == x || below == x) break;
    const double right = (held.at(above) - y) / (above - x);
    const double left = (y - held.at(below)) / (x - below);
    const double gap = std::abs(right - left);
    const double slope = std::max(std::abs(right), std::abs(left));
    // x itself is rounded too: the slopes are off by what that moves them.
    const double rounding =
        8.0 * epsilon * (std::abs(y) / step + slope * std::abs(x) / step);
    if (gap < 10.0 * rounding) break;
    const bool stays = gap > 0.5 * last_gap && gap < 2.0 * last_gap;
    in_a_row = stays && gap > 1e-3 * slope ? in_a_row + 1 : 0;
    last_gap = gap;
  }
  return in_a_row >= 2;
}

Perturbation perturb(Tape& tape, Index root, Value node, const Formula& label,
                     double gradient) {
  const Index i = Access::index(node);
  Held held(tape, root, i);
  const double x = node.value(), y = tape.values[root];
  // A step that suits 1, and one that suits a node far smaller than that.
  Slope slope = slope_at(held, x, y, 0.05 * std::max(1.0, std::abs(x)));
  if (x != 0.0 && std::abs(x) < 0.5) {
    const Slope other = slope_at(held, x, y, 0.05 * std::abs(x));
    if (quality(other, x, y) < quality(slope, x, y)) slope = other;
  }
  const double larger = std::max(std::abs(gradient), std::abs(slope.value));
  const double off = std::abs(gradient - slope.value);
  return {node,
          label,
          gradient,
          slope.value,
          slope.uncertainty,
          off == 0.0 ? 0.0 : off / larger,
          is_kink(held, x, y)};
}

}  // namespace

bool GradientCheck::agrees(const Perturbation& moved) const {
  if (moved.kink) return true;
  const double larger =
      std::max(std::abs(moved.gradient), std::abs(moved.difference));
  return std::abs(moved.gradient - moved.difference) <=
         tolerance * larger + 4.0 * moved.uncertainty;
}

bool GradientCheck::passed() const {
  return std::all_of(perturbations.begin(), perturbations.end(),
                     [&](const Perturbation& moved) { return agrees(moved); });
}

const Perturbation* GradientCheck::worst() const {
  const Perturbation* worst = nullptr;
  for (const Perturbation& moved : perturbations) {
    if (moved.kink) continue;
    if (worst == nullptr || agrees(*worst) > agrees(moved) ||
        (agrees(*worst) == agrees(moved) && worst->error < moved.error))
      worst = &moved;
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
  detail::sweep_carefully(tape, top, gradients.data());
  GradientCheck check{tolerance, {}};
  for (const Value node : nodes) {
    detail::live("check_gradients", root, node);
    const std::size_t i = node.index();
    if (i > top)
      throw Error("check_gradients", "nodes under the root",
                  detail::describe(node));
    check.perturbations.push_back(
        perturb(tape, top, node, graph.labels()[node], gradients[i]));
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
                        number(moved.gradient, 6), number(moved.difference, 6),
                        moved.kink ? ", a kink: both sides differ"
                        : std::isnan(moved.difference) ? ", no value beside it"
                        : check.agrees(moved)          ? ""
                                                       : ", DIFFERENT");
  const gradwalk::Perturbation* worst = check.worst();
  text += worst == nullptr
              ? "nothing to compare"
              : fmt::format("worst: {}, relative error {}", worst->label.text(),
                            number(worst->error, 2));
  return fmt::formatter<std::string>::format(text, context);
}
