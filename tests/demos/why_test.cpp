#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "golden.hpp"

namespace {

std::vector<std::string> operations() {
  return run_json("why")["operations"].get<std::vector<std::string>>();
}

double number(const Json& json) {
  return json.is_number() ? json.get<double>() : std::nan("");
}

/// What there is to see at a point: the options that move it there.
std::vector<std::string> moved(const Json& told) {
  std::vector<std::string> points{""};
  for (const double scale : {0.7, 1.6}) {
    std::string at;
    for (const Json& x : told["at"])
      at += (at.empty() ? " --at " : ",") +
            std::to_string(scale * x.get<double>() + 0.1);
    points.push_back(at);
  }
  return points;
}

/// h = 0.001 moves a slope by h times half the second derivative: of these
/// functions that is less than four times the slope, or than 4.
constexpr double of_step = 2e-3;

/// A slope over h has the rounding of values of size 10 at most, divided by h.
constexpr double of_rounding = 1e-11;

void check_derivation(const Json& derivation) {
  double before = std::nan("");
  for (const Json& line : derivation["lines"]) {
    const std::string formula = line["formula"].get<std::string>();
    const double value = number(line["value"]);
    INFO(formula);
    if (&line == &derivation["lines"].front()) {
      before = value;
      CHECK(std::isfinite(value));
      continue;
    }
    const bool is_limit = formula.starts_with("→ ");
    CHECK((is_limit || formula.starts_with("= ")));
    CHECK(std::abs(value - before) <=
          (is_limit ? of_step : of_rounding) * std::max(1.0, std::abs(value)));
    before = value;
  }
  CHECK(derivation["lines"].size() >= 3);
}

}  // namespace

TEST_CASE("each line of a derivation has the number of the line before") {
  int derived = 0;
  for (const std::string& name : operations()) {
    const Json told = run_json("why " + name);
    if (!told.contains("derivations")) continue;
    for (const std::string& at : moved(told)) {
      INFO(name << at);
      const Json there = run_json("why " + name + at);
      for (const Json& derivation : there["derivations"]) {
        check_derivation(derivation);
        ++derived;
      }
    }
  }
  CHECK(derived >= 75);
}

TEST_CASE("every operation has its rule, edge cases, and slopes as nudged") {
  const std::vector<std::string> all = operations();
  int beside = 0;
  for (const std::string& name : all) {
    INFO(name);
    const Json told = run_json("why " + name);
    CHECK(told["operation"] == name);
    CHECK(told["forward"].size() == 1);
    CHECK(told["edges"].size() >= 3);
    for (const Json& row : told["rows"])
      for (const Json& by : row["by"]) {
        const double local = number(by["local"]),
                     difference = number(by["difference"]);
        if (std::isnan(difference) || !by["open"] || by["kink"]) continue;
        // As check_gradients: 1e-7 is a thousand times what a settled
        // difference is off by.
        CHECK(std::abs(local - difference) <=
              1e-7 * std::max(1.0, std::abs(local)));
        ++beside;
      }
  }
  CHECK(all.size() >= 70);
  CHECK(beside >= 250);
}

TEST_CASE("the sigmoid's derivation goes the way of the first source") {
  const std::string page = gradwalk("why sigmoid").out;
  CHECK(
      page.find("   ∂(1/(1 + e^-z))/∂z                 0.25  what is asked\n"
                "   = -(∂(1 + e^-z)/∂z)/(1 + e^-z)²    0.25  1/u has the slope "
                "-u'/u²\n"
                "   = e^-z/(1 + e^-z)²                 0.25  1 + e^-z has the "
                "slope -e^-z\n"
                "   = 1/(1 + e^-z)·e^-z/(1 + e^-z)     0.25  as two fractions\n"
                "   = 1/(1 + e^-z)·(1 - 1/(1 + e^-z))  0.25  e^-z is (1 + "
                "e^-z) - 1\n"
                "   = σ(z)·(1 - σ(z))                  0.25  the rule\n") !=
      std::string::npos);
  CHECK(gradwalk("why sigmoid --at 2").out.find("at z = 2") !=
        std::string::npos);
}

TEST_CASE("an edge case says where no path is, and where a kink") {
  const std::string relu = gradwalk("why relu").out;
  CHECK(relu.find("   0     0      no path         0.5, a kink\n") !=
        std::string::npos);
  CHECK(gradwalk("why abs").out.find(
            "   0     0      0               0, a kink\n") !=
        std::string::npos);
  CHECK(gradwalk("why log").out.find("   0     -inf   inf             –\n") !=
        std::string::npos);
  CHECK(gradwalk("why exp").out.find("A kink") == std::string::npos);
}

TEST_CASE("an operation is found by its name, its symbol, or in a formula") {
  for (const auto& [asked, name] : {std::pair{"'*'", "multiply"},
                                    {"×", "multiply"},
                                    {"÷", "divide"},
                                    {"-", "subtract"},
                                    {"'^'", "pow"},
                                    {"²", "square"},
                                    {"√", "sqrt"},
                                    {"σ", "sigmoid"},
                                    {"ln", "log"},
                                    {"'|x|'", "abs"},
                                    {"'tanh(x)'", "tanh"}})
    CHECK(gradwalk(std::string("why ") + asked)
              .out.starts_with("why: where the local gradient of " +
                               std::string(name) + " comes from\n"));
  CHECK(gradwalk("why cosh")
            .out.starts_with("why: the rule of cosh, and what it gives\n"));
  check_refused(gradwalk("why sigmiod"), "why: expected sigmoid, got sigmiod");
  check_refused(gradwalk("why 'w*x + b'"),
                "why: expected an operation that gradwalk why lists, got w*x + "
                "b");
  check_refused(gradwalk("why pow --at 2"),
                "--at: expected 2 numbers, for a, b, got 1");
  check_refused(gradwalk("why exp --at 2,"),
                "--at: expected numbers with commas between, got 2,");
}

TEST_CASE("no line of why is wider than a terminal") {
  for (const std::string& name : operations()) {
    std::istringstream page(gradwalk("why " + name).out);
    int lines = 0;
    for (std::string line; std::getline(page, line); ++lines) {
      INFO(line);
      CHECK(std::ranges::count_if(
                line, [](char c) { return (c & 0xC0) != 0x80; }) <= 80);
    }
    CHECK(lines > 20);
  }
}

TEST_CASE("the README's commands for an operation do what they say") {
  std::istringstream readme(test_file("../demos/README.md"));
  const std::string run = "demos/run why ";
  int commands = 0;
  for (std::string line; std::getline(readme, line);) {
    if (!line.starts_with(run)) continue;
    INFO(line);
    CHECK(gradwalk(line.substr(run.size() - 4))
              .out.find("  Where it comes from\n") != std::string::npos);
    ++commands;
  }
  CHECK(commands == 2);
}
