#pragma once

#include <gradwalk/batch.hpp>
#include <optional>

#include "lanes.hpp"
#include "leaves.hpp"
#include "threads.hpp"

namespace gradwalk {

/// A plan and what its runs work in.
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
  /// `careful`: as LayerLanes means it.
  enum class Pass { forward, backward, careful };
  struct Kept {
    std::vector<double> values, gradients;
  };

  void begin(std::string_view function, std::span<const Rows> lists);
  void compute_cells();
  [[nodiscard]] double cost() const;
  void run(std::span<const Rows> lists, Pass pass);
  void run_round(Pass pass, std::size_t first, std::size_t count);
  void run_lanes(Pass pass, std::size_t first, detail::LaneRange lanes);
  void sweep_cells();
  [[nodiscard]] bool keeps_nan() const;
  void keep(std::size_t first, detail::LaneRange lanes, bool gradients);
  [[nodiscard]] std::size_t kept_at(std::string_view function,
                                    Value node) const;

  Reduction reduction_;
  detail::Plan plan_;
  detail::Leaves leaves_;
  const detail::Kernels& kernels_;
  detail::Threads threads_;
  const detail::AlignedDoubles cells_, cell_gradients_;
  std::optional<detail::Lanes> lanes_;
  std::vector<double> losses_;  ///< root for each example
  std::vector<Kept> kept_;
  bool has_gradients_ = false;
};

}  // namespace gradwalk
