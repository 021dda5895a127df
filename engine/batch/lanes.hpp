#pragma once

#include <cstdlib>
#include <memory>
#include <span>

#include "kernels.hpp"
#include "plan.hpp"

/// A plan's passes over a round of examples.
namespace gradwalk::detail {

/// Zeros that begin where a cache line does, so that no pack of lanes is in
/// two.
class AlignedDoubles {
 public:
  explicit AlignedDoubles(std::size_t size);
  double* data() { return data_.get(); }
  [[nodiscard]] const double* data() const { return data_.get(); }

 private:
  struct Free {
    void operator()(double* data) const { std::free(data); }
  };
  std::unique_ptr<double[], Free> data_;
};

/// One list of inputs for some examples: for each, where its numbers begin.
using Rows = std::span<const double* const>;

/// The rows of a plan for a round: some examples, one after the other.
///
///     row        lane 0     lane 1     …  lane count - 1
///     input x1   x1 of      x1 of …       each row begins `pitch` doubles
///     z          z of       z of …        after the one before
///
/// Threads share a round. First each takes some lanes through the graph,
/// forward and backward; then each takes some columns of a layer's weights and
/// adds up their gradients over all lanes. Sums run from a batch's last example
/// to its first, as in a sweep over the graphs of all, so that they do not
/// depend on rounds and threads.
class Lanes {
 public:
  /// What reaches a cell otherwise than from a lone layer is summed over this
  /// many lanes, then over these groups. Ranges of lanes begin at one.
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

  /// Sweeps some lanes from `upstream` at their roots. `careful`: an upstream
  /// of 0 passes nothing past an infinite weight or operand either, which
  /// products of matrices do not see; all layers' gradients are left to
  /// `add_shared` then.
  void backward(LaneRange lanes, double upstream, bool careful);

  /// `learn` has as many tasks, which may run at once.
  [[nodiscard]] std::size_t tasks() const { return tasks_.size(); }

  /// After all lanes' `backward`, adds the gradients of some weights of a lone
  /// layer to their cells. `fresh`: what the cells held does not count.
  void learn(std::size_t task, bool fresh) const;

  /// After all lanes' `backward`, adds what else reaches cells.
  void add_shared(bool careful);

  [[nodiscard]] std::span<const double> values(std::size_t row,
                                               LaneRange lanes) const {
    return {values_.data() + row * pitch_ + lanes.first,
            lanes.last - lanes.first};
  }
  [[nodiscard]] std::span<const double> gradients(std::size_t row,
                                                  LaneRange lanes) const {
    return {gradients_.data() + row * pitch_ + lanes.first,
            lanes.last - lanes.first};
  }

 private:
  /// The addresses with which a step is computed, found once.
  struct NodeRows {
    std::vector<const double*> operands;
    std::vector<double*> targets;
    /// Which of the targets are to be summed, and the number of the first sum.
    std::vector<std::size_t> to_cells;
    std::size_t first_sum;
  };
  struct LayerRows {
    std::vector<const double*> weights, operands, upstreams;
    std::vector<double*> values, targets;
    std::vector<const double*> weights_of_targets;
    std::vector<double> biases;
    std::vector<double*> weight_gradients, bias_gradients;
  };
  /// Some columns of a layer's weights.
  struct Task {
    std::size_t step, first_column, columns;
  };

  [[nodiscard]] NodeRows rows_of(const NodeStep& step);
  [[nodiscard]] LayerRows rows_of(const LayerStep& step);
  void divide(std::size_t step, std::size_t threads);
  double* value_row(std::size_t row) { return values_.data() + row * pitch_; }
  double* gradient_row(std::size_t row) {
    return gradients_.data() + row * pitch_;
  }
  [[nodiscard]] const double* const* examples(const LayerStep& step) const {
    return lists_[*step.list].data() + first_;
  }
  double& sum_of(std::size_t sum, std::size_t group_of_lanes) {
    return sums_[sum * (width_ / group) + group_of_lanes];
  }

  void compute(const LayerStep& step, const LayerRows& rows, LaneRange lanes);
  void sweep(const NodeStep& step, const NodeRows& rows, LaneRange lanes);
  void sweep(const LayerStep& step, const LayerRows& rows, LaneRange lanes);
  void sweep_carefully(const LayerStep& step, const LayerRows& rows,
                       LaneRange lanes);
  void learn_weights(const LayerStep& step, const LayerRows& rows,
                     std::size_t first_column, std::size_t columns,
                     LaneRange lanes, bool fresh) const;
  void add(std::size_t step, std::size_t group_of_lanes, bool careful);
  void add_layer(const LayerStep& step, const LayerRows& rows, LaneRange lanes);
  void add_carefully(const LayerStep& step, const LayerRows& rows,
                     LaneRange lanes);

  const Plan& plan_;
  const Kernels& kernels_;
  const double* const cells_;
  double* const cell_gradients_;
  const std::size_t width_, pitch_;
  AlignedDoubles values_, gradients_;
  std::vector<std::variant<NodeRows, LayerRows>> rows_;
  std::vector<std::size_t> swept_rows_;  ///< whose gradients a sweep writes
  AlignedDoubles to_cells_;  ///< rows of what goes to cells, to be summed
  std::size_t sum_count_ = 0;
  std::vector<double> sums_;  ///< of these rows, for each group of lanes
  std::vector<Task> tasks_;
  std::vector<std::size_t> shared_steps_;  ///< that `add_shared` sees to
  std::vector<double> bias_sums_;
  std::vector<double*> bias_rows_;

  std::span<const Rows> lists_;
  std::size_t first_ = 0, count_ = 0;
};

}  // namespace gradwalk::detail
