#include "plan.hpp"

#include <fmt/format.h>

#include <gradwalk/error.hpp>

#include "story/text.hpp"

namespace gradwalk::demos {

std::vector<std::size_t> TrainingPlan::sizes() const {
  std::vector<std::size_t> sizes{data.features.size()};
  sizes.insert(sizes.end(), hidden.begin(), hidden.end());
  sizes.push_back(1);
  return sizes;
}

void require_parameters(const std::vector<std::size_t>& sizes) {
  constexpr std::size_t most = 2'000'000;
  std::size_t parameters = 0;
  for (std::size_t l = 1; l < sizes.size(); ++l)
    parameters += (sizes[l - 1] + 1) * sizes[l];
  if (parameters > most)
    throw Error("--hidden", fmt::format("a net of {} parameters at most", most),
                fmt::format("{} of {}", parameters, joined(sizes, "-")));
}

std::string counted_epochs(int epochs) {
  return fmt::format("{} epoch{}", epochs, epochs == 1 ? "" : "s");
}

}  // namespace gradwalk::demos
