#include <gradwalk/nn/activation.hpp>
#include <gradwalk/operators.hpp>

#include "rows.hpp"

namespace gradwalk {

namespace {

struct ActivationRow {
  Activation key;
  std::string_view name;
  Value (*function)(Value z);
};

constexpr std::array activation_rows{
    ActivationRow{Activation::identity, "identity", [](Value z) { return z; }},
    ActivationRow{Activation::sigmoid, "sigmoid",
                  [](Value z) { return sigmoid(z); }},
    ActivationRow{Activation::tanh, "tanh", [](Value z) { return tanh(z); }},
    ActivationRow{Activation::relu, "relu", [](Value z) { return relu(z); }},
    ActivationRow{Activation::leaky_relu, "leaky_relu",
                  [](Value z) { return leaky_relu(z); }},
    ActivationRow{Activation::softplus, "softplus",
                  [](Value z) { return softplus(z); }},
    ActivationRow{Activation::sin, "sin", [](Value z) { return sin(z); }},
    ActivationRow{Activation::cos, "cos", [](Value z) { return cos(z); }},
};

}  // namespace

Value activate(Activation activation, Value z) {
  return row_of(activation_rows, activation).function(z);
}

std::string_view name_of(Activation activation) {
  return row_of(activation_rows, activation).name;
}

std::span<const Activation> activations() {
  static constexpr std::array all = keys_of<activation_rows>();
  return all;
}

ActivationFunction::ActivationFunction(Activation activation)
    : ActivationFunction(std::string(name_of(activation)),
                         row_of(activation_rows, activation).function) {}

ActivationFunction::ActivationFunction(std::string name,
                                       std::function<Value(Value z)> function)
    : name_(std::move(name)), function_(std::move(function)) {
  if (!function_) throw Error("ActivationFunction", "a function", "none");
}

}  // namespace gradwalk
