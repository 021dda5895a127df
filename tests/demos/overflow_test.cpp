#include <doctest/doctest.h>

#include <cmath>

#include "golden.hpp"

TEST_CASE("overflow: of the ten outputs the digit 3 wins") {
  const Json& expected = golden("mnist_from_scratch")["example_output"];
  const Json found = run_json("overflow")["example_output"];
  for (const std::string key : {"vector", "sum", "argmax"})
    CHECK(found[key] == expected[key]);
}

TEST_CASE("overflow: softmax of large scores, with the shift and without") {
  const Json& expected = golden("mnist_from_scratch")["softmax_overflow"];
  const Json found = run_json("overflow")["softmax_overflow"];
  CHECK(found["Z"] == expected["Z"]);
  check_close(found["stable"], expected["stable"]);
  CHECK(found["naive"] == "nan");
  CHECK(found["first_non_finite"] == "e1 = exp(1000) = inf");
}

TEST_CASE("overflow: the same three probabilities, whatever the largest is") {
  const Json small = run_json("overflow")["softmax"];
  for (const std::string largest : {"2", "-1000", "1e6"}) {
    const Json found = run_json("overflow --largest " + largest);
    // Not shifted and shifted, each rounds four times or so.
    check_close(found["softmax_overflow"]["stable"], small);
  }
}

TEST_CASE("overflow: cross-entropy's gradient is probability - one-hot") {
  const Json document = run_json("overflow");
  const Json& p = document["softmax_overflow"]["stable"];
  const Json& gradients = document["cross_entropy"]["gradients"];
  // 1 - p is exact to half a unit of 1, of which the gradient is 0.9.
  CHECK(double(gradients["z1"]) ==
        doctest::Approx(double(p[0][0]) - 1.0).epsilon(4e-16).scale(0));
  for (const std::size_t k : {1u, 2u})
    CHECK(double(gradients["z" + std::to_string(k + 1)]) ==
          doctest::Approx(double(p[k][0])).epsilon(4e-16).scale(0));
  CHECK(value_of(document["cross_entropy"], "loss") ==
        doctest::Approx(-std::log(double(p[0][0]))).epsilon(4e-16).scale(0));
}

TEST_CASE("overflow: a loss in one operation does not underflow") {
  const Json rows = run_json("overflow")["underflow"];
  REQUIRE(rows.size() == 3);
  for (const Json& row : rows) {
    const double z = row["z"];
    // log(1 + exp(-z)) + z: the first part is below half a unit of z, but
    // for z = 10.
    CHECK(
        double(row["one"]) ==
        doctest::Approx(z + std::log1p(std::exp(-z))).epsilon(2e-16).scale(0));
  }
  CHECK(rows[2]["p"] == 0.0);
  CHECK(rows[2]["two"] == "Infinity");
}

TEST_CASE("overflow: what happened is said, and nothing else") {
  struct Row {
    std::string largest, said, unsaid;
  };
  const std::vector<Row> rows{
      {"1002", "e1 = exp(1000) = inf is the first number that is not finite",
       "underflow, 0/0"},
      {"710", "e3 = exp(710) = inf is the first", "inf/inf is nan"},
      {"-1000", "0/0 is nan", "said to overflow"},
      {"2", "Every number is finite", "is the first number"},
  };
  for (const Row& row : rows) {
    INFO(row.largest);
    const std::string page =
        unwrapped(gradwalk("overflow --largest " + row.largest).out);
    CHECK(page.find(row.said) != std::string::npos);
    CHECK(page.find(row.unsaid) == std::string::npos);
    for (const char* word : {"softmax", "one-hot", "Cross-entropy"})
      CHECK(page.find(word) != std::string::npos);
  }
}
