#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <functional>

#include "golden.hpp"

namespace {

/// The neuron's w1, w2 and b.
using Three = std::array<double, 3>;

Three three_of(const Json& w, const Json& b) {
  return {w[0][0], w[0][1], b[0][0]};
}

/// Two steps of `or`, from what its document says of their gradients; `step`
/// makes a step of a weight, its gradient and the number of the step.
void check_two_steps(const std::string& options,
                     const std::function<double(double, double, int)>& step) {
  INFO(options);
  const Json document = run_json("or --epochs 2 " + options);
  const auto weights = [&](const char* when) {
    return three_of(document[when][0]["W"], document[when][0]["b"]);
  };
  const Three initial = weights("initial"), found = weights("final");
  std::array<Three, 2> gradients;
  for (std::size_t i = 0; i < 2; ++i) {
    const Json& layer = document["iterations"][i]["layers"][0];
    gradients[i] = three_of(layer["dW"], layer["db"]);
  }
  for (std::size_t k = 0; k < 3; ++k) {
    double w = initial[k];
    for (int i : {0, 1})
      w = step(w, gradients[static_cast<std::size_t>(i)][k], i + 1);
    // Two steps in another order of multiplications: a few units in the last
    // place.
    CHECK(found[k] == doctest::Approx(w).epsilon(1e-14).scale(0));
  }
}

double sigmoid_of(double z) { return 1.0 / (1.0 + std::exp(-z)); }

}  // namespace

TEST_CASE("--optimizer, --schedule and --decay make the steps they name") {
  check_two_steps("", [](double w, double g, int) { return w - g; });
  check_two_steps("--rate 0.5 --decay 0.1", [](double w, double g, int) {
    return w - 0.5 * (g + 0.1 * w);
  });
  check_two_steps("--schedule linear", [](double w, double g, int number) {
    return w - (number == 1 ? 1.0 : 0.5) * g;
  });
  check_two_steps("--schedule step", [](double w, double g, int number) {
    return w - (number == 1 ? 1.0 : 0.5) * g;
  });
  double velocity = 0.0;
  check_two_steps("--optimizer momentum",
                  [&velocity](double w, double g, int number) {
                    velocity = (number == 1 ? 0.0 : 0.9 * velocity) + g;
                    return w - velocity;
                  });
  double first = 0.0, second = 0.0;
  check_two_steps(
      "--optimizer adam --rate 0.1", [&](double w, double g, int number) {
        if (number == 1) first = second = 0.0;
        first = 0.9 * first + 0.1 * g;
        second = 0.999 * second + 0.001 * g * g;
        const double mean = first / (1.0 - std::pow(0.9, number));
        const double square = second / (1.0 - std::pow(0.999, number));
        return w - 0.1 * mean / (std::sqrt(square) + 1e-8);
      });
}

TEST_CASE("--loss binary_cross_entropy takes the output for a score") {
  const Json document = run_json("xor --loss binary_cross_entropy --epochs 1");
  const Json& iteration = document["iterations"][0];
  const Json& layer = iteration["layers"][1];
  const double labels[]{0, 1, 1, 0};
  double cost = 0.0;
  for (std::size_t i = 0; i < 4; ++i) {
    const double y = labels[i], p = sigmoid_of(layer["Z"][0][i]);
    cost -= (y * std::log(p) + (1.0 - y) * std::log(1.0 - p)) / 4.0;
    CHECK(layer["A"][0][i] == layer["Z"][0][i]);
    // p and log lose a few units in the last place each.
    CHECK(double(layer["dA"][0][i]) ==
          doctest::Approx(-(y - p) / 4.0).epsilon(1e-14).scale(0));
  }
  CHECK(double(iteration["cost"]) ==
        doctest::Approx(cost).epsilon(1e-14).scale(0));
  const Json learned = run_json("xor --loss binary_cross_entropy");
  CHECK(learned["accuracy"] == 100.0);
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(std::abs(double(learned["outputs"][0][i]) - labels[i]) < 0.01);
}

TEST_CASE("what an option makes untrue is not said") {
  struct Row {
    std::string arguments, said, unsaid;
  };
  const std::vector<Row> rows{
      {"moons --hidden 1 --epochs 1", "one hidden neuron cannot draw more",
       "ten hidden"},
      {"moons --hidden 4,3 --epochs 1", "seven hidden neurons draw a curve",
       "ten hidden"},
      {"moons --hidden none --epochs 1", "no hidden neurons cannot",
       "side of the curve"},
      {"symmetry --hidden 4 --epochs 9", "one neuron, four times over",
       "at random instead"},
      {"symmetry --hidden 2 --epochs 9", "Two neurons with the same weights",
       "Three"},
      {"symmetry --hidden 3,3 --epochs 9", "2-3-3-1 net, but every weight",
       "Three neurons"},
      {"symmetry --hidden none --epochs 9", "no other to be equal to",
       "learned something of its own"},
      {"symmetry --epochs 9", "None of the three has learned XOR",
       "take long to part"},
      {"symmetry --hidden 1", "The same 2-1-1 net", "take long to part"},
      {"symmetry --help", "--initializer NAME", "=xavier"},
      {"notebook --hidden 5 --epochs 1", "five hidden neurons,",
       "three hidden neurons"},
      {"notebook --loss binary_cross_entropy --epochs 1",
       "the mean of the losses", "½(y - output)²"},
      {"notebook --reduction mean --epochs 1", "here they are averaged",
       "three times smaller"},
      {"notebook --optimizer adam --epochs 1", "Adam with beta1",
       "three times smaller"},
      {"xor --hidden none --epochs 1", "what one neuron makes of XOR",
       "draws a line of its own"},
      {"xor --hidden 5,3 --epochs 1", "two hidden layers",
       "output neuron, the output layer, combines"},
      {"xor --sources --epochs 400", "Costs are in full;", "the source's"},
      {"or --hidden 2 --epochs 1", "or: a net learns", "or: one neuron"},
      {"or --batch 2 --epochs 1", "takes a step for each batch",
       "takes one step"},
      {"or --optimizer adam --epochs 2",
       "Every parameter has taken a step (learning rate 1, Adam with",
       "× its gradient"},
      {"feature-cross --hidden 2 --epochs 1", "give the net a third input",
       "of its own"},
  };
  for (const Row& row : rows) {
    INFO(row.arguments);
    const std::string page = unwrapped(gradwalk(row.arguments).out);
    CHECK(page.find(row.said) != std::string::npos);
    CHECK(page.find(row.unsaid) == std::string::npos);
  }
}

TEST_CASE("options of the training are refused with what was expected") {
  check_refused(gradwalk("xor --optimizer newton"),
                "--optimizer: expected one of descent, momentum, nesterov, "
                "rmsprop, adam, adamw, got newton");
  check_refused(gradwalk("xor --schedule fast"),
                "--schedule: expected one of constant, step, linear, cosine, "
                "got fast");
  check_refused(gradwalk("xor --loss softmax_cross_entropy"),
                "--loss: expected one of squared_error, binary_cross_entropy, "
                "got softmax_cross_entropy");
  check_refused(gradwalk("xor --decay -0.1"),
                "--decay: expected a finite number, 0 or more, got -0.1");
  check_refused(gradwalk("or --loss binary_cross_entropy --activation relu"),
                "--activation: expected hidden layers, which it is of with "
                "--loss binary_cross_entropy, got none");
}

TEST_CASE("--decimals counts behind the point, in the text and on a page") {
  const std::string page = unwrapped(gradwalk("or-gate --decimals 3").out);
  CHECK(page.find("0.500 × 0.250 = 0.125 → z") != std::string::npos);
  CHECK(page.find("The neuron says 0.500") != std::string::npos);
  CHECK(gradwalk("or --epochs 1000 --decimals 3").out.find("1000   0.003\n") !=
        std::string::npos);
  const Folder folder;
  gradwalk("or-gate --decimals 3 --html " + folder.file("p.html"));
  CHECK(read(folder.file("p.html")).find("[0.125,\"0.125\"]") !=
        std::string::npos);
  check_refused(gradwalk("or-gate --decimals 3 --precision 4"),
                "--decimals: expected no --precision, which counts otherwise, "
                "got both");
  check_refused(gradwalk("or-gate --decimals 18"),
                "--decimals: expected a whole number from 0 to 17, got 18");
}
