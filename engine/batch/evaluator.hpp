#pragma once

#include <gradwalk/batch.hpp>
#include <memory>

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
  /// Examples first … first + count - 1.
  struct Piece {
    std::size_t first, count;
  };
  /// `careful`: as `Lanes::backward` means it.
  enum class Pass { forward, backward, careful };
  struct Kept {
    std::vector<double> values, gradients;
  };

  void begin(std::string_view function, std::span<const Rows> lists);
  void compute_cells();
  [[nodiscard]] double cost() const;
  void sweep(std::span<const Rows> lists, Pass pass);
  void sweep_cells();
  void add_pieces();
  /// Runs a piece, chunk by chunk; unless forward, adds to `cell_gradients`.
  void run_piece(std::size_t thread, const Piece& piece,
                 std::span<const Rows> lists, Pass pass,
                 double* cell_gradients);
  void keep(const detail::Lanes& lanes, std::size_t first, bool gradients);
  [[nodiscard]] std::size_t kept_at(std::string_view function,
                                    Value node) const;

  Reduction reduction_;
  detail::Plan plan_;
  detail::Leaves leaves_;
  const detail::Kernels& kernels_;
  detail::Threads threads_;
  std::vector<double> cells_, cell_gradients_;
  std::vector<detail::Lanes> lanes_;  ///< one for each thread
  std::vector<Piece> pieces_;
  std::vector<std::vector<double>> piece_gradients_;
  std::vector<double> losses_;  ///< root for each example
  std::vector<Kept> kept_;
  bool has_gradients_ = false;
};

}  // namespace gradwalk
