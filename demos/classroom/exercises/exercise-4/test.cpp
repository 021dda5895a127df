#include <gradwalk/own_operation.hpp>

#include "../checks.hpp"

namespace {

/// Operations whose rules are wrong.
struct TwiceTooMuch : gradwalk::rules::Unary {
  static constexpr std::string_view name = "twice", symbol = "twice";
  static auto value(auto x) { return x * x; }
  static auto local_gradient(auto x, auto) { return 4.0 * x; }
};
struct SignTurned : gradwalk::rules::Unary {
  static constexpr std::string_view name = "turned", symbol = "turned";
  static auto value(auto x) { return x * x; }
  static auto local_gradient(auto x, auto) { return -2.0 * x; }
};
struct SlightlyWrong : gradwalk::rules::Unary {
  static constexpr std::string_view name = "slight", symbol = "slight";
  static auto value(auto x) { return x * x; }
  static auto local_gradient(auto x, auto) { return 2.001 * x; }
};

template <class Rule> void finds_fault(const std::string& which) {
  gradwalk::Graph graph;
  const gradwalk::Value x = graph.parameter(1.5, "x");
  const gradwalk::Value wrong = gradwalk::record<Rule>(x);
  checks::tell(!agrees(graph, x, wrong), "agrees says no where " + which);
}

/// The difference at `at`, beside the slope; then all must be as it was.
void differs_by(const std::string& what, double at, double slope,
                auto function) {
  gradwalk::Graph graph;
  const gradwalk::Value x = graph.parameter(at, "x"), root = function(x);
  const double before = root.value();
  // By rounding of about 1e-16 / 1e-5, and steps of 1e-5 squared.
  checks::number(fmt::format("difference of {} at x = {:g}", what, at),
                 difference(graph, x, root), slope, 1e-6);
  checks::tell(x.value() == at && root.value() == before,
               "then x and the root have their old values");
  checks::tell(agrees(graph, x, root), "agrees says yes");
}

}  // namespace

void checks::all() {
  using gradwalk::Value;
  differs_by("x³", 2.0, 12.0, [](Value x) { return x * x * x; });
  differs_by("sigmoid(x)", 0.0, 0.25, [](Value x) { return sigmoid(x); });
  differs_by("x²", 1e9, 2e9, [](Value x) { return x * x; });
  gradwalk::Graph graph;
  const Value x = graph.parameter(0.0, "x"), root = 1e6 * x * x;
  // Both sides are the same there, whatever the step.
  number("difference of 1000000·x² at its minimum, x = 0",
         difference(graph, x, root), 0.0);
  finds_fault<TwiceTooMuch>("the rule of x² is 4·x");
  finds_fault<SignTurned>("the rule of x² is -2·x");
  finds_fault<SlightlyWrong>("the rule of x² is 2.001·x");
}
