#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "golden.hpp"

namespace {

const Json& tiny() {
  static const Json& section = golden("mnist_from_scratch")["tiny_4_3_3_3"];
  return section;
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

TEST_CASE("three-layers: the tiny net draws what NumPy draws") {
  const Json found = run_json("three-layers")["tiny"];
  for (const std::string key :
       {"W1", "W2", "W3", "b1", "b2", "b3", "X", "y", "one_hot"})
    CHECK(found[key] == tiny()[key]);
}

TEST_CASE("three-layers: every number of the tiny net's iteration") {
  const Json document = run_json("three-layers")["tiny"];
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

TEST_CASE("three-layers: the tiny net after its step") {
  const Json found = run_json("three-layers")["tiny"];
  for (const auto& [key, expected] : tiny()["after_update_lr0.1_ce"].items())
    check_close(found["after_update"][key], expected);
  check_close(found["loss_after_update"], tiny()["ce_loss_after_update"]);
  const Json fast = run_json("three-layers --rate 0.5")["tiny"];
  const double before = found["b3"][0][0],
               after = fast["after_update"]["b3"][0][0];
  CHECK(after == before - 0.5 * found["ce"]["db3"][0][0].get<double>());
}

TEST_CASE("three-layers: what the source's faults would give") {
  const Json document = run_json("three-layers");
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

TEST_CASE(
    "three-layers: squared error has every gradient too, confirmed by nudges") {
  const Json mse = run_json("three-layers")["tiny"]["mse"];
  for (const auto& [key, expected] : tiny()["ce"].items())
    CHECK(mse.contains(key));
  CHECK(mse.contains("dA3"));
  for (const Json& difference : mse["max_abs_diff_to_central_difference"])
    CHECK(difference < 2e-10);
}

TEST_CASE("three-layers: its words are introduced where they are met") {
  const std::string page = unwrapped(gradwalk("three-layers").out);
  for (const char* words : {"columns of Y, one-hot: a 1 in the label's row",
                            "The loss, "
                            "cross-entropy,",
                            "Softmax divides exp of each score"})
    CHECK(page.find(words) != std::string::npos);
}
