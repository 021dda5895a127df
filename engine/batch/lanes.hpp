#pragma once

#include <cstdlib>
#include <memory>
#include <span>

#include "kernels.hpp"
#include "plan.hpp"

/// A plan's passes over a chunk of examples.
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

/// The rows of a plan for up to `most` examples at a time: what one thread
/// works in.
///
///     row        lane 0     lane 1     …  lane count - 1
///     input x1   x1 of      x1 of …       each row begins `pitch` doubles
///     z          z of       z of …        after the one before
class Lanes {
 public:
  static constexpr std::size_t most = 64;
  /// An odd number of cache lines. An even one would put the same lanes of
  /// many rows into a few of the cache's sets, which hold only some of them.
  static constexpr std::size_t pitch = most + lane_step;

  /// Both outlive it; `cells` holds the plan's cells whenever it is used.
  Lanes(const Plan& plan, const Kernels& kernels, const double* cells);

  /// Writes the cells that are read as rows.
  void repeat_cells();

  /// Takes `count` examples of each list, from `first` on, and computes every
  /// node. Shape: 1 ≤ count ≤ most.
  void forward(std::span<const Rows> lists, std::size_t first,
               std::size_t count);

  /// Sweeps from `upstream` at the root of every lane; adds what reaches the
  /// cells to `cell_gradients`. `careful`: an upstream of 0 passes nothing
  /// past an infinite weight or operand either, which products of matrices do
  /// not see.
  void backward(double upstream, double* cell_gradients, bool careful);

  [[nodiscard]] std::span<const double> values(std::size_t row) const {
    return {values_.data() + row * pitch, count_};
  }
  [[nodiscard]] std::span<const double> gradients(std::size_t row) const {
    return {gradients_.data() + row * pitch, count_};
  }

 private:
  /// The addresses with which a step is computed, found once.
  struct NodeRows {
    std::vector<const double*> operands;
    std::vector<double*> targets;
    bool reaches_cells = false;
  };
  struct LayerRows {
    std::vector<const double*> weights, operands, upstreams;
    std::vector<double*> values, targets;
    std::vector<const double*> weights_of_targets;
    std::vector<double> biases;
  };

  [[nodiscard]] NodeRows rows_of(const NodeStep& step);
  [[nodiscard]] LayerRows rows_of(const LayerStep& step);
  double* value_row(std::size_t row) { return values_.data() + row * pitch; }
  double* gradient_row(std::size_t row) {
    return gradients_.data() + row * pitch;
  }

  void load(std::span<const Rows> lists, std::size_t first);
  void compute(const NodeStep& step, const NodeRows& rows);
  void compute(const LayerStep& step, LayerRows& rows);
  void sweep(const NodeStep& step, NodeRows& rows, double* cell_gradients);
  void sweep(const LayerStep& step, LayerRows& rows, double* cell_gradients);
  void learn(const LayerStep& step, const LayerRows& rows,
             double* cell_gradients);
  void sweep_carefully(const LayerStep& step, const LayerRows& rows,
                       double* cell_gradients);
  /// The layer's operands, a row for each lane.
  void find_examples(const LayerStep& step, const LayerRows& rows);

  const Plan& plan_;
  const Kernels& kernels_;
  const double* cells_;
  AlignedDoubles values_, gradients_;
  std::vector<std::size_t> swept_rows_;  ///< whose gradients a sweep writes
  std::vector<std::variant<NodeRows, LayerRows>> rows_;
  std::size_t count_ = 0, padded_ = 0;
  std::span<const Rows> lists_;
  std::size_t first_ = 0;

  std::vector<double> scratch_;  ///< what goes to cells, before it is summed
  AlignedDoubles turned_;        ///< a layer's operands, turned
  std::vector<const double*> examples_, last_upstreams_;
  std::vector<double> bias_sums_;
  std::vector<double*> bias_rows_, weight_rows_;
};

}  // namespace gradwalk::detail
