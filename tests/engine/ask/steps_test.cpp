#include <doctest/doctest.h>

#include <gradwalk/engine.hpp>

#include "random_graph.hpp"

using namespace gradwalk;

namespace {

std::string forward_text(Value root) { return to_text(forward_steps(root)); }
std::string backward_text(Value root) { return to_text(backward_steps(root)); }

}  // namespace

TEST_CASE("the forward pass prints in symbols and in numbers") {
  Graph graph;
  const Value x1 = graph.input(1.0, "x1"), x2 = graph.input(-2.0, "x2");
  const Value w1 = graph.parameter(0.1, "w1"), w2 = graph.parameter(0.6, "w2");
  const Value b = graph.parameter(0.0, "b");
  const Value z =
      linear(std::vector{w1, w2}, std::vector{x1, x2}, b).named("z");
  const Value y_hat = sigmoid(z).named("y_hat");
  const Value loss = (0.5 * square(1.0 - y_hat)).named("loss");
  CHECK(forward_text(loss) ==
        "z = w1·x1 + w2·x2 + b = 0.1·1 + 0.6·(-2) + 0 = -1.1\n"
        "y_hat = 1/(1 + exp(-z)) = 1/(1 + exp(-(-1.1))) = 0.24974\n"
        "1 - y_hat = 1 - y_hat = 1 - 0.24974 = 0.75026\n"
        "(1 - y_hat)² = (1 - y_hat)² = 0.75026² = 0.56289\n"
        "loss = 0.5·(1 - y_hat)² = 0.5·0.56289 = 0.281445\n");
}

TEST_CASE("the backward pass prints upstream × local, and running sums") {
  Graph graph;
  const Value a = graph.parameter(2.0, "a"), b = graph.parameter(1.0, "b");
  const Value one = graph.input(1.0, "one");
  const Value c = (a + b).named("c"), d = (b + one).named("d");
  const Value e = (c * d).named("e");
  CHECK(backward_text(e) ==
        "e → c: 1 × d = 1 × 2 = 2\n"
        "e → d: 1 × c = 1 × 3 = 3\n"
        "d → b: 3 × 1 = 3 × 1 = 3; b has 3 so far\n"
        "c → a: 2 × 1 = 2 × 1 = 2\n"
        "c → b: 2 × 1 = 2 × 1 = 2; b has 5 so far\n");
}

TEST_CASE("operands without a name are written short, and themselves in full") {
  Graph graph;
  const Value z = graph.parameter(1.0, "z"), y = graph.input(0.0, "y");
  const Value error = sigmoid(z) - y, r = relu(z);
  const Value square = pow(error, 2.0), loss = square + r;
  CHECK(forward_text(loss) ==
        "σ(z) = 1/(1 + exp(-z)) = 1/(1 + exp(-1)) = 0.731059\n"
        "σ(z) - y = σ(z) - y = 0.731059 - 0 = 0.731059\n"
        "relu(z) = max(z, 0) = max(1, 0) = 1\n"
        "(σ(z) - y)² = (σ(z) - y)² = 0.731059² = 0.534447\n"
        "(σ(z) - y)² + relu(z) = (σ(z) - y)² + relu(z) = 0.534447 + 1"
        " = 1.53445\n");
  CHECK(backward_text(square) ==
        "(σ(z) - y)² → σ(z) - y: 1 × 2·(σ(z) - y)"
        " = 1 × 1.46212 = 1.46212\n"
        "σ(z) - y → σ(z): 1.46212 × 1 = 1.46212 × 1 = 1.46212\n"
        "σ(z) → z: 1.46212 × σ(z)·(1 - σ(z))"
        " = 1.46212 × 0.196612 = 0.28747\n");
  CHECK(backward_text(z / pow(z, 2.0)).find("-z/(z²)²") != std::string::npos);
}

TEST_CASE(
    "a local gradient is in symbols, in numbers and its value, once each") {
  Graph graph;
  const Value x = graph.parameter(3.0, "x"), z = graph.parameter(0.0, "z");
  const Value y = graph.input(-1.0, "y"), s = sigmoid(z).named("s");
  const auto lines = [](Value node) {
    std::string text;
    for (const auto& parent : backward_steps(node)[0].local_gradients(3))
      for (const Formula& line : parent) text += line.text() + "; ";
    return text;
  };
  CHECK(lines(s) == "s·(1 - s); 0.5·(1 - 0.5); 0.25; ");
  CHECK(lines(squared_error(y, x)) ==
        "y - x; -1 - 3; -4; -(y - x); -(-1 - 3); 4; ");
  CHECK(lines(x * y) == "y; -1; x; 3; ");
  CHECK(lines(x + y) == "1; 1; ");
  CHECK(lines(x / 7.0) == "1/7; 0.143; -x/7²; -3/7²; -0.0612; ");
  CHECK(lines((x / 7.0).named("q")) == "1/7; 0.143; -q/7; -0.429/7; -0.0612; ");
  CHECK(lines(pow(x, 3.0)) == "3·x²; 3·3²; 27; x³·log(x); 27·log(3); 29.7; ");
  CHECK(lines(relu(x)) == "0 if x ≤ 0, else 1; 0 if 3 ≤ 0, else 1; 1; ");
}

TEST_CASE("a step keeps its numbers when the graph moves on") {
  Graph graph;
  const Value w = graph.parameter(2.0, "w");
  const Value y = (w * w).named("y");
  const std::vector<ForwardStep> before = forward_steps(y);
  w.set(5.0);
  graph.forward();
  CHECK(before[0].numbers() == "2·2");
  CHECK(before[0].value == 4.0);
  CHECK(forward_steps(y)[0].numbers() == "5·5");
}

TEST_CASE("a long pass prints its first steps and how many there are more") {
  Graph graph;
  const Value x = graph.parameter(1.0, "x");
  Value y = x;
  for (int i = 0; i < 5000; ++i) y = exp(-y).named(fmt::format("y{}", i));
  CHECK(to_text(forward_steps(y), 2) ==
        "-x = -x = -1 = -1\n"
        "y0 = exp(-x) = exp(-1) = 0.367879\n"
        "… and 9998 steps more\n");
  CHECK(to_text(backward_steps(y), 1).ends_with("… and 9999 steps more\n"));
}

TEST_CASE("a formula of many terms is cut at a term") {
  Graph graph;
  std::vector<Value> w, x;
  for (int i = 1; i <= 784; ++i) {
    w.push_back(graph.parameter(0.5, fmt::format("w{}", i)));
    x.push_back(graph.input(1.0, fmt::format("x{}", i)));
  }
  const Value z = linear(w, x, graph.parameter(0.0, "b")).named("z");
  const std::string text = to_text(forward_steps(z));
  CHECK(text.starts_with("z = w1·x1 + w2·x2 + "));
  CHECK(text.find(" + … + b = 0.5·1 + ") != std::string::npos);
  CHECK(text.ends_with(" + … + 0 = 392\n"));
  CHECK(text.size() < 300);
}

TEST_CASE("an input is shown as a parent into which nothing flows") {
  Graph graph;
  const Value x = graph.input(3.0, "x"), w = graph.parameter(2.0, "w");
  const BackwardStep step = backward_steps(w * x)[0];
  REQUIRE(step.to.size() == 2);
  CHECK(step.to[0].flows);
  CHECK_FALSE(step.to[1].flows);
  CHECK(step.to[1].local == 2.0);
  CHECK(step.to[1].result == 0.0);
}

TEST_CASE("a step says in words why it passes no number, or nothing") {
  Graph graph;
  const Value x = graph.parameter(-1.0, "x"), t = graph.parameter(0.0, "t");
  const Value r = relu(x).named("r"), s = sqrt(r).named("s");
  const Value q = sqrt(t).named("q"), e = exp(800.0 + t).named("e");
  const Value root = (s + square(q) + min(e, 1.0).named("m")).named("y");
  const std::string text = to_text(backward_steps(root));
  CHECK(text.find("s → r: 1 × 0.5/s = 1 × inf = inf\n") != std::string::npos);
  CHECK(text.find("r → x: r does not take x: no path, nothing flows\n") !=
        std::string::npos);
  CHECK(text.find("q → t: 0 × 0.5/q = 0 × inf = nan (0 × inf has no value)") !=
        std::string::npos);
  CHECK(
      text.find(" → 800 + t: no open path leads to e: it passes nothing on") !=
      std::string::npos);
  // A branch not taken is nothing to speak of elsewhere.
  CHECK(
      text.find("m → e: 1 × (0.5 if e = 1, 0 if 1 < e, else 1) = 1 × 0 = 0") !=
      std::string::npos);
  CHECK(fmt::format("{}", *first_non_finite(root)) == "e = exp(800) = inf");
}

TEST_CASE("a step says where a slope has digits that its formula has lost") {
  Graph graph;
  const Value x = graph.parameter(40.0, "x"), u = graph.parameter(1.0, "u");
  for (const Value y : {sigmoid(x), tanh(x)})
    CHECK(backward_steps(y)[0].to[0].remark ==
          "the slope is found from exp: what is taken from 1 has no digits");
  for (const Value y : {sigmoid(u), tanh(u), exp(u)})
    CHECK(backward_steps(y)[0].to[0].remark.empty());
}

TEST_CASE("a product has no value where 0 meets inf, and nan is only passed") {
  Graph graph;
  const Value x = graph.parameter(0.0, "x");
  CHECK(to_text(backward_steps(0.0 * sqrt((3.0 * x).named("u")).named("q"))) ==
        "0·q → q: 1 × 0 = 1 × 0 = 0\n"
        "q → u: 0 × 0.5/q = 0 × inf = nan (0 × inf has no value)\n"
        "u → x: nan × 3 = nan × 3 = nan\n");
}

TEST_CASE("the backward steps of random graphs are the engine's gradients") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const RandomGraph graph(seed);
    const Value root = graph.root();
    const std::vector<BackwardStep> steps = backward_steps(root);
    root.backward();
    for (const BackwardStep& step : steps) {
      CHECK(step.upstream == step.node.gradient());
      for (const Passed& passed : step.to)
        if (passed.flows && passed.received == passed.receives)
          CHECK(passed.sum == passed.parent.gradient());
    }
  }
}
