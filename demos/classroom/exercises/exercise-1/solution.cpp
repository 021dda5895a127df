#include <gradwalk/engine.hpp>
#include <gradwalk/own_operation.hpp>
using namespace gradwalk;

struct Softplus : rules::Unary {
  static constexpr std::string_view name = "my_softplus",
                                    symbol = "my_softplus";

  static auto value(auto x) {
    return where(x > 0.0, x, 0.0) + log1p(exp(-abs(x)));
  }

  // ∂y/∂x, where y is softplus(x).
  static auto local_gradient(auto x, auto) { return 1.0 / (1.0 + exp(-x)); }
};
