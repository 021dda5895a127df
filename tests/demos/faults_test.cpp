#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "digit_files.hpp"
#include "golden.hpp"

namespace {

const Json& all_faults() {
  static const Json document =
      run_json("mnist --fault all --data " + made_digits().path.string());
  return document["faults"];
}

/// The matrices in which an entry differs from what nudging it does.
std::set<std::string> wrong_in(const Json& fault, const char* whose) {
  std::set<std::string> wrong;
  for (const Json& check : fault["checks"])
    if (check[whose].get<int>() > 0)
      wrong.insert(check["matrix"].get<std::string>());
  return wrong;
}

}  // namespace

TEST_CASE(
    "the engine's gradients and the formulas put right pass every check") {
  CHECK(all_faults().size() == 9);
  for (const auto& item : all_faults().items()) {
    INFO(item.key());
    const Json& fault = item.value();
    CHECK(fault["checks"].size() == 9);
    CHECK(wrong_in(fault, "engine_wrong").empty());
    CHECK(wrong_in(fault, "right_wrong").empty());
    for (const Json& check : fault["checks"]) CHECK(check["nudged"] >= 10);
  }
}

TEST_CASE("each fault of the source fails the check where it is") {
  struct Row {
    std::string fault, first;
    std::set<std::string> right;  ///< what it leaves right
  };
  const std::vector<Row> table{
      {"layers", "Z3", {}},
      {"wiring", "Z2", {"Z3", "W3", "b3"}},
      {"bias", "b3", {"Z3", "W3", "Z2", "W2", "b2", "Z1", "W1", "b1"}},
      {"loss", "Z3", {}},
      {"softmax", "Z3", {}},
      {"one-hot", "Z3", {}},
      {"mean", "W3", {"Z3", "Z2", "Z1"}},
      {"returned", "b1", {"Z3", "W3", "b3", "Z2", "W2", "b2", "Z1", "W1"}},
      {"undefined", "", {"Z3", "W3", "b3", "Z2", "W2", "b2", "Z1", "W1", "b1"}},
  };
  for (const Row& row : table) {
    INFO(row.fault);
    const Json& fault = all_faults()[row.fault];
    if (row.first.empty())
      CHECK(fault["first_wrong"].is_null());
    else
      CHECK(fault["first_wrong"]["matrix"] == row.first);
    const std::set<std::string> wrong = wrong_in(fault, "fault_wrong");
    for (const Json& check : fault["checks"]) {
      const auto matrix = check["matrix"].get<std::string>();
      INFO(matrix);
      CHECK(wrong.contains(matrix) != row.right.contains(matrix));
    }
  }
}

TEST_CASE("what each fault puts in a gradient's place") {
  const auto first = [](const char* fault) -> const Json& {
    return all_faults()[fault]["first_wrong"];
  };
  CHECK(first("layers")["fault"].is_null());
  CHECK(all_faults()["layers"]["refused"] ==
        "A - Y: expected Y of the shape (16 × 8), got (10 × 8)");
  CHECK(first("wiring")["fault"] == 0.0);
  // Probabilities and labels add up to 1 each, but for some roundings.
  CHECK(std::abs(first("bias")["fault"].get<double>()) < 1e-15);
  CHECK(std::abs(first("bias")["engine"].get<double>()) > 1e-3);
  // JSON has no nan.
  CHECK(first("softmax")["fault"] == "NaN");
  // The first eight digits are 0 to 7: there is a row for each, and no more.
  CHECK(first("one-hot")["entry"] == "Z3[8, 0]");
  // 8 digits of 200.
  CHECK(first("mean")["fault"].get<double>() ==
        doctest::Approx(first("mean")["engine"].get<double>() * 8.0 / 200.0)
            .scale(0));
}

TEST_CASE("a fault is told in words, and what cannot be shown is refused") {
  const std::string data = " --data " + made_digits().path.string();
  const std::string page = gradwalk("mnist --fault bias" + data).out;
  CHECK(page.find("One sum for all biases of the last layer: --fault bias") !=
        std::string::npos);
  CHECK(page.find("The check fails first at b3[0]") != std::string::npos);
  CHECK(gradwalk("mnist --fault F9" + data).err ==
        "gradwalk: --fault: expected one of none, all, layers, wiring, bias, "
        "loss, softmax, one-hot, mean, returned, undefined, got F9\n");
  CHECK(gradwalk("mnist --fault undefined" + data)
            .out.find("The check finds nothing. No gradient check can") !=
        std::string::npos);
  CHECK(gradwalk("mnist --fault bias --hidden none" + data).err ==
        "gradwalk: --fault: expected a net with a hidden layer, got none\n");
  CHECK(gradwalk("mnist --fault bias --digits 5" + data).err ==
        "gradwalk: --fault: expected 8 digits, got 5\n");
}
