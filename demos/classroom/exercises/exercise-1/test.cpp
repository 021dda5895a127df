#include "../checks.hpp"

// Beside the engine's own softplus: far out, where exp overflows, and at 0.
void checks::all() {
  for (const double at : {0.0, 0.5, 3.0, -1.0, -30.0, 30.0, -800.0, 800.0}) {
    gradwalk::Graph graph;
    const gradwalk::Value x = graph.parameter(at, "x");
    const gradwalk::Value own = gradwalk::record<Softplus>(x);
    const gradwalk::Value engine = gradwalk::softplus(x);
    engine.backward();
    const double expected = x.gradient();
    number(fmt::format("softplus at x = {}", at), own.value(), engine.value());
    own.backward();
    number(fmt::format("∂y/∂x at x = {}", at), x.gradient(), expected);
  }
  gradwalk::Graph graph;
  const gradwalk::Value x = graph.parameter(2.0, "x");
  const gradwalk::Value loss = x * gradwalk::record<Softplus>(3.0 * x);
  loss.backward();
  number("∂loss/∂x of loss = x·softplus(3·x) at x = 2", x.gradient(),
         std::log1p(std::exp(6.0)) + 6.0 / (1.0 + std::exp(-6.0)));
}
