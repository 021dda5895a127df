#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "golden.hpp"

namespace {

/// w1, w2, b, or their gradients.
using Three = std::array<double, 3>;

double answer(const Three& w, const Json& x) {
  const double z = w[0] * double(x[0]) + w[1] * double(x[1]) + w[2];
  return 1.0 / (1.0 + std::exp(-z));
}

Three gradient(const Three& w, const Json& x, double y) {
  const double a = answer(w, x), dz = -(y - a) * a * (1.0 - a);
  return {dz * double(x[0]), dz * double(x[1]), dz};
}

Three whole_gradient(const Three& w, const Json& document) {
  Three mean{};
  const std::size_t m = document["X"].size();
  for (std::size_t i = 0; i < m; ++i) {
    const Three one = gradient(w, document["X"][i], document["y"][i]);
    for (std::size_t k = 0; k < 3; ++k)
      mean[k] += one[k] / static_cast<double>(m);
  }
  return mean;
}

double cost(const Three& w, const Json& document) {
  double total = 0.0;
  for (std::size_t i = 0; i < document["X"].size(); ++i) {
    const double error = double(document["y"][i]) - answer(w, document["X"][i]);
    total += 0.5 * error * error;
  }
  return total / static_cast<double>(document["X"].size());
}

/// The costs of full-batch steps; `step` gives what a weight loses.
std::vector<double> costs(
    const Json& document, int epochs,
    const std::function<double(std::size_t k, double g, int number)>& step) {
  Three w{0.1, 0.6, 0.0};
  std::vector<double> all{cost(w, document)};
  for (int number = 1; number <= epochs; ++number) {
    const Three g = whole_gradient(w, document);
    for (std::size_t k = 0; k < 3; ++k) w[k] -= step(k, g[k], number);
    all.push_back(cost(w, document));
  }
  return all;
}

const Json& run_of(const Json& document, const std::string& name) {
  for (const Json& run : document["runs"])
    if (run["name"] == name) return run;
  FAIL("no run " << name);
  return document;
}

/// 200 examples are added in another order than the engine's, which moves a
/// gradient by some 1e-15 of itself in each of 30 steps, and the cost with it.
constexpr double bound = 1e-12;

}  // namespace

TEST_CASE("descent: full batch, momentum and Adam are what they are by hand") {
  const Json document = run_json("descent --epochs 30");
  check_close(
      run_of(document, "full batch")["costs"],
      costs(document, 30, [](std::size_t, double g, int) { return 2.0 * g; }),
      bound);
  Three v{};
  check_close(run_of(document, "momentum")["costs"],
              costs(document, 30,
                    [&](std::size_t k, double g, int) {
                      v[k] = 0.9 * v[k] + g;
                      return 2.0 * v[k];
                    }),
              bound);
  Three m{}, s{};
  check_close(run_of(document, "Adam")["costs"],
              costs(document, 30,
                    [&](std::size_t k, double g, int number) {
                      m[k] = 0.9 * m[k] + 0.1 * g;
                      s[k] = 0.999 * s[k] + 0.001 * g * g;
                      const double mean = m[k] / (1.0 - std::pow(0.9, number));
                      const double square =
                          s[k] / (1.0 - std::pow(0.999, number));
                      return 0.2 * mean / (std::sqrt(square) + 1e-8);
                    }),
              bound);
}

TEST_CASE("descent: each way has its updates, and all of them learn") {
  const Json document = run_json("descent");
  const std::vector<std::pair<std::string, int>> updates{
      {"full batch", 1}, {"mini-batch", 10}, {"stochastic", 200},
      {"annealed", 200}, {"momentum", 1},    {"Adam", 1}};
  REQUIRE(document["runs"].size() == updates.size());
  const double lowest = document["lowest"];
  for (const auto& [name, count] : updates) {
    const Json& run = run_of(document, name);
    CHECK(run["updates"] == count);
    REQUIRE(run["costs"].size() == 51);
    CHECK(double(run["costs"][50]) < 0.6 * double(run["costs"][0]));
    CHECK(double(run["costs"][50]) > lowest);
  }
  CHECK(run_json("descent --batch 64")["runs"][1]["updates"] == 4);
}

TEST_CASE("descent: the noise is the distance to the gradient of all") {
  const Json document = run_json("descent");
  for (const char* place : {"first", "lowest"}) {
    INFO(place);
    const Json& at = document["noise"][place];
    const Three w{at["parameters"][0], at["parameters"][1],
                  at["parameters"][2]};
    const Three whole = whole_gradient(w, document);
    double squares = 0.0, angle = 0.0;
    const auto length = [](const Three& of) {
      return std::sqrt(of[0] * of[0] + of[1] * of[1] + of[2] * of[2]);
    };
    for (std::size_t i = 0; i < 200; ++i) {
      const Three g = gradient(w, document["X"][i], document["y"][i]);
      squares += std::pow(
          length({g[0] - whole[0], g[1] - whole[1], g[2] - whole[2]}), 2.0);
      angle += std::acos((g[0] * whole[0] + g[1] * whole[1] + g[2] * whole[2]) /
                         length(g) / length(whole));
    }
    const Json& noises = at["noises"];
    check_close(noises[0]["distance"], std::sqrt(squares / 200.0), bound);
    if (std::string(place) == "first")
      check_close(noises[0]["angle"], angle / 200.0 * 180.0 / std::acos(-1.0),
                  bound);
    // Of independent examples half of it is left of four times as many: 5, 20.
    // Ten batches know their mean to a tenth or two.
    CHECK(double(noises[2]["distance"]) / double(noises[1]["distance"]) ==
          doctest::Approx(0.5).epsilon(0.2).scale(0));
  }
  // Where the cost is lowest, the gradient of all is next to nothing: five
  // digits below the noise.
  for (const Json& one : document["noise"]["lowest"]["gradient"])
    CHECK(std::abs(double(one)) < 1e-6);
}

TEST_CASE("descent: two steps of momentum and of Adam, number by number") {
  const Json document = run_json("descent");
  for (const std::string name : {"momentum", "adam"}) {
    const Json& steps = document[name];
    REQUIRE(steps.size() == 2);
    Three w{0.1, 0.6, 0.0}, first{}, second{};
    for (std::size_t i = 0; i < 2; ++i) {
      const Three g = whole_gradient(w, document);
      check_close(steps[i]["before"], w, bound);
      check_close(steps[i]["gradient"], g, bound);
      const double power = static_cast<double>(i + 1);
      for (std::size_t k = 0; k < 3; ++k) {
        if (name == "momentum") {
          first[k] = 0.9 * first[k] + g[k];
          check_close(steps[i]["velocity"][k], first[k], bound);
          w[k] -= 2.0 * first[k];
          continue;
        }
        first[k] = 0.9 * first[k] + 0.1 * g[k];
        second[k] = 0.999 * second[k] + 0.001 * g[k] * g[k];
        const double mean = first[k] / (1.0 - std::pow(0.9, power));
        const double root =
            std::sqrt(second[k] / (1.0 - std::pow(0.999, power)));
        check_close(steps[i]["m"][k], first[k], bound);
        check_close(steps[i]["s"][k], second[k], bound);
        check_close(steps[i]["M"][k], mean, bound);
        check_close(steps[i]["√S"][k], root, bound);
        w[k] -= 0.2 * mean / (root + 1e-8);
      }
      check_close(steps[i]["after"], w, bound);
    }
  }
}

TEST_CASE("descent: its words are introduced, and follow its options") {
  struct Row {
    std::string arguments, said, unsaid;
  };
  const std::vector<Row> rows{
      {"", "stochastic descent", "nan"},
      {"", "steps, or iterations, of each epoch", ""},
      {"", "a mini-batch", ""},
      {"", "is a learning curve", ""},
      {"", "The hyper-parameters here", ""},
      {"", "This is annealing", ""},
      {"", "the velocity grows to 10 times", ""},
      {"--batch 16", "the rate 2, the mini-batch 16, 50 epochs",
       "mini-batch 20"},
      {"--rate 0.5", "a tenth of the others', 0.05", "others', 0.2"},
      {"--epochs 1", "The last two costs of stochastic", "last ten"},
  };
  for (const Row& row : rows) {
    INFO(row.arguments);
    const std::string page =
        unwrapped(gradwalk("descent " + row.arguments).out);
    CHECK(page.find(row.said) != std::string::npos);
    if (!row.unsaid.empty()) CHECK(page.find(row.unsaid) == std::string::npos);
  }
}
