#include <doctest/doctest.h>

#include "golden.hpp"

TEST_CASE("without a bias: every number of or_single_no_bias") {
  const Json& expected = golden("nothing_but_numpy")["or_single_no_bias"];
  const Json pass = run_json("or-gate")["without_bias"];
  for (const std::string node : {"z", "yhat", "loss"})
    CHECK(value_of(pass, ours(node)) == expected["forward"][node]);
  check_backward(pass, expected["backward"]);
  CHECK(pass["gradients"]["w1"] == 0.0);
  CHECK(pass["gradients"]["w2"] == 0.0);
}

TEST_CASE("with a bias: every number of or_single_with_bias") {
  const Json& expected = golden("nothing_but_numpy")["or_single_with_bias"];
  const Json document = run_json("or-gate");
  CHECK(document["lesson"] == "or-gate");
  for (const std::string leaf : {"x1", "x2", "y"})
    CHECK(document["inputs"][leaf] == expected["inputs"][leaf]);
  for (const std::string leaf : {"w1", "w2", "b"}) {
    CHECK(document["parameters"][leaf] == expected["inputs"][leaf]);
    CHECK(document["update"]["after"][leaf] == expected["update_lr1"][leaf]);
  }
  for (const std::string node : {"z", "yhat", "loss"}) {
    CHECK(value_of(document, ours(node)) == expected["forward"][node]);
    CHECK(value_of(document["after_update"], ours(node)) ==
          expected["forward_after_update"][node]);
  }
  check_backward(document, expected["backward"]);
  CHECK(document["gradients"]["b"] == 0.125);
  CHECK(document["after_update"]["gradients"]["b"] ==
        expected["forward_after_update"]["dL/db"]);
}

TEST_CASE("with a node for each operation the same numbers come out") {
  const Json& expected = golden("nothing_but_numpy")["or_single_with_bias"];
  const Json document = run_json("or-gate --nodes operations");
  for (const auto& [node, value] : expected["forward"].items())
    CHECK(value_of(document, ours(node)) == value);
  CHECK(document["gradients"] == run_json("or-gate")["gradients"]);
  CHECK(document["after_update"]["gradients"] ==
        run_json("or-gate")["after_update"]["gradients"]);
}

TEST_CASE("another learning rate moves the bias by that much") {
  for (const double rate : {0.5, 5.0, 50.0, 5e-10}) {
    const Json document =
        run_json("or-gate --rate " + std::to_string(rate * 1e10) + "e-10");
    CHECK(document["update"]["learning_rate"] == rate);
    CHECK(document["update"]["after"]["b"] == 0.0 - rate * 0.125);
    const auto& steps =
        golden("nothing_but_numpy")["learning_rates"]["true_loss_of_b"];
    int compared = 0;
    for (const auto& [name, curve] : steps.items()) {
      if (std::stod(name) != rate) continue;
      CHECK(value_of(document["after_update"], "loss") ==
            curve["steps[k,b,loss,grad]"][1][2]);
      ++compared;
    }
    CHECK(compared == 1);
  }
}
