#pragma once

#include <gradwalk/nn/loss.hpp>
#include <gradwalk/nn/mlp.hpp>
#include <optional>
#include <vector>

#include "plots.hpp"

namespace gradwalk::demos {

/// A net's parameters at some moments of its training, closer together at its
/// beginning, where a step changes the most.
class Moments {
 public:
  struct Kept {
    int epoch;
    std::vector<double> parameters;
  };

  /// The net outlives it.
  Moments(const MLP& net, Loss loss, int epochs);

  /// Keeps the parameters if so many epochs are one of the moments.
  void reach(int epoch);

  [[nodiscard]] const MLP& net() const { return net_; }
  [[nodiscard]] Loss loss() const { return loss_; }
  [[nodiscard]] const std::vector<Kept>& kept() const { return kept_; }

 private:
  const MLP& net_;
  Loss loss_;
  std::vector<int> epochs_;
  std::vector<Kept> kept_;
};

/// For a page: the output over the plane at each moment, and of few hidden
/// neurons each one's own output, small.
[[nodiscard]] Figure output_panels(const Moments& moments, const Data& data,
                                   const InputsAt& inputs_at);

/// For a page: each parameter of a small net over the epochs, in a colour for
/// each neuron.
[[nodiscard]] std::optional<Panel> weights_panel(const Moments& moments);

}  // namespace gradwalk::demos
