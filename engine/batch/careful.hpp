#pragma once

#include <vector>

#include "numbers.hpp"
#include "plan.hpp"

namespace gradwalk::detail {

/// A batch's backward pass by the rule at the edges, example by example: see
/// graph/careful_sweep.hpp.
class CarefulSweep {
 public:
  /// The plan outlives it.
  explicit CarefulSweep(const Plan& plan);

  /// Sweeps one lane from `upstream` at its root, and adds what reaches cells
  /// to their gradients. `examples`: where each list's numbers of that lane
  /// begin.
  void sweep(const Numbers& numbers, std::size_t lane, double upstream,
             const std::vector<const double*>& examples);

  /// Which cells have an open path to a root, of all lanes so far.
  [[nodiscard]] const std::vector<bool>& reached_cells() const {
    return reached_cells_;
  }

 private:
  void pass_on(const NodeStep& step);
  void pass_on(const BundleStep& step);
  void add(const Place& place, double passed);

  const Plan& plan_;
  const Numbers* numbers_ = nullptr;  ///< of the lane that is swept
  const std::vector<const double*>* examples_ = nullptr;
  std::size_t lane_ = 0;
  std::vector<bool> reached_rows_, reached_cells_;
};

}  // namespace gradwalk::detail
