#include "plan.hpp"

#include <fmt/format.h>

namespace gradwalk::demos {

std::vector<std::size_t> TrainingPlan::sizes() const {
  std::vector<std::size_t> sizes{data.features.size()};
  sizes.insert(sizes.end(), hidden.begin(), hidden.end());
  sizes.push_back(1);
  return sizes;
}

std::string counted_epochs(int epochs) {
  return fmt::format("{} epoch{}", epochs, epochs == 1 ? "" : "s");
}

}  // namespace gradwalk::demos
