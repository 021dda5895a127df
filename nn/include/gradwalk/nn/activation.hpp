#pragma once

#include <gradwalk/value.hpp>
#include <span>
#include <string_view>

namespace gradwalk {

/// What a neuron does to its z.
enum class Activation {
  identity,
  sigmoid,
  tanh,
  relu,
  leaky_relu,
  softplus,
  sin,
  cos,
};

/// a = activation(z); z itself for `identity`.
[[nodiscard]] Value activate(Activation activation, Value z);

[[nodiscard]] std::string_view name_of(Activation activation);
[[nodiscard]] std::span<const Activation> activations();

}  // namespace gradwalk
