#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <vector>

#include "golden.hpp"

namespace {

const Json& tiny() {
  static const Json& section = golden("mnist_from_scratch")["tiny_4_3_3_3"];
  return section;
}

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

/// Sums of products near 0.1 that almost cancel: the products' roundings,
/// about 1e-17 each, stay.
void check_cancelled(const Json& found, const Json& expected) {
  if (expected.is_array()) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
      check_cancelled(found[i], expected[i]);
    return;
  }
  CHECK(std::abs(found.get<double>() - expected.get<double>()) < 1e-16);
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

TEST_CASE("chain: of the ten outputs the digit 3 wins") {
  const Json& expected = golden("mnist_from_scratch")["example_output"];
  const Json found = run_json("chain")["example_output"];
  for (const std::string key : {"vector", "sum", "argmax"})
    CHECK(found[key] == expected[key]);
}

TEST_CASE("chain: the tiny net draws what NumPy draws") {
  const Json found = run_json("chain")["tiny"];
  for (const std::string key :
       {"W1", "W2", "W3", "b1", "b2", "b3", "X", "y", "one_hot"})
    CHECK(found[key] == tiny()[key]);
}

TEST_CASE("chain: every number of the tiny net's iteration") {
  const Json document = run_json("chain")["tiny"];
  for (const auto& [key, expected] : tiny()["ce"].items()) {
    // Not the binding itself: clang 14 cannot capture it.
    const std::string name = key;
    INFO(name);
    const Json& found = document["ce"][key];
    if (key.starts_with("max_abs_diff")) {
      // Golden's differences are the coarser ones: its largest is 2e-10.
      REQUIRE(found.size() == expected.size());
      for (const Json& difference : found) CHECK(difference < 2e-10);
    } else if (key == "dA2") {
      check_cancelled(found, expected);
    } else {
      check_close(found, expected);
    }
  }
}

TEST_CASE("chain: the tiny net after its step") {
  const Json found = run_json("chain")["tiny"];
  for (const auto& [key, expected] : tiny()["after_update_lr0.1_ce"].items())
    check_close(found["after_update"][key], expected);
  check_close(found["loss_after_update"], tiny()["ce_loss_after_update"]);
  const Json fast = run_json("chain --rate 0.5")["tiny"];
  const double before = found["b3"][0][0],
               after = fast["after_update"]["b3"][0][0];
  CHECK(after == before - 0.5 * found["ce"]["db3"][0][0].get<double>());
}

TEST_CASE("chain: what the source's faults would give") {
  const Json document = run_json("chain");
  const Json& found = document["faults"];
  const Json& expected = tiny()["faults"];
  // Both are roundings of 0.
  CHECK(std::abs(found["scalar_db3"].get<double>()) < 1e-15);
  check_close(found["db3"], expected["correct_db3"]);
  check_close(found["Z3_from_pre_activation"],
              expected["Z3 computed from the pre-activation (seed's A2)"]);
  check_close(found["Z3"], expected["correct Z3"]);
  check_close(found["p_minus_y"],
              expected["p-y used as the gradient of MSE (times 1/m)"]);
  check_close(found["mse_dZ3"], expected["true MSE dZ3"]);
  CHECK(found["mse_dZ3"] == document["tiny"]["mse"]["dZ3"]);
}

TEST_CASE("chain: squared error has every gradient too, confirmed by nudges") {
  const Json mse = run_json("chain")["tiny"]["mse"];
  for (const auto& [key, expected] : tiny()["ce"].items())
    CHECK(mse.contains(key));
  CHECK(mse.contains("dA3"));
  for (const Json& difference : mse["max_abs_diff_to_central_difference"])
    CHECK(difference < 2e-10);
}

TEST_CASE("chain: softmax of large scores, with the shift and without") {
  const Json& expected = golden("mnist_from_scratch")["softmax_overflow"];
  const Json found = run_json("chain")["softmax_overflow"];
  CHECK(found["Z"] == expected["Z"]);
  check_close(found["stable"], expected["stable"]);
  CHECK(found["naive"] == "nan");
  CHECK(found["first_non_finite"] == "e1 = exp(1000) = inf");
}

TEST_CASE("chain: another input and label follow the formulas") {
  const Json document = run_json("chain --x -2 --y 0.25");
  CHECK(value_of(document, "z1") == 0.5 * -2.0 + 0.1);
  const double error = value_of(document, "a3") - 0.25;
  CHECK(value_of(document, "loss") == error * error);
}
