#pragma once

#include <span>

#include "bundle_lanes.hpp"
#include "careful.hpp"

/// A plan's passes over a round of examples.
namespace gradwalk::detail {

/// One list of inputs for some examples: for each, where its numbers begin.
using Rows = std::span<const double* const>;

/// The rows of a plan for a round: some examples, one after the other.
///
/// Threads share a round. First each takes some lanes through the graph,
/// forward and backward; then each takes some columns of a bundle's weights and
/// adds up their gradients over all lanes. Sums run from a batch's last example
/// to its first, as in a sweep over the graphs of all, and so do not depend on
/// rounds and threads.
class Lanes {
 public:
  /// What reaches cells otherwise than from a lone bundle is added group of
  /// lanes by group, each with this many, so that it does not depend on rounds
  /// either. Ranges of lanes begin at one.
  static constexpr std::size_t group = 32;

  /// How many lanes rounds of so many examples best have. Numbers do not
  /// depend on it.
  [[nodiscard]] static std::size_t width_for(std::size_t examples,
                                             std::size_t threads);

  /// All outlive it; `cells` holds the plan's cells whenever it is used.
  /// Shape: `width`, a multiple of `group`, is how many lanes a round has at
  /// most.
  Lanes(const Plan& plan, const Kernels& kernels, const double* cells,
        double* cell_gradients, std::size_t width, std::size_t threads);

  [[nodiscard]] std::size_t width() const { return width_; }

  /// Reads the cells that are used as rows and as biases.
  void read_cells();

  /// The next round: `count` examples of each list, from `first` on.
  /// Shape: 1 ≤ count ≤ width().
  void take(std::span<const Rows> lists, std::size_t first, std::size_t count);

  /// Computes every node of some lanes.
  void forward(LaneRange lanes);

  /// Sweeps some lanes from `upstream` at their roots.
  void backward(LaneRange lanes, double upstream);

  /// `learn` has as many tasks, which may run at once.
  [[nodiscard]] std::size_t tasks() const { return tasks_.size(); }

  /// After all lanes' `backward`, adds the gradients of some weights of a lone
  /// bundle to their cells. `fresh`: what the cells held does not count.
  void learn(std::size_t task, bool fresh) const;

  /// After all lanes' `backward`, adds what else reaches cells.
  void add_shared();

  /// In place of all these: the round's lanes, from the last to the first.
  void sweep_carefully(CarefulSweep& careful, double upstream) const;

  [[nodiscard]] std::span<const double> values(std::size_t row,
                                               LaneRange lanes) const {
    return {numbers_.value_row(row) + lanes.first, lanes.last - lanes.first};
  }
  [[nodiscard]] std::span<const double> gradients(std::size_t row,
                                                  LaneRange lanes) const {
    return {numbers_.gradient_row(row) + lanes.first, lanes.last - lanes.first};
  }

 private:
  /// The addresses with which a node is computed, found once.
  struct NodeLanes {
    const NodeStep* step;
    std::vector<const double*> operands;
    std::vector<double*> targets;
    /// Which of the targets are to be summed, and the number of the first sum.
    std::vector<std::size_t> to_cells;
    std::size_t first_sum;
  };
  /// Some columns of a bundle's weights.
  struct Task {
    const BundleLanes* bundle;
    std::size_t first_column, columns;
  };

  [[nodiscard]] NodeLanes lanes_of(const NodeStep& step);
  void find_swept_rows();
  void divide(const BundleLanes& bundle, std::size_t columns,
              std::size_t threads);
  void sweep(const NodeLanes& node, LaneRange lanes);
  void add(std::size_t step, std::size_t group_of_lanes);
  double& sum_of(std::size_t sum, std::size_t group_of_lanes) {
    return sums_[sum * (width_ / group) + group_of_lanes];
  }

  const Plan& plan_;
  const Kernels& kernels_;
  const std::size_t width_, pitch_;
  const AlignedDoubles values_, gradients_;
  const AlignedDoubles to_cells_;  ///< rows of what goes to cells
  const Numbers numbers_;
  std::vector<std::variant<NodeLanes, BundleLanes>> steps_;
  std::vector<std::size_t> swept_rows_;  ///< whose gradients a sweep writes
  std::size_t sum_count_ = 0;
  std::vector<double> sums_;  ///< of `to_cells_`, for each group of lanes
  std::vector<Task> tasks_;
  std::vector<std::size_t> shared_steps_;  ///< that `add_shared` sees to

  std::span<const Rows> lists_;
  std::size_t first_ = 0, count_ = 0;
};

}  // namespace gradwalk::detail
