#pragma once

#include <functional>
#include <gradwalk/graph.hpp>
#include <gradwalk/nn/training.hpp>
#include <span>

#include "data.hpp"
#include "story/figure.hpp"

/// The panels that lessons have in common.
namespace gradwalk::demos {

/// A net's inputs at a point of the plane.
using InputsAt = std::function<std::vector<double>(double x1, double x2)>;

/// Numbers from one end of a range to the other.
[[nodiscard]] std::vector<double> even(Range range, std::size_t count);

/// An empty panel over `epochs`: at y from 0, so that no small fall looks
/// steep, and at x whole numbers.
[[nodiscard]] Panel panel_over_epochs(const std::string& title,
                                      const std::string& y, int epochs);

/// The cost, or the share of right answers in percent, over the epochs.
[[nodiscard]] Panel cost_panel(std::span<const Progress> reports);
[[nodiscard]] Panel accuracy_panel(std::span<const Progress> reports);

/// The examples at their first two features, marked by their labels.
[[nodiscard]] Panel data_panel(const Data& data);

/// Adds the line where w1·x + w2·y + b is 0, if there is one, across a panel
/// that has its ranges. Shape: weights are w1, w2, b.
void add_border(Panel& panel, const std::string& name,
                const std::vector<double>& weights);

/// The same with the line or curve on which the net's output is ½, and with
/// the output as shades if asked.
[[nodiscard]] Panel boundary_panel(const MLP& net, Loss loss, const Data& data,
                                   const InputsAt& inputs_at, bool shaded);

class Moments;
struct TrainingPlan;

/// What a training plots: the examples, the cost and the boundary, as a line
/// and shaded; on a page what moves, and the weights. Where the examples are no
/// plane, the cost, and of many examples the accuracy.
[[nodiscard]] Figure training_figure(const Moments& moments,
                                     const TrainingPlan& plan,
                                     const History& history,
                                     const InputsAt& inputs_at);

/// A node's values as one leaf goes over a range; the leaf is put back.
[[nodiscard]] std::vector<Point> sweep(Graph& graph, Value leaf, Value node,
                                       Range range);

/// The tangent at the leaf's value: its slope is the gradient.
[[nodiscard]] std::vector<Point> tangent(Graph& graph, Value leaf, Value node,
                                         double reach);

/// `sweep`, `tangent`, and where the leaf is now, on one pair of axes.
[[nodiscard]] Panel slope_panel(Graph& graph, Value leaf, Value node,
                                Range range);

/// Gives panels one range at y, so that their slopes can be held beside each
/// other.
void share_y_range(std::span<Panel> panels);

}  // namespace gradwalk::demos
