#pragma once

#include <cstddef>
#include <gradwalk/nn/random.hpp>
#include <span>
#include <string_view>

namespace gradwalk {

/// How a layer's weights begin. Biases begin at 0.
enum class Initializer {
  plain,    ///< randn · 0.01
  xavier,   ///< randn / √inputs: the walkthrough's, not Glorot's
            ///< √(2/(inputs + outputs))
  he,       ///< randn · √(2/inputs)
  uniform,  ///< rand, in [0, 1)
};

/// One weight of a neuron with so many inputs.
[[nodiscard]] double initial_weight(Initializer initializer, Random& random,
                                    std::size_t inputs);

/// As it is written in options; and all of them.
[[nodiscard]] std::string_view name_of(Initializer initializer);
[[nodiscard]] std::span<const Initializer> initializers();

}  // namespace gradwalk
