#include "golden.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

const Json& golden(const std::string& section) {
  static const Json all = Json::parse(test_file("golden/golden.json"));
  return all[section];
}

Json run_json(const std::string& arguments) {
  const Ran ran = gradwalk(arguments + " --json");
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

void check_close(const Json& found, const Json& expected, double tolerance) {
  if (expected.is_array()) {
    REQUIRE(found.is_array());
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
      check_close(found[i], expected[i], tolerance);
    return;
  }
  const double a = found, b = expected;
  INFO(a << " beside " << b);
  CHECK(std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b)));
}

namespace {
void flatten(const Json& array, std::vector<double>& into) {
  if (array.is_array())
    for (const Json& element : array) flatten(element, into);
  else
    into.push_back(array);
}
}  // namespace

void check_close_to_largest(const Json& found, const Json& expected,
                            double tolerance, const Json& terms) {
  std::vector<double> a, b, sizes;
  flatten(found, a);
  flatten(expected, b);
  flatten(expected, sizes);
  flatten(terms, sizes);
  REQUIRE(a.size() == b.size());
  double largest = 0.0;
  for (const double value : sizes) largest = std::max(largest, std::abs(value));
  for (std::size_t i = 0; i < a.size(); ++i) {
    INFO(a[i] << " beside " << b[i]);
    CHECK(std::abs(a[i] - b[i]) <= tolerance * largest);
  }
}
