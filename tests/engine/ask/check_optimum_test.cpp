#include <doctest/doctest.h>

#include <cmath>
#include <gradwalk/engine.hpp>
#include <random>
#include <string>
#include <vector>

using namespace gradwalk;

namespace {

using Numbers = std::vector<double>;

/// A set of NIST's Statistical Reference Datasets for nonlinear regression,
/// with the parameters of its best fit: solved with 50 digits, equal to NIST's
/// certified values in all 11 of theirs.
struct Certified {
  std::string name;
  Numbers x, y, optimum;
  Value (*model)(const std::vector<Value>& b, double x);
};

const Numbers pressures{77.6,  114.9, 141.1, 190.8, 239.9, 289.0, 332.8,
                        378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0};
const Numbers volumes{10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02,
                      44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78};

const std::vector<Certified> certified{
    {"Misra1a",
     pressures,
     volumes,
     {238.9421291788617, 0.0005501564318059135},
     [](const std::vector<Value>& b, double x) {
       return b[0] * (1.0 - exp(-b[1] * x));
     }},
    {"Misra1b",
     pressures,
     volumes,
     {337.9974616336873, 0.00039039091286570036},
     [](const std::vector<Value>& b, double x) {
       return b[0] * (1.0 - pow(1.0 + b[1] * x / 2.0, -2.0));
     }},
    {"Misra1c",
     pressures,
     volumes,
     {636.4272580930023, 0.00020813627256328722},
     [](const std::vector<Value>& b, double x) {
       return b[0] * (1.0 - pow(1.0 + 2.0 * b[1] * x, -0.5));
     }},
    {"Misra1d",
     pressures,
     volumes,
     {437.3697075398934, 0.00030227324449004327},
     [](const std::vector<Value>& b, double x) {
       return b[0] * b[1] * x * pow(1.0 + b[1] * x, -1.0);
     }},
    {"BoxBOD",
     {1, 2, 3, 5, 7, 10},
     {109, 149, 149, 191, 213, 224},
     {213.8094088903979, 0.5472374854191994},
     [](const std::vector<Value>& b, double x) {
       return b[0] * (1.0 - exp(-b[1] * x));
     }},
    {"DanWood",
     {1.309, 1.471, 1.490, 1.565, 1.611, 1.680},
     {2.138, 3.421, 3.597, 4.340, 4.882, 5.660},
     {0.7688622617649826, 3.8604055870760576},
     [](const std::vector<Value>& b, double x) { return b[0] * pow(x, b[1]); }},
    {"MGH09",
     {4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625},
     {0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323,
      0.0235, 0.0246},
     {0.1928069345790379, 0.19128232873436676, 0.12305650692632074,
      0.13606233068379475},
     [](const std::vector<Value>& b, double x) {
       return b[0] * (x * x + x * b[1]) / (x * x + x * b[2] + b[3]);
     }},
    {"MGH10",
     {50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100, 105, 110, 115, 120, 125},
     {34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005,
      5147, 4427, 3820, 3307, 2872},
     {0.005609636471028053, 6181.346346286372, 345.2236346241365},
     [](const std::vector<Value>& b, double x) {
       return b[0] * exp(b[1] / (x + b[2]));
     }},
    {"Rat42",
     {9, 14, 21, 28, 42, 57, 63, 70, 79},
     {8.93, 10.80, 18.59, 22.33, 39.35, 56.11, 61.73, 64.62, 67.08},
     {72.46223757556919, 2.618076840208497, 0.06735920006610502},
     [](const std::vector<Value>& b, double x) {
       return b[0] / (1.0 + exp(b[1] - b[2] * x));
     }},
};

/// The sum of the squared residuals, or their mean.
Value cost_of(Graph& graph, const Certified& set, bool is_mean) {
  std::vector<Value> b, squares;
  for (const double number : set.optimum) b.push_back(graph.parameter(number));
  for (std::size_t i = 0; i < set.x.size(); ++i)
    squares.push_back(square(set.y[i] - set.model(b, set.x[i])));
  return is_mean ? mean(squares) : sum(squares);
}

/// A line through n points and its best slope and offset, by the closed form
/// over numbers from which the means are taken.
struct LineFit {
  Numbers x, y;
  double slope, offset;

  explicit LineFit(std::mt19937& random) {
    std::uniform_real_distribution<double> any(0.0, 10.0), noise(-5.0, 5.0);
    const std::size_t n = 3 + random() % 20;
    long double mean_x = 0.0, mean_y = 0.0, xy = 0.0, xx = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      x.push_back(any(random));
      y.push_back(100.0 + 3.0 * x.back() + noise(random));
      mean_x += x.back() / static_cast<long double>(n);
      mean_y += y.back() / static_cast<long double>(n);
    }
    for (std::size_t i = 0; i < n; ++i) {
      xy += (x[i] - mean_x) * (y[i] - mean_y);
      xx += (x[i] - mean_x) * (x[i] - mean_x);
    }
    slope = static_cast<double>(xy / xx);
    offset = static_cast<double>(mean_y - xy / xx * mean_x);
  }
};

}  // namespace

TEST_CASE("at a certified optimum every gradient agrees with its difference") {
  for (const Certified& set : certified)
    for (const bool is_mean : {false, true}) {
      Graph graph;
      const GradientCheck check = check_gradients(cost_of(graph, set, is_mean));
      INFO(set.name << ": " << fmt::format("{}", check));
      REQUIRE(check.perturbations.size() == set.optimum.size());
      for (const Perturbation& moved : check.perturbations)
        CHECK(check.verdict(moved) == Verdict::agrees);
    }
}

TEST_CASE("no gradient of 200 fitted lines is called wrong at the optimum") {
  std::mt19937 random(1);
  for (int fit = 0; fit < 200; ++fit) {
    const LineFit line(random);
    Graph graph;
    const Value w = graph.parameter(line.slope),
                b = graph.parameter(line.offset);
    std::vector<Value> squares;
    for (std::size_t i = 0; i < line.x.size(); ++i)
      squares.push_back(square(line.y[i] - (w * line.x[i] + b)));
    const GradientCheck check = check_gradients(mean(squares));
    INFO("fit " << fit << ": " << fmt::format("{}", check));
    REQUIRE(check.perturbations.size() == 2);
    // Rounding, beside contributions of about 5 · 5.
    CHECK(std::abs(check.perturbations[1].gradient) < 1e-11);
    CHECK(check.passed());
    for (Perturbation moved : check.perturbations) {
      CHECK(check.verdict(moved) == Verdict::agrees);
      moved.gradient += 1e-4 * moved.size;
      CHECK(check.verdict(moved) == Verdict::different);
    }
  }
}
