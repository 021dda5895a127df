#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <vector>

#include "golden.hpp"

namespace {

/// Golden's W1, sigma1 and its x are the lesson's w1, a1 and a0.
std::string renamed(std::string name) {
  if (name == "x (not propagated)") return "a0";
  if (name.starts_with("sigma")) return "a" + name.substr(5);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return name;
}

/// The line of a document's `backward` from one node to one parent.
Json passed(const Json& document, const std::string& node,
            const std::string& parent) {
  for (const Json& step : document["backward"])
    for (const Json& to : step["to"])
      if (step["node"] == node && to["parent"] == parent)
        return {{"upstream", step["upstream"]},
                {"local", to["local"]},
                {"result", to["result"]}};
  FAIL("no line from " << node << " to " << parent);
  return {};
}

}  // namespace

TEST_CASE("chain: every node and gradient of three_neuron_chain") {
  const Json& expected = golden("mnist_from_scratch")["three_neuron_chain"];
  const Json document = run_json("chain");
  CHECK(document["lesson"] == "chain");
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string number = std::to_string(i + 1);
    check_close(value_of(document, "z" + number), expected["z"][i]);
    check_close(value_of(document, "a" + number), expected["a"][i]);
  }
  check_close(value_of(document, "loss"), expected["loss"]);
  for (const auto& [name, gradient] : expected["grads"].items())
    check_close(document["gradients"][renamed(name)], gradient);
  for (const std::string name : {"z1", "z2", "z3", "a3"})
    CHECK(document["gradients"].contains(name));
}

TEST_CASE("chain: every backward line of three_neuron_chain") {
  const Json document = run_json("chain");
  for (const Json& line :
       golden("mnist_from_scratch")["three_neuron_chain"]["backward"]) {
    INFO(line.dump());
    const std::string node = renamed(line["node"]), to = renamed(line["to"]);
    // Golden's loss is one node; here it is a difference and its square.
    const bool by_difference = node == "loss";
    Json found = passed(document, node, by_difference ? "a3 - y" : to);
    if (by_difference) {
      const Json rest = passed(document, "a3 - y", to);
      found["local"] =
          found["local"].get<double>() * rest["local"].get<double>();
      CHECK(rest["result"] == found["result"]);
    }
    for (const std::string key : {"upstream", "local", "result"})
      check_close(found[key], line[key]);
  }
}

TEST_CASE("chain: another input and label follow the formulas") {
  const Json document = run_json("chain --x -2 --y 0.25");
  CHECK(value_of(document, "z1") == 0.5 * -2.0 + 0.1);
  const double error = value_of(document, "a3") - 0.25;
  CHECK(value_of(document, "loss") == error * error);
}

namespace {

/// ∂(last a)/∂z of each neuron of a row, by the chain rule.
std::vector<double> by_hand(int neurons, double weight, double x,
                            double (*activation)(double),
                            double (*slope)(double)) {
  std::vector<double> z;
  for (int i = 0; i < neurons; ++i) {
    z.push_back(weight * x);
    x = activation(z.back());
  }
  std::vector<double> passed(z.size());
  double upstream = 1.0;
  for (std::size_t i = z.size(); i-- > 0; upstream *= weight)
    passed[i] = upstream *= slope(z[i]);
  return passed;
}

double sigmoid(double z) { return 1.0 / (1.0 + std::exp(-z)); }
double sigmoid_slope(double z) { return sigmoid(z) * (1.0 - sigmoid(z)); }
double tanh_of(double z) { return std::tanh(z); }
double tanh_slope(double z) { return 1.0 - std::tanh(z) * std::tanh(z); }
double relu(double z) { return std::max(z, 0.0); }
double relu_slope(double z) { return z > 0.0 ? 1.0 : 0.0; }

/// The chain rule multiplies what the engine does, in an order of its own: a
/// unit in the last place for each of two products a neuron, of 1 - tanh²
/// near 0 a few more.
constexpr double row_bound = 1e-13;

}  // namespace

TEST_CASE("chain: along a row each activation passes back by the chain rule") {
  const Json rows = run_json("chain --neurons 20 --x 0.7")["rows"];
  const Json& found = rows["by_neuron"];
  check_close(found["sigmoid"], by_hand(20, 1.0, 0.7, sigmoid, sigmoid_slope),
              row_bound);
  check_close(found["tanh"], by_hand(20, 1.0, 0.7, tanh_of, tanh_slope),
              row_bound);
  CHECK(found["relu"] == by_hand(20, 1.0, 0.7, relu, relu_slope));
  REQUIRE(rows["by_weight"].size() == 6);
  for (const Json& row : rows["by_weight"]) {
    const double weight = row["weight"];
    INFO(weight);
    // At weight 10, 1 - a is near 5e-5, and has lost the digits before: 2e-12
    // of it for each of 20 neurons.
    check_close(row["sigmoid"],
                by_hand(20, weight, 0.7, sigmoid, sigmoid_slope)[0], 1e-10);
    check_close(row["relu"], by_hand(20, weight, 0.7, relu, relu_slope)[0],
                row_bound);
  }
}

TEST_CASE("chain: a vanishing gradient, saturation, a dead relu are named") {
  const std::string page = unwrapped(gradwalk("chain").out);
  for (const char* words :
       {"only 2.78477e-07 is left for the first neuron", "vanishing gradient",
        "has z = 9.99955 and the slope 4.54164e-05: it is saturated",
        "the relu of neuron 1 has z = -1", "dead relu",
        "the gradient explodes"})
    CHECK(page.find(words) != std::string::npos);
  // From below 0 the weight -1 makes the first relu live, and the second die.
  const std::string below = unwrapped(gradwalk("chain --x -1").out);
  CHECK(below.find("vanishing gradient") != std::string::npos);
  CHECK(below.find("the relu of neuron 2 has z = -1") != std::string::npos);
  for (const char* words : {"it keeps all", "explodes"})
    CHECK(below.find(words) == std::string::npos);
}
