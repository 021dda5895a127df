// Eight activations of one's own: as functions, and as operations.
#include <fmt/core.h>

#include <cmath>
#include <gradwalk/nn.hpp>
#include <gradwalk/own_operation.hpp>

using namespace gradwalk;

struct Softsign : rules::Unary {
  static constexpr std::string_view name = "softsign", symbol = "softsign";
  static auto value(auto a) { return a / (1.0 + abs(a)); }
  static auto local_gradient(auto, auto y) { return square(1.0 - abs(y)); }
};
struct Gauss : rules::Unary {
  static constexpr std::string_view name = "gauss", symbol = "gauss";
  static double value(double a) { return std::exp(-a * a); }
  static double local_gradient(double a, double y) { return -2.0 * a * y; }
};

int main() {
  const std::vector<ActivationFunction> own{
      {"swish", [](Value z) { return z * sigmoid(z); }},
      {"mish", [](Value z) { return z * tanh(softplus(z)); }},
      {"elu", [](Value z) { return max(z, 0) + min(exp(z) - 1, 0); }},
      {"relu6", [](Value z) { return min(max(z, 0), 6); }},
      {"hard tanh", [](Value z) { return max(-1, min(z, 1)); }},
      {"leaky", [](Value z) { return where(z > 0, z, 0.1 * z); }},
      {"softsign", [](Value z) { return record<Softsign>(z); }},
      {"gauss", [](Value z) { return record<Gauss>(z); }}};
  for (const ActivationFunction& activation : own) {
    Graph graph;
    MLP net(graph, {2, 3, 1}, {.hidden = activation});
    const Value answer = net({0.5, -0.25}).back().a[0];
    fmt::print("{}: {}\n", activation.name(),
               check_gradients(answer).passed() ? "right" : "wrong");
  }
}
