#include <doctest/doctest.h>

#include "golden.hpp"

TEST_CASE("paths: the three equations are sum_over_paths") {
  const Json& expected = golden("nothing_but_numpy")["sum_over_paths"];
  const Json document = run_json("paths");
  for (const auto& [node, value] : expected["forward"].items())
    CHECK(value_of(document, node) == value);
  check_backward(document, expected["backward"]);
  CHECK(document["gradients"]["a"] == expected["de/da"]);
  CHECK(document["gradients"]["b"] == expected["de/db"]);
  CHECK(document["paths"]["a"]["sum"] == expected["de/da"]);
  CHECK(document["paths"]["b"]["sum"] == expected["de/db"]);
  CHECK(document["paths"]["b"]["count"] == 2);
}

TEST_CASE("paths: each example contributes its path of or_batch") {
  const Json& layer =
      golden("nothing_but_numpy")["or_batch"]["iterations"][0]["layers"][0];
  const Json shared = run_json("paths")["shared"];
  check_close(value_of(shared, "cost"),
              golden("nothing_but_numpy")["or_batch"]["iterations"][0]["cost"]);
  for (std::size_t i = 0; i < 4; ++i) {
    const Json& paths = shared["paths"];
    check_close(paths["b"]["paths"][i]["product"],
                layer["db_per_example"][i][0]);
    check_close(paths["w1"]["paths"][i]["product"],
                layer["dW_per_example"][i][0][0]);
    check_close(paths["w2"]["paths"][i]["product"],
                layer["dW_per_example"][i][0][1]);
  }
  check_close(shared["paths"]["b"]["sum"], layer["db"][0][0]);
  check_close(shared["gradients"]["b"], layer["db"][0][0]);
  check_close(shared["gradients"]["w1"], layer["dW"][0][0]);
  check_close(shared["gradients"]["w2"], layer["dW"][0][1]);
}

TEST_CASE("paths: other values of a and b follow the formulas") {
  const Json document = run_json("paths --a -1.5 --b 4");
  CHECK(document["gradients"]["a"] == 5.0);
  CHECK(document["gradients"]["b"] == 2.5 + 5.0);
}

TEST_CASE("dot-product: every number of dot_product_derivative") {
  const Json& expected = golden("nothing_but_numpy")["dot_product_derivative"];
  const Json document = run_json("dot-product");
  CHECK(document["W"] == expected["W"]);
  CHECK(document["X_column"] == expected["X_column"]);
  CHECK(document["A"] == expected["A"]);
  CHECK(document["dA_dW"] == expected["dA_dW"]);
  CHECK(document["dZ_dW"] == expected["tensor_4x1x2_dZ_dW_for_X_train"]);
  check_close(document["upstream"], expected["upstream_1x4"]);
  check_close(document["summed_over_examples"],
              expected["contracted_sum_over_examples"]);
  check_close(document["upstream_dot_X_T"],
              expected["vectorised_upstream_dot_X_T"]);
  CHECK(document["shapes"] == expected["dims"]);
}

TEST_CASE("dot-product: ∂A/∂W holds inputs of one's own") {
  const Json document = run_json("dot-product --x1 2 --x2 -3 --w1 0.5");
  CHECK(document["dA_dW"] == Json({{2.0, -3.0}}));
  CHECK(document["A"] == 0.5 * 2.0 + 0.6 * -3.0);
}

TEST_CASE("dot-product: the examples' gradients are (m × 1 × n)") {
  const Json document = run_json("dot-product --w1 -2");
  const Json& passed = document["passed"];
  REQUIRE(passed.size() == 4);
  for (std::size_t k = 0; k < 2; ++k) {
    double sum = 0.0;
    for (const Json& one : passed) {
      REQUIRE(one.size() == 1);
      REQUIRE(one[0].size() == 2);
      sum += double(one[0][k]);
    }
    check_close(sum, document["summed_over_examples"][0][k]);
  }
  const std::string page = unwrapped(gradwalk("dot-product").out);
  CHECK(page.find("one array of shape (4 × 1 × 2)") != std::string::npos);
}
