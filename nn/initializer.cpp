#include <cmath>
#include <gradwalk/nn/initializer.hpp>

#include "rows.hpp"

namespace gradwalk {

namespace {

struct InitializerRow {
  Initializer key;
  std::string_view name;
  double (*weight)(Random& random, double inputs);
};

constexpr std::array initializer_rows{
    InitializerRow{
        Initializer::plain, "plain",
        [](Random& random, double) { return random.normal() * 0.01; }},
    InitializerRow{Initializer::xavier, "xavier",
                   [](Random& random, double inputs) {
                     return random.normal() / std::sqrt(inputs);
                   }},
    InitializerRow{Initializer::he, "he",
                   [](Random& random, double inputs) {
                     return random.normal() * std::sqrt(2.0 / inputs);
                   }},
    InitializerRow{Initializer::uniform, "uniform",
                   [](Random& random, double) { return random.uniform(); }},
};

}  // namespace

double initial_weight(Initializer initializer, Random& random,
                      std::size_t inputs) {
  return row_of(initializer_rows, initializer)
      .weight(random, static_cast<double>(inputs));
}

std::string_view name_of(Initializer initializer) {
  return row_of(initializer_rows, initializer).name;
}

std::span<const Initializer> initializers() {
  static constexpr std::array all = keys_of<initializer_rows>();
  return all;
}

}  // namespace gradwalk
