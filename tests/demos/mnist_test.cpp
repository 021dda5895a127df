#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "digit_files.hpp"
#include "golden.hpp"

namespace {

const std::string& on_made() {
  static const std::string options =
      "mnist --data " + made_digits().path.string();
  return options;
}

/// Some digits learned well.
const Json& learned() {
  static const Json document =
      run_json(on_made() + " --initializer he --batch 10 --epochs 12");
  return document;
}

double largest_of(const Json& numbers) {
  if (numbers.is_number()) return std::abs(numbers.get<double>());
  double largest = 0.0;
  for (const Json& part : numbers)
    largest = std::max(largest, largest_of(part));
  return largest;
}

/// The scores of 784 pixels, by the weights of a document.
std::vector<double> scores_of(const Json& weights, std::vector<double> x) {
  for (std::size_t l = 0; l < weights.size(); ++l) {
    std::vector<double> z;
    for (std::size_t n = 0; n < weights[l]["W"].size(); ++n) {
      const auto row = weights[l]["W"][n].get<std::vector<double>>();
      z.push_back(std::inner_product(row.begin(), row.end(), x.begin(),
                                     weights[l]["b"][n][0].get<double>()));
      if (l + 1 < weights.size()) z.back() = std::max(z.back(), 0.0);
    }
    x = z;
  }
  return x;
}

/// -log of the softmax probability of `label`.
double cross_entropy(const std::vector<double>& scores, std::size_t label) {
  double sum = 0.0;
  for (const double score : scores) sum += std::exp(score - scores[label]);
  return std::log(sum);
}

std::vector<double> pixels_of(std::size_t test_digit) {
  const MadeDigits tests(50, 2);
  std::vector<double> pixels;
  for (const char pixel : tests.pictures[test_digit])
    pixels.push_back(static_cast<unsigned char>(pixel) / 255.0);
  return pixels;
}

/// ∂z/∂w of the neuron that `weight` belongs to, as the document's backward
/// pass has it: the output `a` that it multiplies.
double local_of(const Json& pass, const std::string& weight) {
  for (const Json& step : pass["backward"])
    for (const Json& to : step["to"])
      if (to["parent"] == weight) return to["local"];
  FAIL("no weight " << weight);
  return 0;
}

}  // namespace

TEST_CASE("mnist learns made digits, by every loss, start and batch") {
  struct Row {
    std::string options;
    double accuracy;  ///< as measured; one of the 50 digits may turn
  };
  const std::vector<Row> rows{
      {" --initializer he --loss squared_error --batch 5 --epochs 20", 92},
      {" --initializer he --epochs 150 --rate 0.3", 100},
      {" --batch 20 --rate 0.05 --epochs 40", 80},
      {" --initializer he --batch 10 --epochs 15 --hidden 20", 100},
      {" --initializer he --batch 10 --epochs 15 --hidden none", 98},
      {" --initializer xavier --activation tanh --batch 10 --epochs 20", 100},
      {" --initializer he --batch 10 --reduction sum --rate 0.01", 100},
  };
  CHECK(learned()["accuracy"].get<double>() >= 98.0);
  for (const Row& row : rows) {
    INFO(row.options);
    const Json document = run_json(on_made() + row.options);
    CHECK(document["accuracy"].get<double>() >= row.accuracy - 2.0);
    CHECK(document["costs"].back() < document["costs"].front());
  }
}

TEST_CASE("the document tells the run, and its parts agree") {
  const Json& document = learned();
  CHECK(document["lesson"] == "mnist");
  CHECK(document["seed"] == 42);
  CHECK(document["sizes"] == Json{784, 32, 16, 10});
  for (const char* const series : {"costs", "train_accuracy", "test_accuracy"})
    CHECK(document[series].size() == 13);
  CHECK(document["test_accuracy"]["12"] == document["accuracy"]);
  CHECK(document["outputs"].size() == 10);

  const std::vector<int> labels = MadeDigits(50, 2).labels;
  Json confusion(10, std::vector<int>(10, 0));
  int right = 0;
  std::vector<std::size_t> wrong;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto label = static_cast<std::size_t>(labels[i]);
    const auto answer = document["predictions"][i].get<std::size_t>();
    confusion[label][answer] = confusion[label][answer].get<int>() + 1;
    right += label == answer;
    if (label != answer) wrong.push_back(i);
  }
  CHECK(document["confusion"] == confusion);
  CHECK(document["accuracy"].get<double>() == 2.0 * right);
  CHECK(document["mistakes"].size() == wrong.size());
}

TEST_CASE("mistakes stand in the order of the label's probability") {
  const Json document = run_json(on_made() + " --batch 10 --epochs 1");
  const Json& mistakes = document["mistakes"];
  REQUIRE(mistakes.size() > 2);
  for (std::size_t k = 0; k < mistakes.size(); ++k) {
    const auto digit = mistakes[k]["digit"].get<std::size_t>();
    CHECK(document["predictions"][digit] == mistakes[k]["answer"]);
    const auto label = mistakes[k]["label"].get<std::size_t>();
    CHECK(document["outputs"][label][digit] == mistakes[k]["of_label"]);
    if (k > 0) CHECK(mistakes[k - 1]["of_label"] <= mistakes[k]["of_label"]);
  }
}

TEST_CASE("the first weights are NumPy's, by the source's way and by he") {
  // golden.json's stream of seed 42: its first three randn.
  const Json& drawn = golden("rng")["42"]["randn_3x2"];
  const Json source = run_json(on_made() + " --epochs 0")["initial"];
  const Json he =
      run_json(on_made() + " --epochs 0 --initializer he")["initial"];
  const std::vector<double> first{drawn[0][0], drawn[0][1], drawn[1][0]};
  for (std::size_t i = 0; i < first.size(); ++i) {
    CHECK(source[0]["W"][0][i].get<double>() == first[i] * 0.5);
    CHECK(he[0]["W"][0][i].get<double>() == first[i] * std::sqrt(2.0 / 784.0));
  }
  for (std::size_t l = 0; l < 3; ++l) {
    CHECK(largest_of(he[l]["b"]) == 0.0);
    for (const Json& bias : source[l]["b"]) {
      CHECK(bias[0] >= 0.0);
      CHECK(bias[0] < 0.5);
    }
  }
}

/// Whether the one step that was taken, by a batch, is the rate times the
/// gradients of the first iteration, which is recorded digit by digit: these to
/// 1e-12 of the largest, and the step, at a rate of 0.1, to a tenth of that.
void check_step(const Json& document) {
  REQUIRE(document["iterations"].size() == 1);
  for (std::size_t l = 0; l < 3; ++l)
    for (const std::string name : {"W", "b"}) {
      const Json& gradient = document["iterations"][0]["layers"][l]["d" + name];
      const Json &before = document["initial"][l][name],
                 &after = document["final"][l][name];
      const double tolerance = 1e-13 * std::max(1.0, largest_of(gradient));
      for (std::size_t r = 0; r < before.size(); ++r)
        for (std::size_t c = 0; c < before[r].size(); ++c) {
          const double step =
              before[r][c].get<double>() - 0.1 * gradient[r][c].get<double>();
          REQUIRE(std::abs(after[r][c].get<double>() - step) <= tolerance);
        }
    }
}

TEST_CASE("a step is the rate times the gradients of the first iteration") {
  for (const std::string loss : {"cross_entropy", "squared_error"})
    check_step(run_json(on_made() + " --initializer he --batch 10 --digits 10" +
                        " --epochs 1 --loss " + loss));
}

TEST_CASE("the second iteration is that of the second batch") {
  const Json document = run_json(
      on_made() + " --initializer he --batch 10 --digits 20 --epochs 1");
  const Json& iterations = document["iterations"];
  REQUIRE(iterations.size() == 2);
  for (std::size_t l = 0; l < 3; ++l)
    for (std::size_t n = 0; n < document["final"][l]["b"].size(); ++n) {
      double b = document["initial"][l]["b"][n][0];
      for (const Json& iteration : iterations)
        b -= 0.1 * iteration["layers"][l]["db"][n][0].get<double>();
      CHECK(std::abs(b - document["final"][l]["b"][n][0].get<double>()) <=
            1e-12);
    }
}

TEST_CASE("one digit's explanation is the net's own pass") {
  const std::size_t digit = 3;
  const Json document =
      run_json(on_made() + " --initializer he --batch 10 --explain 3");
  const Json& explanation = document["explanation"];
  CHECK(explanation["digit"] == digit);
  CHECK(explanation["label"] == 3);
  CHECK(explanation["answer"] == document["predictions"][digit]);
  for (std::size_t k = 0; k < 10; ++k)
    check_close(explanation["probabilities"][k], document["outputs"][k][digit],
                1e-12);

  const std::vector<double> scores =
      scores_of(document["final"], pixels_of(digit));
  for (std::size_t k = 0; k < 10; ++k) {
    const std::string z = "z" + std::to_string(k);
    // Sums of 784 and more terms, in another order.
    CHECK(std::abs(value_of(explanation, z) - scores[k]) <= 1e-11);
    const double p = explanation["probabilities"][k];
    const double dz = explanation["gradients"][z];
    CHECK(std::abs(dz - (p - (k == 3))) <= 1e-15);
    const Json& neuron = explanation["gradients"];
    const std::string name = "digit" + std::to_string(k);
    CHECK(neuron[name + ".b"] == dz);
    for (int i = 1; i <= 16; ++i) {
      const std::string weight = name + ".w" + std::to_string(i);
      CHECK(neuron[weight].get<double>() == dz * local_of(explanation, weight));
    }
  }
  CHECK(std::abs(value_of(explanation, "loss") - cross_entropy(scores, 3)) <=
        1e-11);
}

TEST_CASE("the pixels' gradients are what nudging a pixel does to the loss") {
  const Json document =
      run_json(on_made() + " --initializer he --batch 10 --epochs 3");
  const Json& gradients = document["explanation"]["pixel_gradients"];
  REQUIRE(gradients.size() == 784);
  const double largest = largest_of(gradients);
  REQUIRE(largest > 0.0);
  // Weights as plain numbers: parsing JSON for each nudge would take long.
  const std::vector<double> pixels = pixels_of(0);
  for (std::size_t i = 0; i < 784; i += 97) {
    constexpr double step = 1e-5;
    const auto loss = [&](double by) {
      std::vector<double> nudged = pixels;
      nudged[i] += by;
      return cross_entropy(scores_of(document["final"], nudged), 0);
    };
    const double slope = (loss(step) - loss(-step)) / (2.0 * step);
    // Rounding of a loss of about 1 over the step, and the curve's own error.
    CHECK(std::abs(gradients[i].get<double>() - slope) <=
          1e-9 + 1e-5 * largest);
  }
}

TEST_CASE("the page has tables, drawings and the explanation") {
  const std::string page =
      gradwalk(on_made() + " --batch 10 --epochs 1 --explain 7").out;
  for (const std::string part :
       {"200 digits to learn from, 50 for the tests", "784  relu",
        "accuracy = ", "label     0     1", "taken for",
        "Digit 7 explained: a 7, answered", "loss = log(exp(z7) + exp(z0)",
        "z7 = w·a + b", "Which pixels speak for it", "++", "--", "█"}) {
    INFO(part);
    CHECK(page.find(part) != std::string::npos);
  }
  CHECK(gradwalk(on_made() + " --loss squared_error --batch 10 --epochs 1")
            .out.find("loss = Σ (p - y)²") != std::string::npos);
}

TEST_CASE("weights are saved and loaded, bit for bit") {
  const DigitFolder folder;
  const std::string file = folder.file("w.json");
  const Json saved =
      run_json(on_made() + " --batch 10 --epochs 2 --save " + file);
  const Json loaded = run_json(on_made() + " --epochs 0 --load " + file);
  CHECK(loaded["initial"] == saved["final"]);
  CHECK(loaded["outputs"] == saved["outputs"]);
  const Ran other = gradwalk(on_made() + " --hidden 5 --load " + file);
  CHECK(other.status == 2);
  CHECK(other.err ==
        "gradwalk: --load: expected the weights of a 784-5-10 net, got none "
        "(load: expected a list of 2 at layers of " +
            file + ", got 3)\n");
}

TEST_CASE("weights are loaded into a net of their activation, and no other") {
  const DigitFolder folder;
  const std::string file = folder.file("w.json");
  const std::string tanh = on_made() + " --activation tanh";
  const Json saved = run_json(tanh + " --batch 10 --epochs 2 --save " + file);
  const Ran other = gradwalk(on_made() + " --load " + file);
  CHECK(other.status == 2);
  CHECK(other.out.empty());
  CHECK(other.err ==
        "gradwalk: --load: expected the weights of a 784-32-16-10 net, got "
        "none (load: expected the activation relu at layers[0].activation of " +
            file + ", got tanh)\n");
  CHECK(run_json(tanh + " --epochs 0 --load " + file)["outputs"] ==
        saved["outputs"]);
}

TEST_CASE("Ctrl-C ends the training with its batch, and saves what was asked") {
  const DigitFolder folder;
  const std::string file = folder.file("w.json");
  const Ran ran = gradwalk_on_terminal(
      on_made() + " --batch 10 --epochs 100000 --save " + file, "", "\003",
      "epoch 1 of 100000");
  CHECK(ran.status == 130);
  CHECK(ran.out.find("Stopped by Ctrl-C in epoch ") != std::string::npos);
  CHECK(ran.out.find("The weights are kept in " + file) != std::string::npos);
  const Json loaded = run_json(on_made() + " --epochs 0 --load " + file);
  CHECK(loaded["initial"] != run_json(on_made() + " --epochs 0")["initial"]);
}

TEST_CASE("the time left is told on a terminal, and nowhere else") {
  const std::string options = on_made() + " --batch 1 --epochs 300 --every 100";
  const Ran ran = gradwalk_on_terminal(options);
  CHECK(ran.out.find("epoch 1 of 300: ") != std::string::npos);
  CHECK(ran.out.find("% right in the tests, 0:0") != std::string::npos);
  CHECK(ran.out.find(" left") != std::string::npos);
  CHECK(gradwalk(options).err.empty());
  CHECK(gradwalk_on_terminal(options, "TERM=dumb").out.find(" left") ==
        std::string::npos);
}

TEST_CASE("--picture draws the mistakes, the digit and its pixels") {
  const DigitFolder folder;
  const std::string file = folder.file("p.svg");
  const Ran ran =
      gradwalk(on_made() + " --batch 10 --epochs 1 --picture " + file);
  CHECK(ran.status == 0);
  const std::string svg = read(folder.path / "p.svg");
  CHECK(svg.starts_with("<svg "));
  CHECK(svg.ends_with("</svg>\n"));
  for (const std::string part :
       {" taken for ", "0: a 0", "blue for, orange against"}) {
    INFO(part);
    CHECK(svg.find(part) != std::string::npos);
  }
  CHECK(gradwalk(on_made() + " --picture /no/such/p.svg").err ==
        "gradwalk: --picture: expected a file that can be written, got "
        "/no/such/p.svg\n");
}

TEST_CASE("wrong options of mnist are one line and status 2") {
  struct Row {
    std::string options, message;
  };
  for (const Row& row :
       {Row{" --loss hinge",
            "--loss: expected one of cross_entropy, squared_error, got hinge"},
        Row{" --explain 50",
            "--explain: expected a digit of the tests, from 0 to 49, got 50"},
        Row{" --digits -1",
            "--digits: expected a whole number from 0 to 10000000, got -1"},
        Row{" --load /no/such/file",
            "--load: expected the weights of a 784-32-16-10 net, got none "
            "(load: expected a file that can be read, got /no/such/file)"},
        Row{" --hidden none --activation relu",
            "--activation: expected hidden layers, which it is of, got none"},
        Row{" --activation relu --hidden none",
            "--activation: expected hidden layers, which it is of, got none"},
        Row{" --save /no/such/file",
            "--save: expected a file that can be written, got "
            "/no/such/file"}}) {
    INFO(row.options);
    check_refused(gradwalk(on_made() + row.options), row.message);
  }
}

TEST_SUITE("real digits") {
  const char* const real = std::getenv("GRADWALK_REAL_DIGITS");

  TEST_CASE("5000 real digits are learned in three epochs" *
            doctest::skip(real == nullptr)) {
    const Json document =
        run_json(std::string("mnist --data ") + real +
                 " --initializer he --batch 32 --digits 5000 --epochs 3");
    // The same in NumPy: 87.36% from this seed, 87 to 91% from seeds 0 to 4.
    CHECK(document["accuracy"].get<double>() >= 85.0);
    CHECK(document["predictions"].size() == 10000);
    const std::vector<std::size_t> first{7, 2, 1, 0, 4, 1, 4, 9};
    std::size_t right = 0;
    for (std::size_t i = 0; i < first.size(); ++i)
      right += document["predictions"][i] == first[i];
    CHECK(right >= 6);
  }

  TEST_CASE("a batch of real digits has the gradients of the digits alone" *
            doctest::skip(real == nullptr)) {
    for (const std::string loss : {"cross_entropy", "squared_error"})
      check_step(run_json(std::string("mnist --data ") + real +
                          " --initializer he --batch 32 --digits 32" +
                          " --epochs 1 --loss " + loss));
  }
}

TEST_CASE("a loop over digits and a batch are timed, and agree") {
  const std::string arguments =
      "mnist --epochs 0 --digits 100 --data " + made_digits().path.string();
  const Json timed = run_json(arguments + " --times")["milliseconds"];
  CHECK(timed["loop"].get<double>() > 0.0);
  CHECK(timed["batch"].get<double>() > 0.0);
  // Weights below 10 are taken a step and back: 2e-15 each, and a little more.
  CHECK(timed["difference"].get<double>() < 1e-13);
  CHECK_FALSE(run_json(arguments).contains("milliseconds"));
}

TEST_CASE(
    "the cost is told as the mean of (ŷ - y)², a function of all weights") {
  const std::string arguments =
      "mnist --epochs 0 --data " + made_digits().path.string();
  const Json document = run_json(arguments);
  const double mean = document["mean_square"].get<double>();
  CHECK(mean > 0.0);
  CHECK(mean < 0.2);  // ten probabilities at most 2 off in squares
  const std::string page = unwrapped(gradwalk(arguments).out);
  CHECK(page.find("a function of the 25818 weights and biases") !=
        std::string::npos);
}
