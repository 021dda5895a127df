#pragma once

#include <gradwalk/batch.hpp>
#include <optional>

#include "cells.hpp"
#include "lanes.hpp"
#include "threads.hpp"

namespace gradwalk {

/// A plan and the numbers with which it is evaluated.
///
/// The way of an example through this folder:
///
///     Batch         takes a graph and its inputs, then examples: batch.cpp
///      │
///     Plan          once: which nodes vary with the examples and have a row,
///      │            which have one cell; weighted sums over the same operands,
///      │            such as a layer's neurons, become a bundle: plan, bundle
///     Evaluator     each time: cuts the examples into rounds, and a round into
///      │            ranges of lanes, one for each thread: evaluator, threads
///     Cells         reads the leaves that do not vary and computes what
///      │            depends on them alone, once for all examples: cells
///     Lanes         an example is a lane, a column through all rows: the steps
///      │            of the plan forward, then backward: lanes, bundle_lanes
///     CarefulSweep  instead, lane by lane, where 0 met inf or nan: careful
///     Kernels       a step's loop over lanes, for this machine: kernels, and
///      │            product for bundles
///     Cells         the gradients of parameters, summed over the lanes, go
///                   back to the graph
class Batch::Evaluator {
 public:
  Evaluator(Value root, std::span<const std::vector<Value>> inputs,
            const BatchOptions& options);

  double forward(std::span<const Rows> lists);
  double backward(std::span<const Rows> lists);

  /// Cuts a batch of one list, row by row, into its examples.
  [[nodiscard]] std::vector<const double*> rows_of(
      std::string_view function, std::span<const double> examples) const;

  [[nodiscard]] std::span<const double> values(Value node) const;
  [[nodiscard]] std::span<const double> gradients(Value node) const;

 private:
  /// What follows a forward pass.
  enum class Sweep { none, fast, careful };
  struct Kept {
    std::vector<double> values, gradients;
  };

  void begin(std::string_view function, std::span<const Rows> lists);
  [[nodiscard]] double cost() const;
  /// What a sweep begins with at each root.
  [[nodiscard]] double share() const;
  void evaluate(std::span<const Rows> lists, Sweep sweep);
  void take_round(Sweep sweep, std::size_t first, std::size_t count);
  void take_lanes(Sweep sweep, std::size_t first, detail::LaneRange lanes);
  void finish_cells();
  [[nodiscard]] bool keeps_nan() const;
  /// Copies what some lanes found of the kept nodes: values, or gradients.
  using Found = std::span<const double> (detail::Lanes::*)(
      std::size_t row, detail::LaneRange lanes) const;
  void keep(std::vector<double> Kept::*numbers, Found found, std::size_t first,
            detail::LaneRange lanes);
  [[nodiscard]] std::size_t kept_at(std::string_view function,
                                    Value node) const;

  Reduction reduction_;
  detail::Plan plan_;
  detail::Cells cells_;
  const detail::Kernels& kernels_;
  detail::Threads threads_;
  std::optional<detail::Lanes> lanes_;
  std::optional<detail::CarefulSweep> careful_;  ///< while there is one
  std::vector<double> losses_;                   ///< root for each example
  std::vector<Kept> kept_;
  bool has_gradients_ = false;
};

}  // namespace gradwalk
