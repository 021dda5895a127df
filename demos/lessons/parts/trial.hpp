#pragma once

#include "training/plan.hpp"

namespace gradwalk::demos {

/// A net that is trained on the side, as a lesson would: what it is compared
/// with, and how it ends.
struct Trial {
  std::size_t parameters;
  double first_gradient;  ///< the largest |∂cost/∂w| of layer 1 before any step
  std::vector<Progress> reports;

  explicit Trial(const TrainingPlan& plan);

  [[nodiscard]] const Progress& end() const { return reports.back(); }
  [[nodiscard]] bool has_learned() const { return end().accuracy == 1.0; }
};

}  // namespace gradwalk::demos
