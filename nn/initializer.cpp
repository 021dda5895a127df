#include <array>
#include <cmath>
#include <gradwalk/nn/initializer.hpp>

namespace gradwalk {

double initial_weight(Initializer initializer, Random& random,
                      std::size_t inputs) {
  const auto n = static_cast<double>(inputs);
  switch (initializer) {
    case Initializer::plain:
      return random.normal() * 0.01;
    case Initializer::xavier:
      return random.normal() / std::sqrt(n);
    case Initializer::he:
      return random.normal() * std::sqrt(2.0 / n);
    case Initializer::uniform:
      return random.uniform();
  }
  return 0.0;
}

std::string_view name_of(Initializer initializer) {
  static constexpr std::array<std::string_view, 4> names{"plain", "xavier",
                                                         "he", "uniform"};
  return names[static_cast<std::size_t>(initializer)];
}

std::span<const Initializer> initializers() {
  static constexpr std::array all{Initializer::plain, Initializer::xavier,
                                  Initializer::he, Initializer::uniform};
  return all;
}

}  // namespace gradwalk
