#include <doctest/doctest.h>

#include <cmath>
#include <sstream>
#include <string>

#include "golden.hpp"

namespace {

/// The lines of a page below the one that is `after`, as far as a blank one.
std::vector<std::string> rows_below(const std::string& page,
                                    const std::string& after) {
  std::istringstream lines(page);
  std::vector<std::string> rows;
  std::string line;
  while (std::getline(lines, line) && line.find(after) == std::string::npos) {
  }
  while (std::getline(lines, line) && !line.empty()) rows.push_back(line);
  return rows;
}

}  // namespace

TEST_CASE("xor: what each hidden neuron answers, before and after") {
  const Json document = run_json("xor --hidden 5,3 --activation tanh");
  const double inputs[4][2]{{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  const std::pair<const char*, const char*> moments[]{{"before", "initial"},
                                                      {"after", "final"}};
  for (const auto& [moment, weights] : moments) {
    const Json& hidden = document["hidden"][moment];
    const Json& layer = document[weights][0];
    REQUIRE(hidden["answers"].size() == 5);
    for (std::size_t n = 0; n < 5; ++n) {
      const double w1 = layer["W"][n][0], w2 = layer["W"][n][1],
                   b = layer["b"][n][0];
      CHECK(hidden["weights"][n] == Json{w1, w2, b});
      for (std::size_t e = 0; e < 4; ++e)
        // The sum may be rounded in another order; tanh has a slope of 1 at
        // most: a few units in the last place of the largest part, below 8.
        CHECK(std::abs(double(hidden["answers"][n][e]) -
                       std::tanh(w1 * inputs[e][0] + w2 * inputs[e][1] + b)) <
              1e-14);
    }
  }
}

TEST_CASE("xor: on the line of a hidden neuron its z is 0") {
  const Json weights = run_json("xor")["hidden"]["after"]["weights"];
  const std::string page = gradwalk("xor --precision 17").out;
  std::size_t seen = 0;
  for (const std::string& row : rows_below(page, "neuron  after")) {
    double slope = 0.0, rise = 0.0;
    char sign = '?';
    const std::size_t at = row.find("x2 = ");
    REQUIRE(at != std::string::npos);
    REQUIRE(std::sscanf(row.c_str() + at, "x2 = %lf·x1 %c %lf", &slope, &sign,
                        &rise) == 3);
    if (sign == '-') rise = -rise;
    const Json& w = weights[seen++];
    // A quotient of one rounding, times what it was divided by.
    CHECK(std::abs(double(w[0]) + double(w[1]) * slope) <
          1e-15 * std::abs(double(w[0])));
    CHECK(std::abs(double(w[2]) + double(w[1]) * rise) <
          1e-15 * std::abs(double(w[2])));
  }
  CHECK(seen == 3);
}

TEST_CASE("hidden neurons are told where they are few, on few examples") {
  const std::string heading = "What the hidden neurons have learned";
  const auto told = [&](const std::string& arguments) {
    return unwrapped(gradwalk(arguments + " --epochs 9").out);
  };
  CHECK(told("xor").find("all that the output neuron sees") !=
        std::string::npos);
  CHECK(told("xor --hidden 4,2").find("all that the next layer sees") !=
        std::string::npos);
  CHECK(told("symmetry --hidden 2").find(heading) != std::string::npos);
  for (const char* arguments :
       {"xor --hidden none", "xor --hidden 7", "moons --hidden 5", "or",
        "feature-cross --hidden 2"}) {
    INFO(arguments);
    CHECK(told(arguments).find(heading) == std::string::npos);
  }
}
