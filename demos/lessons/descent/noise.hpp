#pragma once

#include "training.hpp"

namespace gradwalk::demos {

/// How far the gradients of batches are from that of all examples.
struct Noise {
  std::size_t batch, batches;
  double distance;  ///< √(mean of |batch's gradient - whole gradient|²)
  double angle;     ///< the mean of the angles between the two, in degrees
};

/// The noise at one place of the neuron's parameters.
struct NoiseAt {
  std::vector<double> parameters, whole;  ///< whole: of all examples
  std::vector<Noise> noises;              ///< by the size of the batch

  NoiseAt(const Setting& setting, const std::vector<double>& parameters);
};

/// The noise at the first weights and where the cost is lowest.
Json show_noise(Story& story, const Setting& setting, const Run& lowest);

}  // namespace gradwalk::demos
