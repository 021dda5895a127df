#pragma once

#include "kernels.hpp"
#include "numbers.hpp"
#include "plan.hpp"

namespace gradwalk::detail {

/// A bundle's passes over lanes, as products of matrices.
class BundleLanes {
 public:
  /// All outlive it; so do the addresses in `numbers`.
  BundleLanes(const BundleStep& step, const Kernels& kernels,
              const Numbers& numbers);
  BundleLanes(BundleLanes&&) = default;

  void read_biases();

  /// Where the numbers of each lane's example are in the bundle's list, if it
  /// has one.
  void take(const double* const* examples) { examples_ = examples; }

  void forward(LaneRange lanes) const;

  /// Adds to the gradients of operands.
  void backward(LaneRange lanes) const;

  /// Adds to the gradients of some columns of the weights, from the last lane
  /// to the first; with the first column, to those of the biases. `fresh`: what
  /// they held does not count. Only for a bundle that is alone.
  void learn(std::size_t first_column, std::size_t columns, LaneRange lanes,
             bool fresh) const;

  /// The same for all weights and biases, whatever else adds to them.
  void add(LaneRange lanes);

 private:
  void learn_weights(std::size_t first_column, std::size_t columns,
                     LaneRange lanes, bool fresh) const;

  const BundleStep& step_;
  const Kernels& kernels_;
  const double* const cells_;
  const double* const* examples_ = nullptr;

  // Where each node's numbers are,
  std::vector<const double*> weights_, upstreams_;
  std::vector<double*> values_, weight_gradients_, bias_gradients_;
  std::vector<double> biases_, bias_sums_;
  std::vector<double*> bias_rows_;  ///< of `bias_sums_`
  // each operand's, and each target's.
  std::vector<const double*> operands_, weights_of_targets_;
  std::vector<double*> targets_;
};

}  // namespace gradwalk::detail
