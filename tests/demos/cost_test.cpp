#include <doctest/doctest.h>

#include <regex>

#include "golden.hpp"

TEST_CASE("cost: every number of cost_simple") {
  const Json& expected = golden("nothing_but_numpy")["cost_simple"];
  const Json found = run_json("cost")["cost_simple"];
  for (const char* name :
       {"Y", "Y_hat", "difference", "hadamard_square", "losses", "cost"}) {
    INFO(name);
    check_close(found[name], expected[name]);
  }
  check_close(found["dCost_dYhat"], expected["jacobian_dCost_dYhat"]);
  check_close(found["dLoss_dYhat"], expected["dLoss_dYhat_each"]);
}

TEST_CASE("cost: one by one is or_batch's slow method") {
  const Json& expected =
      golden("nothing_but_numpy")["or_batch"]["slow_method_iteration0"];
  const Json found = run_json("cost")["slow"];
  for (const char* name :
       {"delta_w1", "delta_w2", "delta_b", "Delta_w1", "Delta_w2", "Delta_b"}) {
    INFO(name);
    check_close(found[name], expected[name]);
  }
  for (const char* name : {"w1", "w2", "b"})
    check_close(found["average"][name], expected["average"][name]);
}

TEST_CASE("cost: one graph of all examples has the same gradients") {
  for (const char* arguments : {"cost", "cost --w1 -3 --w2 0.25"}) {
    const Json document = run_json(arguments);
    for (const char* name : {"w1", "w2", "b"})
      check_close(document["together"][name],
                  document["slow"]["average"][name]);
  }
}

TEST_CASE("cost: a batch has the same gradients") {
  for (const char* arguments : {"cost", "cost --w1 -3 --w2 0.25"}) {
    const Json document = run_json(arguments);
    for (const char* name : {"w1", "w2", "b"})
      check_close(document["batch"]["gradients"][name],
                  document["slow"]["average"][name]);
    CHECK_FALSE(document["batch"].contains("microseconds"));
  }
}

TEST_CASE("cost: what each way takes is told if asked") {
  const Json times = run_json("cost --times")["batch"]["microseconds"];
  for (const char* m : {"4", "40", "400", "4000"})
    for (const char* way : {"one_by_one", "one_graph", "batch"})
      CHECK(times[m][way] > 0.0);
  const std::string page = gradwalk("cost --times").out;
  const std::regex row("\n   4000( +[0-9]+\\.[0-9] µs){3}\n");
  CHECK(std::regex_search(page, row));
  const std::regex spelled("[0-9] us\n");
  CHECK(std::regex_search(gradwalk("cost --times --ascii").out, spelled));
}

TEST_CASE("cost: the graph is that of the two examples") {
  const Json document = run_json("cost");
  CHECK(value_of(document, "cost") == document["cost_simple"]["cost"]);
  CHECK(document["gradients"]["y_hat_2"] ==
        document["cost_simple"]["dCost_dYhat"][0][1]);
}

TEST_CASE("cost: ten times the examples are ten times the nodes") {
  const Json nodes = run_json("cost")["nodes"];
  CHECK(nodes["400"]["one_by_one"] == 100 * int(nodes["4"]["one_by_one"]));
  CHECK(int(nodes["400"]["one_graph"]) < 100 * int(nodes["4"]["one_graph"]));
}
