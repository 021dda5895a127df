#pragma once

#include <array>
#include <vector>

#include "shared_neuron.hpp"
#include "story/document.hpp"

namespace gradwalk::demos {

/// Where a neuron begins: its weights. Its bias is 0.
struct Start {
  double w1 = 0.1, w2 = 0.6;
};

[[nodiscard]] SharedNeuron neuron_on(const Data& data, Start start);

/// So many rows of a table, from the row `first` on; behind its last row the
/// table begins again.
[[nodiscard]] Data rows_of(const Data& data, std::size_t first,
                           std::size_t count);

/// In the order of SharedNeuron::parameters.
inline constexpr std::array<const char*, 3> parameter_names{"w1", "w2", "b"};
using Gradients = std::array<double, parameter_names.size()>;

/// {"w1": …, "w2": …, "b": …}
[[nodiscard]] Json by_name(const Gradients& gradients);

/// Those of the last backward pass.
[[nodiscard]] Gradients gradients_of(const SharedNeuron& neuron);

/// Gradients accumulated over one small graph after another.
struct OneByOne {
  std::vector<Gradients> examples;  ///< of each example's own loss
  Gradients total{};                ///< their sum
  Gradients average{};              ///< and that over how many they are
  std::size_t nodes = 0;            ///< recorded in all

  OneByOne(const Data& data, Start start);
};

}  // namespace gradwalk::demos
