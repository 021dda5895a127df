#include <doctest/doctest.h>

#include <gradwalk/engine.hpp>
#include <string>
#include <vector>

using namespace gradwalk;

TEST_CASE("a check prints a line for each node, and the worst") {
  Graph graph;
  const Value a = graph.parameter(2.0, "a"), b = graph.parameter(0.0, "b");
  const std::string text = fmt::format("{}", check_gradients(a * 3.0 + abs(b)));
  CHECK(
      text.starts_with("a: gradient 3, nudged 3\n"
                       "b: gradient 0, nudged 0, a kink: both sides "
                       "differ\nworst: a, relative error "));
}

TEST_CASE("with nothing to check a check does not pass") {
  Graph graph;
  const Value x = graph.input(2.0), y = x * x;
  const GradientCheck check = check_gradients(y);
  CHECK(check.perturbations.empty());
  CHECK(check.verdict() == Verdict::cannot_tell);
  CHECK_FALSE(check.passed());
  CHECK(fmt::format("{}", check) == "nothing to compare");
}

TEST_CASE("kinks alone pass, and the text says so") {
  Graph graph;
  const Value x = graph.parameter(0.0, "x"), w = graph.parameter(1.0, "w");
  const std::string kink =
      "x: gradient 0, nudged 0.5, a kink: both sides differ\n";
  const GradientCheck alone = check_gradients(relu(x));
  CHECK(alone.passed());
  CHECK(fmt::format("{}", alone) ==
        kink + "nothing to compare but kinks, which pass");
  const GradientCheck beside = check_gradients(1.0 + relu(x) + 1e-30 * w);
  CHECK(beside.passed());
  CHECK(beside.worst() == nullptr);
  CHECK(fmt::format("{}", beside)
            .ends_with(
                ", cannot tell\nnothing to compare but kinks, which pass"));
}

TEST_CASE("where no steps settle a difference, none is shown") {
  struct Unsettled {
    Value (*function)(Value);
    std::string line;
  };
  const std::string sides = "no number on one side, or on both";
  const std::vector<Unsettled> rows{
      {[](Value x) { return 1.0 / x; }, "-inf, nudged –, cannot tell"},
      {[](Value x) { return min(1.0 / x, 3.0); }, "0, nudged –, cannot tell"},
      {[](Value x) { return pow(relu(x), 0.5); }, "0, nudged –, cannot tell"},
      {[](Value x) { return 1.0 / square(x); }, "nan, nudged –, cannot tell"},
      {[](Value x) { return sqrt(x); }, "inf, nudged –, " + sides},
      {[](Value x) { return log(-x); }, "inf, nudged –, " + sides},
      {[](Value x) { return log(x - 1.0); }, "-1, nudged –, " + sides},
  };
  for (const Unsettled& row : rows) {
    Graph graph;
    const GradientCheck check =
        check_gradients(row.function(graph.parameter(0.0, "x")));
    CHECK(fmt::format("{}", check) ==
          "x: gradient " + row.line + "\nnothing to compare");
    CHECK_FALSE(check.perturbations.front().is_settled());
  }
}
