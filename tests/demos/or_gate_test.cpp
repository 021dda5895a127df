#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "program.hpp"

using Json = nlohmann::json;

namespace {

const Json& golden() {
  static const Json all = Json::parse(test_file("golden/golden.json"));
  return all["nothing_but_numpy"];
}

Json run(const std::string& arguments) {
  const Ran ran = gradwalk("or-gate --json " + arguments);
  REQUIRE(ran.status == 0);
  REQUIRE(ran.err.empty());
  return Json::parse(ran.out);
}

double value_of(const Json& pass, const std::string& node) {
  for (const Json& step : pass["forward"])
    if (step["node"] == node) return step["value"];
  FAIL("no node " << node);
  return 0;
}

/// The program's name of a node that golden.json calls otherwise.
std::string ours(const std::string& name) {
  return name == "yhat" || name == "sigma" ? "y_hat" : name;
}

void check_backward(const Json& pass, const Json& expected) {
  std::size_t lines = 0;
  for (const Json& step : pass["backward"]) lines += step["to"].size();
  CHECK(lines == expected.size());
  for (const Json& line : expected) {
    INFO(line.dump());
    bool found = false;
    for (const Json& step : pass["backward"]) {
      if (step["node"] != ours(line["node"])) continue;
      for (const Json& to : step["to"]) {
        if (to["parent"] != ours(line["to"])) continue;
        found = true;
        CHECK(step["upstream"] == line["upstream"]);
        CHECK(to["local"] == line["local"]);
        CHECK(to["result"] == line["result"]);
      }
    }
    CHECK(found);
  }
}

}  // namespace

TEST_CASE("without a bias: every number of or_single_no_bias") {
  const Json& expected = golden()["or_single_no_bias"];
  const Json pass = run("")["without_bias"];
  for (const std::string node : {"z", "yhat", "loss"})
    CHECK(value_of(pass, ours(node)) == expected["forward"][node]);
  check_backward(pass, expected["backward"]);
  CHECK(pass["gradients"]["w1"] == 0.0);
  CHECK(pass["gradients"]["w2"] == 0.0);
}

TEST_CASE("with a bias: every number of or_single_with_bias") {
  const Json& expected = golden()["or_single_with_bias"];
  const Json document = run("");
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
  const Json& expected = golden()["or_single_with_bias"];
  const Json document = run("--nodes operations");
  for (const auto& [node, value] : expected["forward"].items())
    CHECK(value_of(document, ours(node)) == value);
  CHECK(document["gradients"] == run("")["gradients"]);
  CHECK(document["after_update"]["gradients"] ==
        run("")["after_update"]["gradients"]);
}

TEST_CASE("another learning rate moves the bias by that much") {
  for (const double rate : {0.5, 5.0, 50.0, 5e-10}) {
    const Json document = run("--rate " + std::to_string(rate * 1e10) + "e-10");
    CHECK(document["update"]["learning_rate"] == rate);
    CHECK(document["update"]["after"]["b"] == 0.0 - rate * 0.125);
    const auto& steps = golden()["learning_rates"]["true_loss_of_b"];
    for (const auto& [name, curve] : steps.items())
      if (std::stod(name) == rate)
        CHECK(value_of(document["after_update"], "loss") ==
              curve["steps[k,b,loss,grad]"][1][2]);
  }
}

TEST_CASE("the page is the one beside the tests") {
  CHECK(gradwalk("or-gate").out == test_file("demos/or-gate.txt"));
  CHECK(gradwalk("or-gate --ascii --nodes operations").out ==
        test_file("demos/or-gate-operations-ascii.txt"));
}
