#include <array>
#include <gradwalk/nn/activation.hpp>
#include <gradwalk/operators.hpp>

namespace gradwalk {

namespace {

struct Row {
  Activation activation;
  std::string_view name;
  Value (*function)(Value);
};

constexpr std::array rows{
    Row{Activation::identity, "identity", [](Value z) { return z; }},
    Row{Activation::sigmoid, "sigmoid", [](Value z) { return sigmoid(z); }},
    Row{Activation::tanh, "tanh", [](Value z) { return tanh(z); }},
    Row{Activation::relu, "relu", [](Value z) { return relu(z); }},
    Row{Activation::leaky_relu, "leaky_relu",
        [](Value z) { return leaky_relu(z); }},
    Row{Activation::softplus, "softplus", [](Value z) { return softplus(z); }},
    Row{Activation::sin, "sin", [](Value z) { return sin(z); }},
    Row{Activation::cos, "cos", [](Value z) { return cos(z); }},
};

const Row& row_of(Activation activation) {
  return rows[static_cast<std::size_t>(activation)];
}

}  // namespace

Value activate(Activation activation, Value z) {
  return row_of(activation).function(z);
}

std::string_view name_of(Activation activation) {
  return row_of(activation).name;
}

std::span<const Activation> activations() {
  static constexpr auto all = [] {
    std::array<Activation, rows.size()> found{};
    for (std::size_t i = 0; i < rows.size(); ++i) found[i] = rows[i].activation;
    return found;
  }();
  return all;
}

}  // namespace gradwalk
