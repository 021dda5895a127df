#include <doctest/doctest.h>

#include <cmath>

#include "golden.hpp"

TEST_CASE("linear-stack: every number of faq_linear_stack") {
  const Json& expected = golden("nothing_but_numpy")["faq_linear_stack"];
  const Json document = run_json("linear-stack");
  for (const char* name : {"W1", "b1", "W2", "b2", "single_W", "single_b"}) {
    INFO(name);
    check_close(document[name], expected[name]);
  }
  for (const char* name : {"stacked_on_X", "single_on_X"})
    for (std::size_t i = 0; i < 4; ++i) {
      const double found = document[name][0][i], number = expected[name][0][i];
      INFO(name << " " << found << " beside " << number);
      // NumPy's matrix product adds in another order: 4 units in the last
      // place of the largest term, which is below 8.
      CHECK(std::abs(found - number) <= 4 * 8 * 0x1p-53);
    }
}

TEST_CASE("linear-stack: the slope is single_W at every input") {
  for (const char* arguments : {"linear-stack", "linear-stack --seed 7"}) {
    const Json document = run_json(arguments);
    for (const Json& slope : document["dout_dX"])
      check_close(slope, document["single_W"][0]);
    CHECK(document["dbent_dX"][0] != document["dbent_dX"][1]);
  }
}

TEST_CASE("linear-stack: the pass is that of the last example") {
  const Json document = run_json("linear-stack");
  CHECK(value_of(document, "out") == document["stacked_on_X"][0][3]);
  CHECK(document["gradients"]["x1"] == document["dout_dX"][3][0]);
  CHECK(document["gradients"]["h2"] == document["W2"][0][1]);
}

TEST_CASE("linear-stack: the activations that are tried are xor's own") {
  const Json all = run_json("linear-stack")["activations"];
  for (const auto& one : all.items()) {
    const std::string name = one.key();
    const Json& found = one.value();
    INFO(name);
    if (name == "jump") continue;
    const Json xor_net = run_json("xor --activation " + name);
    CHECK(found["cost"] == xor_net["costs"]["5000"]);
    CHECK(found["accuracy"] == xor_net["accuracy"]);
    CHECK(found["first_gradient"] > 0.0);
  }
  CHECK(all["sin"]["accuracy"] == 100.0);
  CHECK(all["cos"]["accuracy"] == 100.0);
  CHECK(all["identity"]["accuracy"] == 50.0);
}

TEST_CASE("linear-stack: nothing flows back through a jump") {
  const Json jump = run_json("linear-stack")["activations"]["jump"];
  CHECK(jump["first_gradient"] == 0.0);
  CHECK(jump["cost"] > 0.0);
}
