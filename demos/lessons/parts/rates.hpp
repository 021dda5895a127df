#pragma once

#include <string>
#include <vector>

#include "story/document.hpp"
#include "story/story.hpp"

/// Learning rates beside each other on all four examples of OR.
namespace gradwalk::demos {

/// A rate as a key of a document: as the document prints numbers.
[[nodiscard]] std::string key(double rate);

/// The rates, and one more unless it is among them.
[[nodiscard]] std::vector<double> with_one_more(std::vector<double> rates,
                                                double rate);

/// A neuron without activation: its second derivatives, the rate above which
/// it diverges, and ten steps at each rate.
Json show_linear_neuron(Story& story, double one_more_rate);

/// The neuron with its sigmoid: the cost after up to 5000 steps.
Json show_long_runs(Story& story, double one_more_rate);

}  // namespace gradwalk::demos
