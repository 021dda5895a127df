#include "problem.hpp"

#include <fmt/format.h>

#include <iterator>

namespace gradwalk::demos {

double drawn_number(Random& random) {
  return chosen_numbers[below(std::size(chosen_numbers), random)];
}

std::size_t below(std::size_t count, Random& random) {
  return random.interval(static_cast<std::uint32_t>(count - 1));
}

std::string counted(std::size_t count, const std::string& one,
                    const std::string& many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace gradwalk::demos
