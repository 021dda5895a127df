#pragma once

#include <array>

#include "parts/one_by_one.hpp"
#include "story/story.hpp"

namespace gradwalk::demos {

/// The neuron without its sigmoid, on the first two examples: as x1 is 0 in
/// both, z is a line over x2, and a squared error is of the vertical distance
/// between the line and an example.
struct Distances {
  /// The line as it was and after one step of rate 1.
  struct Straight {
    double w2, b;
    std::vector<double> z, distance, squared;  ///< of each example; ½(y - z)²
    double cost;
  };
  Data data;
  std::array<Straight, 2> lines;

  explicit Distances(Start start);

  void tell(Story& story) const;
  [[nodiscard]] Json document() const;
  [[nodiscard]] Panel panel() const;
};

}  // namespace gradwalk::demos
