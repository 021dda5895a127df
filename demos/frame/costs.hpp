#pragma once

#include <gradwalk/nn/training.hpp>
#include <string>
#include <vector>

#include "page.hpp"

namespace gradwalk::demos {

/// `1 epoch`, `20 epochs`.
[[nodiscard]] std::string counted_epochs(int epochs);

/// The costs of a training, of which a page shows about a dozen; in full,
/// unless fewer digits are asked for. Each is the sum of `summed` losses; of 1,
/// their mean.
void show_costs(Page& page, const std::vector<Progress>& reports,
                std::size_t summed);

}  // namespace gradwalk::demos
