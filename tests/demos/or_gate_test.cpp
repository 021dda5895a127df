#include <doctest/doctest.h>

#include <cmath>
#include <vector>

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

TEST_CASE("every example of the OR table can be walked") {
  struct Example {
    double x1, x2, y;
    std::string said;
  };
  for (const Example& at : std::vector<Example>{
           {0, 0, 0, "the weights learn nothing from this example"},
           {0, 1, 1, "w1 learns nothing from this example"},
           {1, 0, 1, "w2 learns nothing from this example"},
           {1, 1, 1, "x1 = 1 or x2 = 1; whatever comes"}}) {
    const std::string arguments = "or-gate --x1 " + std::to_string(at.x1) +
                                  " --x2 " + std::to_string(at.x2) + " --y " +
                                  std::to_string(at.y);
    INFO(arguments);
    const Json document = run_json(arguments);
    const double a = 1.0 / (1.0 + std::exp(-(0.1 * at.x1 + 0.6 * at.x2)));
    const double upstream = (a - at.y) * a * (1.0 - a);
    // A few operations: some units in the last place; 0 is 0.
    const auto is_near = [](const Json& found, double number) {
      return std::abs(double(found) - number) <= 1e-14 * std::abs(number);
    };
    const Json& gradients = document["gradients"];
    CHECK(is_near(gradients["w1"], upstream * at.x1));
    CHECK(is_near(gradients["w2"], upstream * at.x2));
    CHECK(is_near(gradients["b"], upstream));
    CHECK(is_near(document["update"]["after"]["w2"], 0.6 - upstream * at.x2));
    const std::string page = unwrapped(gradwalk(arguments).out);
    CHECK(page.find(at.said) != std::string::npos);
    CHECK(page.find(at.y == 0.0 ? "b must go down" : "b must go up") !=
          std::string::npos);
    const std::string sources =
        unwrapped(gradwalk(arguments + " --sources").out);
    CHECK((sources.find("about 0.109") != std::string::npos) == (at.y == 0.0));
  }
}

TEST_CASE("or-gate's own numbers are not said of others") {
  const std::string page =
      unwrapped(gradwalk("or-gate --x1 2 --w1 0.3 --b 0.5 --rate 0.1").out);
  CHECK(page.find("Your example is x1 = 2") != std::string::npos);
  CHECK(page.find("picked at random") == std::string::npos);
  CHECK(page.find("Nothing changes") == std::string::npos);
}

TEST_CASE("the sigmoid's local gradient is derived at the neuron's own z") {
  CHECK(gradwalk("or-gate").out.find(
            "   = y_hat·(1 - y_hat)                0.25  1/(1 + e^-z) is "
            "y_hat\n") != std::string::npos);
  const std::string moved = gradwalk("or-gate --x1 1 --w1 2").out;
  CHECK(unwrapped(moved).find("so at z = 2 it has the same number:") !=
        std::string::npos);
  // σ(2)·(1 - σ(2)), on each of the six lines.
  std::size_t lines = 0;
  for (std::size_t at = 0;
       (at = moved.find("  0.104994  ", at)) != std::string::npos; ++at)
    ++lines;
  CHECK(lines == 6);
}
