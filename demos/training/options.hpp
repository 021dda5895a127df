#pragma once

#include "plan.hpp"
#include "story/options.hpp"

namespace gradwalk::demos {

/// The options of every training lesson. `given_applies` becomes false when
/// one of them chooses other weights than the source's.
void add_training(Options& options, TrainingPlan& plan, bool& given_applies);

}  // namespace gradwalk::demos
