#pragma once

#include "plan.hpp"
#include "story/options.hpp"

namespace gradwalk::demos {

/// The options of every training lesson.
void add_training(Options& options, TrainingPlan& plan);

/// `--loss`, one of those offered.
void add_loss(Options& options, TrainingPlan& plan,
              std::span<const Loss> offered);

}  // namespace gradwalk::demos
