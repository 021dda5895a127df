#pragma once

#include <string>

#include "neuron.hpp"
#include "story/story.hpp"

/// What or-gate says of its numbers.
namespace gradwalk::demos {

/// Which example it is, and its label.
[[nodiscard]] std::string said_of_example(const OrNumbers& numbers,
                                          const Story& story);

/// What the weights learn: nothing, where their inputs are 0.
[[nodiscard]] std::string said_of_weights(const OrNeuron& neuron,
                                          const Story& story);

/// Which way the bias must go.
[[nodiscard]] std::string said_of_bias(const OrNeuron& neuron,
                                       const Story& story);

}  // namespace gradwalk::demos
