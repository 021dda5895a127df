#include <doctest/doctest.h>

#include <cmath>
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

TEST_CASE("cost: a squared error is of the vertical distance to a line") {
  for (const char* arguments : {"cost", "cost --w2 -2.5"}) {
    const Json lines = run_json(arguments)["distances"];
    REQUIRE(lines.size() == 2);
    for (const Json& line : lines) {
      const double w2 = line["w2"], b = line["b"];
      const double low = 0.0 - b, high = 1.0 - (w2 + b);
      check_close(line["distances"], {low, high});
      check_close(line["cost"], (low * low + high * high) / 4.0);
    }
    // One step moves both parameters by half of the second distance.
    const double half = double(lines[0]["distances"][1]) / 2.0;
    check_close(lines[1]["w2"], double(lines[0]["w2"]) + half);
    check_close(lines[1]["b"], half);
  }
  const std::string page = unwrapped(gradwalk("cost").out);
  CHECK(page.find("has gone from 0.04 to 0.01.") != std::string::npos);
}

TEST_CASE("cost: a wrong label has a share of 1/m in the average") {
  for (const auto& [arguments, z] :
       {std::pair{"cost", 0.1 + 0.6}, {"cost --w1 -3 --w2 0.25", -3 + 0.25}}) {
    const double y_hat = 1.0 / (1.0 + std::exp(-z));
    const Json rows = run_json(arguments)["wrong_label"];
    REQUIRE(rows.size() == 3);
    for (const Json& row : rows) {
      const double m = row["m"];
      const double cost = double(row["wrong_cost"]) - double(row["cost"]);
      const double dw1 = double(row["wrong_dw1"]) - double(row["dw1"]);
      // The digits that are lost in sums below 1.
      CHECK(std::abs(cost - (y_hat - 0.5) / m) < 1e-15);
      CHECK(std::abs(dw1 - y_hat * (1.0 - y_hat) / m) < 1e-15);
    }
  }
}

TEST_CASE("cost: examples that disagree about b are counted") {
  const auto says = [](const char* arguments, const char* words) {
    return unwrapped(gradwalk(arguments).out).find(words) != std::string::npos;
  };
  CHECK(
      says("cost", "by one of them b should become smaller, by three larger"));
  // Every answer but the first is 1: nothing is left to pull the other way.
  CHECK_FALSE(says("cost --w1 1000 --w2 1000", "They do not agree"));
}

TEST_CASE("the ½ of the loss is the 2 that comes down from the square") {
  CHECK(unwrapped(gradwalk("cost").out)
            .find("At the first example (y - y_hat)² has the derivative "
                  "-2·(y - y_hat) = 1, and ½·(y - y_hat)² has -(y - y_hat) = "
                  "0.5") != std::string::npos);
}
