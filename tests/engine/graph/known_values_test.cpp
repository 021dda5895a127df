#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <gradwalk/engine.hpp>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

using namespace gradwalk;

namespace {

/// A row of tests/golden/operations.json: an operation at a point, from 50
/// digits. Null stands where there is no number, or none that a double holds.
struct KnownRow {
  std::string operation;
  std::vector<double> x, value, slopes;
  std::vector<std::vector<double>> second;
};

std::vector<double> known_numbers(const nlohmann::json& list) {
  std::vector<double> numbers;
  for (const auto& number : list)
    numbers.push_back(number.is_null() ? std::nan("")
                                       : std::stod(std::string(number)));
  return numbers;
}

std::vector<KnownRow> known_rows() {
  std::vector<KnownRow> rows;
  for (const auto& row :
       nlohmann::json::parse(std::ifstream(TESTS "/golden/operations.json"))) {
    rows.push_back({row["f"],
                    known_numbers(row["x"]),
                    known_numbers({row["value"]}),
                    known_numbers(row["d1"]),
                    {}});
    for (const auto& slopes : row["d2"])
      rows.back().second.push_back(known_numbers(slopes));
  }
  return rows;
}

/// How far a number is off, in units in the last place of the largest number
/// of its kind, or of the known one itself.
double units_off(double found, double known, double size) {
  if (std::isnan(known)) return 0.0;
  if (std::isnan(found)) return 1e300;
  const int exponent = std::ilogb(std::max(std::abs(size), 0x1p-1022));
  return std::abs(found - known) / std::ldexp(1.0, exponent - 52);
}

/// How far gelu's slope may be off, Φ(a) + a·φ(a), of whose root -0.7518 one
/// point is so near that a unit of either term is 256 of the slope. No sum of
/// two rounded numbers is better there.
constexpr double beside_root = 300.0;

/// The largest error of an operation's numbers, in units in the last place.
struct Worst {
  double value = 0.0, slope = 0.0, second = 0.0;
  int rows = 0;
};

/// One row: its graph, its gradients as nodes, and theirs.
void look_at(const KnownRow& row, Worst& worst) {
  Graph graph;
  std::vector<Value> leaves;
  for (const double x : row.x) leaves.push_back(graph.parameter(x));
  const auto operation =
      std::ranges::find(operations(), row.operation, &Operation::name);
  REQUIRE(operation != operations().end());
  const Value node = operation->record(leaves);
  const auto keep = [](double& most, double off) {
    most = std::max(most, off);
  };
  keep(worst.value, units_off(node.value(), row.value[0], row.value[0]));

  node.backward();
  std::vector<double> gradients;
  for (const Value leaf : leaves) gradients.push_back(leaf.gradient());
  Batch batch(node, leaves, {.reduction = Reduction::sum, .kept = leaves});
  CHECK(batch.backward(row.x) == node.value());
  for (std::size_t i = 0; i < row.slopes.size(); ++i) {
    const double slope = gradients[i], known = row.slopes[i];
    keep(worst.slope, units_off(slope, known, known));
    if (!std::isnan(slope)) CHECK(batch.gradients(leaves[i])[0] == slope);
  }
  if (row.second.empty()) return;
  double size = 0.0;
  for (const std::vector<double>& slopes : row.second)
    for (const double known : slopes)
      if (!std::isnan(known)) size = std::max(size, std::abs(known));
  const std::vector<Value> slopes = gradient_nodes(node, leaves);
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    keep(worst.slope,
         units_off(slopes[i].value(), row.slopes[i], row.slopes[i]));
    if (slopes[i].needs_gradient()) slopes[i].backward();
    for (std::size_t k = 0; k < leaves.size(); ++k)
      keep(worst.second,
           units_off(slopes[i].needs_gradient() ? leaves[k].gradient() : 0.0,
                     row.second[i][k], size));
  }
}

}  // namespace

TEST_CASE("operations and their slopes are what 50 digits say") {
  std::map<std::string, Worst> worst;
  for (const KnownRow& row : known_rows()) {
    Worst& of_operation = worst[row.operation];
    INFO(row.operation << " of " << row.x[0]);
    look_at(row, of_operation);
    ++of_operation.rows;
  }
  int rows = 0;
  for (const auto& row : worst) {
    const std::string& operation = row.first;
    const Worst& most = row.second;
    INFO(operation << ", in units in the last place: value " << most.value
                   << ", slope " << most.slope << ", second " << most.second);
    CHECK(most.value <= 4.0);
    CHECK(most.slope <= (operation == "gelu" ? beside_root : 4.0));
    // swish's is a sum of terms of both signs.
    CHECK(most.second <= (operation == "swish" ? 14.0 : 4.0));
    rows += most.rows;
  }
  CHECK(rows == 969);
}

TEST_CASE("slopes of squashing functions have their digits everywhere") {
  const auto off = [](Value y, Value a, long double slope) {
    y.backward();
    const auto known = static_cast<double>(slope);
    return units_off(a.gradient(), known, known);
  };
  if (std::numeric_limits<long double>::digits < 64) return;
  double worst = 0.0;
  for (double x = -19.0; x < 19.0; x += 1.0 / 512 / 3) {
    Graph graph;
    const Value a = graph.parameter(x);
    const long double power = std::exp(-std::abs(static_cast<long double>(x)));
    const long double once = power / (1 + power);
    const long double twice = power * power / (1 + power * power);
    worst = std::max({worst, off(sigmoid(a), a, once * (1 - once)),
                      off(tanh(a), a, 4 * twice * (1 - twice))});
  }
  INFO("off by " << worst << " units in the last place");
  CHECK(worst <= 4.0);
}

TEST_CASE("a cube root and its slope have their digits everywhere") {
  if (std::numeric_limits<long double>::digits < 64) return;
  double value = 0.0, slope = 0.0;
  for (double x = 1e-300; x < 1e300; x *= 1.37) {
    Graph graph;
    const Value a = graph.parameter(x), y = cbrt(a);
    y.backward();
    const long double root = std::cbrt(static_cast<long double>(x));
    const auto known = static_cast<double>(1 / (3 * root * root));
    value = std::max(value, units_off(y.value(), static_cast<double>(root),
                                      static_cast<double>(root)));
    slope = std::max(slope, units_off(a.gradient(), known, known));
  }
  INFO("off by " << value << " and " << slope << " units in the last place");
  CHECK(value <= 1.0);
  CHECK(slope <= 2.0);
}

TEST_CASE("special functions have their digits where squares are rounded") {
  struct Row {
    std::string_view operation;
    double x, value, slope;
  };
  // From 1000 digits.
  for (const Row& row :
       {Row{"gaussian", 20.3, 1.0754418989816755e-179,
            -4.3662941098656025e-178},
        Row{"normal_density", -30.3, 1.7385997808349067e-200,
            5.267957335929768e-199},
        Row{"normal_cdf", -30.3, 5.731723503315496e-202,
            1.7385997808349067e-200},
        Row{"gelu", -30.3, -1.736712221504595e-200, -5.262225612426452e-199},
        // Beside its root.
        Row{"digamma", 1.4616321449683622, -9.241265521729427e-17,
            0.9676722454476212},
        Row{"digamma", -7.3, 4.33730730551005, 14.951383181433922}}) {
    Graph graph;
    const Value x = graph.parameter(row.x);
    const auto operation =
        std::ranges::find(operations(), row.operation, &Operation::name);
    REQUIRE(operation != operations().end());
    const Value node = operation->record({&x, 1});
    node.backward();
    INFO(row.operation << " of " << row.x);
    CHECK(units_off(node.value(), row.value, row.value) <= 4.0);
    CHECK(units_off(x.gradient(), row.slope, row.slope) <= 4.0);
  }
}
