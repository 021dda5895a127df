#pragma once

#include <concepts>
#include <functional>
#include <gradwalk/value.hpp>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

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

/// As it is written in options and files; and all of them.
[[nodiscard]] std::string_view name_of(Activation activation);
[[nodiscard]] std::span<const Activation> activations();

/// An activation of the list, or any function of z, with a name if it has one:
///
/// ```cpp
/// MLPOptions options{.hidden = Activation::tanh};
/// options.hidden = [](Value z) { return z * sigmoid(z); };
/// options.hidden = {"swish", [](Value z) { return z * sigmoid(z); }};
/// fmt::print("{}\n", options.hidden.name());  // prints swish
/// ```
///
/// It must record the same nodes whatever z is, for a Batch plans it once:
/// write relu, max or choose, and no `if` on z's value. A parameter that it
/// uses is none of its net's. Errors: an empty function.
class ActivationFunction {
 public:
  ActivationFunction(Activation activation = Activation::identity);
  ActivationFunction(std::string name, std::function<Value(Value z)> function);
  template <class F>
  requires(!std::same_as<F, ActivationFunction>) &&
      std::is_invocable_r_v<Value, F&, Value> ActivationFunction(F function)
      : ActivationFunction("own", std::move(function)) {}

  [[nodiscard]] Value operator()(Value z) const { return function_(z); }
  [[nodiscard]] const std::string& name() const { return name_; }

  /// Whether they have the same name: all do that were given none.
  friend bool operator==(const ActivationFunction& a,
                         const ActivationFunction& b) {
    return a.name_ == b.name_;
  }

 private:
  std::string name_;
  std::function<Value(Value z)> function_;
};

}  // namespace gradwalk
