#pragma once

#include "film.hpp"
#include "training_lesson.hpp"

namespace gradwalk::demos {

/// A training on a film: its first iterations node by node, its costs, and a
/// forward pass with the trained weights. Does nothing without a film.
class TrainingFilm {
 public:
  TrainingFilm(Film* film, const MLP& net, const Plan& plan)
      : film_(film), net_(net), plan_(plan) {}

  /// A batch after its backward pass, before the step; `iteration` counts
  /// from 1.
  void batch(int iteration, const RecordedBatch& batch);

  void finish(std::span<const Progress> reports);

 private:
  struct Before {
    double value, gradient;
  };
  void show_updates();
  [[nodiscard]] bool is_full_batch() const;

  Film* film_;
  const MLP& net_;
  const Plan& plan_;
  std::vector<Before> before_;  ///< each parameter, at the last batch
};

}  // namespace gradwalk::demos
