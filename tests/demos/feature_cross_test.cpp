#include <doctest/doctest.h>

#include "golden.hpp"

TEST_CASE("feature-cross: features are recorded by the engine") {
  const Json document =
      run_json("feature-cross --feature '(x1-x2)^2' --epochs 0");
  CHECK(document["quadrant_products"] == Json({0, 4, 0, 4}));
  CHECK(document["initial"][0]["W"] == Json({{0.1, 0.6, 0.2}}));
  const Json two = run_json(
      "feature-cross --feature 'x1^2,x1*x2^2' --feature '|x1|' --epochs 0");
  CHECK(two["initial"][0]["W"] == Json({{0.1, 0.6, 0.2, 0.2, 0.2}}));
  CHECK(run_json("feature-cross --feature 'x1*x2'") ==
        run_json("feature-cross"));
}

TEST_CASE("feature-cross: the boundary of a feature is where its z is 0") {
  const Json found = run_json("feature-cross --feature '(x1-x2)^2'");
  const Json& w = found["final"][0]["W"][0];
  const double b = found["final"][0]["b"][0][0];
  const Json& axis = found["decision_boundary"]["x1_axis"];
  REQUIRE(axis.size() == 1);
  const double t = axis[0];
  // Bisected to the last digit of t, in z of terms below 20.
  CHECK(double(w[0]) * t + double(w[2]) * t * t + b ==
        doctest::Approx(0.0).epsilon(1e-13).scale(20.0));
}

TEST_CASE("feature-cross: the features that are tried are trained alike") {
  const Json tried = run_json("feature-cross --epochs 1")["tried"];
  const auto cost_of = [&](const Json& features, int hidden) {
    for (const Json& one : tried)
      if (one["features"] == features && one["hidden"] == hidden)
        return one["cost"];
    FAIL("not tried: " << features.dump());
    return Json();
  };
  const Json& expected = golden("nothing_but_numpy");
  const auto last = [&](const char* section) {
    return expected[section]["cost_series"]["5000"];
  };
  // A series' tolerance is golden.json's own.
  check_close(cost_of(Json::array(), 0), last("xor_1layer_fails"), 1e-12);
  check_close(cost_of({"x1·x2"}, 0), last("xor_feature_cross"), 1e-12);
  check_close(cost_of(Json::array(), 3), last("xor_2_3_1"), 1e-12);
  CHECK(cost_of({"x1·x2²"}, 0) == cost_of({"x1·x2"}, 0));
  check_close(cost_of({"x1²"}, 0), last("xor_1layer_fails"), 1e-9);
  for (const Json& one : tried) {
    INFO(one.dump());
    CHECK((one["accuracy"] == 100.0) == (one["cost"] < 0.01));
  }
}

TEST_CASE("feature-cross: a feature of one's own is tried beside the others") {
  const std::size_t own = run_json("feature-cross --epochs 0")["tried"].size();
  const Json found =
      run_json("feature-cross --feature x1+x2 --epochs 0")["tried"];
  CHECK(found.size() == own + 1);
  CHECK(found[own - 1]["features"] == Json({"x1 + x2"}));
  CHECK(found[own - 1]["accuracy"] < 100.0);
  CHECK(run_json("feature-cross --feature x1^3 --epochs 0")["tried"].size() ==
        own);
}

TEST_CASE("feature-cross: what is no feature is refused") {
  for (const auto& [feature, complaint] : {
           std::pair{"q*x1",
                     "--feature: expected a formula in x1 and x2, got "
                     "q in it"},
           {"1/x1",
            "--feature: expected a finite number for each example, got "
            "inf for x1 = 0, x2 = 0"},
           {"x1*",
            "FORMULA, column 4: expected a number, a name, a function "
            "or (, got the end"},
       })
    check_refused(
        gradwalk(std::string("feature-cross --feature '") + feature + "'"),
        complaint);
}

TEST_CASE("feature-cross: the words are about the features that are given") {
  const std::string own =
      gradwalk("feature-cross --feature x1^2,x2^2 --epochs 1").out;
  CHECK(own.find("x3 = x1² and x4 = x2², each with a") != std::string::npos);
  CHECK(own.find("product alone") == std::string::npos);
  CHECK(own.find("w1·x1 + w2·x2 + w3·x3 + w4·x4 + b") != std::string::npos);
}
