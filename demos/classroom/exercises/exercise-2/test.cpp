#include "../checks.hpp"

// Beside relu(1 - y·s), which is the same in three operations: on both sides
// of the kink, at it, and with both labels.
void checks::all() {
  using gradwalk::Value;
  struct Case {
    double y, s;
  };
  for (const auto [label, score] :
       {Case{1, 0.25}, Case{1, 3}, Case{-1, 0.25}, Case{-1, -3}, Case{1, -2},
        Case{1, 1}, Case{-1, -1}}) {
    gradwalk::Graph graph;
    const Value y = graph.parameter(label, "y"), s = graph.parameter(score);
    const Value own = gradwalk::record<Hinge>(y, s), same = relu(1.0 - y * s);
    const std::string at = fmt::format(" at y = {}, s = {}", label, score);
    number("hinge" + at, own.value(), same.value());
    same.backward();
    const double by_y = y.gradient(), by_s = s.gradient();
    own.backward();
    number("∂hinge/∂y" + at, y.gradient(), by_y);
    number("∂hinge/∂s" + at, s.gradient(), by_s);
  }
  gradwalk::Graph graph;
  const Value x = graph.parameter(0.5, "x");
  const Value loss = 3.0 * gradwalk::record<Hinge>(x, x);
  loss.backward();
  number("∂loss/∂x of loss = 3·hinge(x, x) at x = 0.5", x.gradient(), -3.0);
}
