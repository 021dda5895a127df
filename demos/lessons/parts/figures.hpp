#pragma once

#include "curves.hpp"
#include "shared_neuron.hpp"
#include "story/figure.hpp"

/// What single lessons plot.
namespace gradwalk::demos {

/// The sigmoid; the loss of an answer; the lines on which the neuron answers ½,
/// without a bias and with its bias after the step; the step on the loss over
/// b.
[[nodiscard]] Figure or_gate_figure(const OrNumbers& before,
                                    const OrNumbers& after);

/// The sigmoid's slope over z.
[[nodiscard]] Panel sigmoid_slope_panel();

/// The first example's loss and the cost of two, and their derivatives, over
/// the first answer.
[[nodiscard]] Figure cost_figure(const SharedNeuron& neuron);

/// The sigmoid, and the steps of each learning rate on three curves: the
/// neuron's own loss, a parabola, and a linear neuron's cost.
[[nodiscard]] Figure learning_rate_figure(double one_more_rate);

}  // namespace gradwalk::demos
