#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <map>
#include <sstream>

#include "golden.hpp"

namespace {

/// One iteration's relative tolerance: golden.json's own, 4 units in the last
/// place.
constexpr double iteration_tolerance = 1e-15;
/// A 5000-epoch series': golden.json's own.
constexpr double series_tolerance = 1e-12;

/// A lesson, its section, and the file of its page.
struct Case {
  std::string lesson, section;
};
const std::vector<Case> cases{
    {"or", "or_batch"},
    {"xor-line", "xor_1layer_fails"},
    {"feature-cross", "xor_feature_cross"},
    {"xor", "xor_2_3_1"},
    {"xor --initializer plain --epochs 20000", "xor_2_3_1_plain"},
};

void check_weights(const Json& found, const Json& expected, double tolerance) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t l = 0; l < found.size(); ++l) {
    check_close(found[l]["W"], expected[l]["W"], tolerance);
    check_close(found[l]["b"], expected[l]["b"], tolerance);
  }
}

void check_iteration(const Json& found, const Json& expected,
                     double tolerance = iteration_tolerance) {
  static const std::map<std::string, std::string> names{
      {"Z", "Z"},
      {"A", "A"},
      {"dA", "back_sigma_upstream_dA"},
      {"local", "back_sigma_local"},
      {"dZ", "back_sigma_result_dZ"},
      {"dW", "dW"},
      {"db", "db"}};
  check_close(found["cost"], expected["cost"], tolerance);
  REQUIRE(found["layers"].size() == expected["layers"].size());
  for (std::size_t l = 0; l < found["layers"].size(); ++l)
    for (const auto& [ours, theirs] : names) {
      const Json& a = found["layers"][l][ours];
      const Json& b = expected["layers"][l][theirs];
      const std::string what = ours;
      INFO(what << " of layer " << l + 1);
      const bool summed = what == "dW" || what == "db";
      check_close_to_largest(a, b, tolerance,
                             summed ? found["layers"][l]["dZ"] : Json::array());
    }
}

}  // namespace

TEST_CASE("the first iterations are golden.json's, matrix by matrix") {
  for (const Case& one : cases) {
    INFO(one.lesson);
    const Json& expected = golden("nothing_but_numpy")[one.section];
    const Json document = run_json(one.lesson);
    check_weights(document["initial"], expected["initial"],
                  iteration_tolerance);
    const std::size_t iterations =
        std::min<std::size_t>(expected["iterations"].size(), 2);
    REQUIRE(document["iterations"].size() == 2);
    for (std::size_t i = 0; i < iterations; ++i)
      check_iteration(document["iterations"][i], expected["iterations"][i]);
  }
}

TEST_CASE("the matrices of the first iteration are explained, once") {
  const std::string page = unwrapped(gradwalk("xor").out);
  for (const std::string words :
       {"Z1 has a row for each neuron and a column for each example",
        "Layer 2 does the same with A1", "dA2 is short for ∂cost/∂A2",
        "A1 went into each neuron of layer 2"}) {
    INFO(words);
    const std::size_t at = page.find(words);
    REQUIRE(at != std::string::npos);
    CHECK(page.find(words, at + 1) == std::string::npos);
  }
  const std::string one = unwrapped(gradwalk("or").out);
  CHECK(one.find("Z has a row for each neuron") != std::string::npos);
  CHECK(one.find("Layer 2") == std::string::npos);
}

TEST_CASE("the costs of the whole training are golden.json's") {
  for (const Case& one : cases) {
    INFO(one.lesson);
    const Json& expected = golden("nothing_but_numpy")[one.section];
    const Json document = run_json(one.lesson);
    for (const auto& [epoch, cost] : expected["cost_series"].items())
      check_close(document["costs"][epoch], cost, series_tolerance);
    CHECK(document["predictions"] == expected["predictions"]);
    CHECK(document["accuracy"] == expected["accuracy_percent"]);
    // What the costs' tolerance leaves to single outputs.
    check_close(document["outputs"], expected["final_output"], 1e-11);
  }
}

TEST_CASE("the program of Part 2's layers prints golden.json's costs") {
  const Json& expected = golden("nothing_but_numpy")["xor_2_3_1"];
  std::istringstream lines(test_file("consumer/programs/layers.txt"));
  std::size_t count = 0;
  std::string epoch;
  for (double cost{}; lines >> epoch >> cost; ++count) {
    epoch.pop_back();
    // It prints 12 digits behind the point.
    CHECK(std::abs(cost - double(expected["cost_series"][epoch])) < 0.51e-12);
  }
  CHECK(count == 8);
}

TEST_CASE("the weights that are learned are golden.json's") {
  for (const Case& one : cases) {
    // xor-line's weights go to 0: what is left of them is rounding.
    if (one.lesson == "xor-line") continue;
    INFO(one.lesson);
    const Json& expected = golden("nothing_but_numpy")[one.section];
    const std::string key = expected.contains("params_after_5000_updates")
                                ? "params_after_5000_updates"
                                : "params_after_20000_updates";
    check_weights(run_json(one.lesson)["final"], expected[key], 1e-11);
  }
}

TEST_CASE("xor prints the walkthrough's costs, predictions and accuracy") {
  const std::string page = gradwalk("xor").out;
  for (const std::string part :
       {"4600   0.0010183054886511", "4700   0.00098378394212441",
        "4800   0.0009514180100050", "4900   0.0009210166430616",
        "predictions = [0 1 1 0]", "accuracy = 100.0%"}) {
    INFO(part);
    CHECK(page.find(part) != std::string::npos);
  }
}

TEST_CASE("the boundaries lie where golden.json has them") {
  // 400 steps from -0.5 to 1.5, then bisection to the last bit; golden.json's
  // own were bisected on weights that agree to 1e-12.
  constexpr double tolerance = 1e-9;
  const Json& all = golden("nothing_but_numpy");
  const auto check = [&](const std::string& lesson,
                         const std::string& section) {
    const Json found = run_json(lesson)["decision_boundary"];
    const Json& expected = all[section]["decision_boundary_numbers"];
    check_close(found["diagonal"],
                expected["crossings of 0.5 on diagonal x1=x2=t"], tolerance);
    if (!found.contains("x1_axis")) return;
    check_close(found["x1_axis"], expected["crossings of 0.5 on x2=0, x1=t"],
                tolerance);
    check_close(found["x2_axis"], expected["crossings of 0.5 on x1=0, x2=t"],
                tolerance);
  };
  check("or", "or_batch");
  check("feature-cross", "xor_feature_cross");
  check("xor", "xor_2_3_1");

  const Json line = run_json("or")["decision_boundary"];
  for (const auto& [key, value] : all["or_batch"]["decision_boundary"].items())
    if (value.is_number()) check_close(line[key], value, tolerance);
  check_close(run_json("feature-cross")["decision_boundary"]["curve"][1],
              all["xor_feature_cross"]["decision_boundary"]["points"][1],
              tolerance);
  const Json products = run_json("feature-cross")["quadrant_products"];
  CHECK(products == all["quadrant_products"]["x1*x2"]);
}

TEST_CASE("notebook: every matrix of the notebook") {
  const Json& expected = golden("notebook_step_by_step")["notebook"];
  const Json document = run_json("notebook");
  const auto turned = [](const Json& matrix) {
    Json turned_matrix = Json::array();
    for (std::size_t c = 0; c < matrix[0].size(); ++c) {
      turned_matrix.push_back(Json::array());
      for (std::size_t r = 0; r < matrix.size(); ++r)
        turned_matrix.back().push_back(matrix[r][c]);
    }
    return turned_matrix;
  };
  CHECK(document["initial"][0]["W"] ==
        turned(expected["weights_input_hidden"]));
  CHECK(document["initial"][1]["W"] ==
        turned(expected["weights_hidden_output"]));
  const Json& first = document["iterations"][0];
  const Json &hidden = first["layers"][0], &output = first["layers"][1];
  const auto same = [&](const Json& found, const Json& theirs) {
    check_close_to_largest(found, theirs, iteration_tolerance);
  };
  same(hidden["Z"], expected["hiddenLayer_linearTransform"]);
  same(hidden["A"], expected["hiddenLayer_activations"]);
  same(output["Z"], expected["outputLayer_linearTransform"]);
  same(output["A"], expected["output"]);
  same(output["dA"], expected["error_wrt_output"]);
  same(output["local"], expected["output_wrt_outputLayer_LinearTransform"]);
  same(output["dZ"], expected["error_wrt_outputLayer_LinearTransform"]);
  same(turned(output["dW"]), expected["error_wrt_weights_hidden_output"]);
  same(hidden["dA"], expected["error_wrt_hiddenLayer_activations"]);
  same(hidden["local"],
       expected["hiddenLayer_activations_wrt_hiddenLayer_linearTransform"]);
  same(hidden["dZ"], expected["error_wrt_hiddenLayer_linearTransform"]);
  same(turned(hidden["dW"]), expected["error_wrt_weights_input_hidden"]);

  const Json& step = document["one_step"];
  same(step["outputs_after"], expected["output_after_update"]);
  same(turned(step["weights"][0]["W"]),
       expected["after_update_lr0.01"]["weights_input_hidden"]);
  same(turned(step["weights"][1]["W"]),
       expected["after_update_lr0.01"]["weights_hidden_output"]);
  check_close(step["mean_error_before"], expected["mean_error"]);
  check_close(step["mean_error_after"], expected["mean_error_after_update"]);

  const Json& partials = document["partials"];
  same(partials["Y"], expected["y"][0]);
  same(partials["dZ_dW"],
       expected["outputLayer_LinearTransform_wrt_weights_hidden_output"]);
  const auto shape = [](const Json& matrix) {
    return Json{matrix.size(), matrix[0].size()};
  };
  CHECK(Json{shape(partials["dA"]), shape(partials["local"]),
             shape(partials["dZ_dW"])} ==
        expected["shapes"]["partials_hidden_output"]);
  CHECK(shape(turned(partials["dW"])) ==
        expected["shapes"]["weights_hidden_output"]);
  const std::string page = unwrapped(gradwalk("notebook").out);
  for (const char* matrix :
       {"Y (1 × 3)", "∂cost/∂A2 (1 × 3)", "∂A2/∂Z2 (1 × 3)", "∂Z2/∂W2 (3 × 3)"})
    CHECK(page.find(matrix) != std::string::npos);
  CHECK(page.find("(1 × 3), (1 × 3) and (3 × 3) give (3 × 1).") !=
        std::string::npos);

  const Json averaged = run_json("notebook --reduction mean")["iterations"][0];
  same(turned(averaged["layers"][1]["dW"]),
       expected["same_gradients_as_mean"]["who"]);
  same(turned(averaged["layers"][0]["dW"]),
       expected["same_gradients_as_mean"]["wih"]);
}

TEST_CASE("notebook: a table has what the net makes of each column") {
  const Json& expected =
      golden("notebook_step_by_step")["train_from_notebook_weights"];
  const Json document = run_json("notebook");
  const Json& after = document["input_use"]["after"];
  for (std::size_t i = 0; i < 4; ++i) {
    double sum = 0.0;
    for (const Json& w : expected["weights_input_hidden"][i])
      sum += std::abs(w.get<double>());
    // As far apart as the trained weights are, after 1000 steps.
    CHECK(after["weights"][i].get<double>() ==
          doctest::Approx(sum).epsilon(1e-9).scale(0));
  }
  const auto slopes = after["slopes"].get<std::vector<double>>();
  CHECK(std::ranges::max_element(slopes) - slopes.begin() == 3);
  CHECK(unwrapped(gradwalk("notebook").out)
            .find("largest for x1, and the output moves most with x4.") !=
        std::string::npos);
}

TEST_CASE("notebook: 1000 epochs go where golden.json's go") {
  const Json& expected =
      golden("notebook_step_by_step")["train_from_notebook_weights"];
  // 999 = 27 · 37: the last epoch's cost is the one before its update.
  const Json found = run_json("notebook --every 27")["mean_error"];
  check_close(found["999"], expected["mean_error"]["999"], series_tolerance);
  const Json hundreds = run_json("notebook")["mean_error"];
  for (const auto& [epoch, error] : expected["mean_error"].items())
    if (epoch != "999") check_close(hundreds[epoch], error, series_tolerance);
}

TEST_CASE("moons: 98% of the points and more, from several seeds") {
  for (const std::string seed : {"42", "1", "7"}) {
    INFO(seed);
    CHECK(run_json("moons --seed " + seed)["accuracy"].get<double>() >= 98.0);
  }
}

TEST_CASE("symmetry: equal neurons stay equal, and initialisers are as said") {
  const Json document = run_json("symmetry");
  CHECK(document["rows_equal"] == true);
  CHECK(document["accuracy"].get<double>() < 100.0);
  CHECK(run_json("symmetry --initializer xavier")["rows_equal"] == false);
  const Json& expected = golden("nothing_but_numpy")["init_statistics"];
  for (const std::string name : {"plain", "xavier", "he"})
    for (const std::string key : {"mean", "var", "expected_var"})
      check_close(document["initializers"][name][key], expected[name][key],
                  series_tolerance);
}

TEST_CASE("symmetry: plain weights stay where xavier's and he's learn") {
  const Json starts = run_json("symmetry")["random_starts"];
  REQUIRE(starts["plain"].size() == 11);
  for (const auto& [epoch, cost] : starts["plain"].items()) {
    const std::string at = epoch;
    INFO(at);
    CHECK(double(cost) == doctest::Approx(0.125).epsilon(1e-3).scale(0));
  }
  // The training of the xor lesson, but for how its sums are added up.
  check_close(starts["xavier"]["5000"], run_json("xor")["costs"]["5000"],
              series_tolerance);
  CHECK(starts["he"]["5000"] ==
        run_json("xor --initializer he")["costs"]["5000"]);
  const std::string page = unwrapped(gradwalk("symmetry").out);
  CHECK(page.find("xavier and he learned XOR, plain did not") !=
        std::string::npos);
}

namespace {

/// What --activation offers, as its complaint lists it: `a, b, c`.
std::string listed_activations() {
  const std::string complaint = gradwalk("xor --activation ?").err;
  const std::string before = "expected one of ", behind = ", got ?";
  const std::size_t begin = complaint.find(before) + before.size();
  return complaint.substr(begin, complaint.find(behind) - begin);
}

std::vector<std::string> activations() {
  std::vector<std::string> names;
  std::istringstream listed(listed_activations());
  for (std::string name; std::getline(listed >> std::ws, name, ',');)
    names.push_back(name);
  return names;
}

}  // namespace

TEST_CASE("any combination of options runs, and its cost falls") {
  std::vector<std::string> runs{
      "xor --hidden 5,3 --seed 48",
      "xor --initializer he",
      "xor --initializer uniform",
      "xor --batch 1",
      "xor --batch 2",
      "xor --batch 3",
      "xor --reduction sum",
      "or --seed 7 --initializer he",
      "or --hidden 2",
      "feature-cross --activation tanh --rate 0.1",
      "xor --nodes operations",
      "xor --epochs 0",
      "xor --epochs 1 --every 1",
      "notebook --batch 1 --hidden 4,4,4,4 --activation tanh"};
  REQUIRE(activations().size() >= 8);
  for (const std::string& activation : activations())
    runs.push_back("xor --activation " + activation);
  for (const std::string& arguments : runs) {
    INFO(arguments);
    const Json document = run_json(arguments);
    const Json& costs = document["costs"];
    CHECK(document["final"].size() == document["sizes"].size() - 1);
    if (costs.size() < 3) continue;
    CHECK(costs.back().get<double>() < costs.front().get<double>());
  }
}

TEST_CASE("one step of any combination goes against its own gradients") {
  std::vector<std::string> runs{
      "xor --hidden 5,3 --seed 48", "xor --initializer uniform",
      "xor --reduction sum",        "or --hidden 2",
      "xor --nodes operations",     "feature-cross --one-by-one",
      "notebook --hidden 4,4"};
  for (const std::string& activation : activations())
    runs.push_back("xor --activation " + activation);
  for (const std::string& arguments : runs) {
    INFO(arguments);
    const Json document = run_json(arguments + " --epochs 1 --rate 0.25");
    const Json &initial = document["initial"], &final = document["final"];
    const Json& layers = document["iterations"][0]["layers"];
    REQUIRE(initial.size() == layers.size());
    REQUIRE(!layers.empty());
    double most = 0.0;
    for (std::size_t l = 0; l < layers.size(); ++l)
      for (const auto& [part, slope] : {std::pair{"W", "dW"}, {"b", "db"}})
        for (std::size_t n = 0; n < initial[l][part].size(); ++n)
          for (std::size_t i = 0; i < initial[l][part][n].size(); ++i) {
            const double gradient = layers[l][slope][n][i];
            const double before = initial[l][part][n][i];
            CHECK(final[l][part][n][i] == before - 0.25 * gradient);
            most = std::max(most, std::abs(gradient));
          }
    CHECK(most > 1e-3);
  }
}

TEST_CASE("both granularities give the same numbers") {
  for (const std::string lesson : {"or", "xor", "notebook"}) {
    const Json neurons = run_json(lesson);
    const Json operations = run_json(lesson + " --nodes operations");
    CHECK(neurons["iterations"][0]["cost"] ==
          operations["iterations"][0]["cost"]);
    for (std::size_t l = 0; l < neurons["final"].size(); ++l)
      check_close(operations["final"][l]["W"], neurons["final"][l]["W"],
                  series_tolerance);
  }
}

TEST_CASE("one by one gives the numbers of the batch") {
  for (const char* lesson : {"xor", "or", "notebook --batch 2"}) {
    INFO(lesson);
    const Json batch = run_json(lesson);
    const Json each = run_json(lesson + std::string(" --one-by-one"));
    CHECK(batch["iterations"] == each["iterations"]);
    for (const auto& [epoch, cost] : each["costs"].items())
      check_close(batch["costs"][epoch], cost, series_tolerance);
    for (std::size_t l = 0; l < each["final"].size(); ++l)
      check_close(batch["final"][l]["W"], each["final"][l]["W"], 1e-11);
  }
}

TEST_CASE("a sum of losses has m times the gradients of their mean") {
  const Json means = run_json("xor")["iterations"][0];
  const Json sums = run_json("xor --reduction sum")["iterations"][0];
  CHECK(sums["cost"].get<double>() == 4 * means["cost"].get<double>());
  for (std::size_t l = 0; l < 2; ++l)
    for (std::size_t n = 0; n < sums["layers"][l]["dW"].size(); ++n)
      for (std::size_t i = 0; i < sums["layers"][l]["dW"][n].size(); ++i)
        CHECK(sums["layers"][l]["dW"][n][i].get<double>() ==
              4 * means["layers"][l]["dW"][n][i].get<double>());
}

TEST_CASE("with batches of one, an iteration is one example") {
  const Json all = run_json("xor")["iterations"][0];
  const Json one = run_json("xor --batch 1")["iterations"][0];
  CHECK(one["layers"][0]["Z"][1][0] == all["layers"][0]["Z"][1][0]);
  CHECK(one["layers"][1]["A"][0].size() == 1);
}

TEST_CASE("wrong training options are one line and status 2") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"--hidden 5,,3",
       "--hidden: expected 1 to 10000 neurons of each hidden layer, such as "
       "5,3, or none, got 5,,3"},
      {"--hidden 0",
       "--hidden: expected 1 to 10000 neurons of each hidden layer, such as "
       "5,3, or none, got 0"},
      {"--hidden 3000000",
       "--hidden: expected 1 to 10000 neurons of each hidden layer, such as "
       "5,3, or none, got 3000000"},
      {"--activation step",
       "--activation: expected one of " + listed_activations() + ", got step"},
      {"--initializer glorot",
       "--initializer: expected one of plain, xavier, he, uniform, got "
       "glorot"},
      {"--batch 0", "--batch: expected a whole number from 1, or all, got 0"},
      {"--reduction max", "--reduction: expected mean or sum, got max"},
      {"--seed -1",
       "--seed: expected a whole number from 0 to 4294967295, got -1"},
      {"--epochs 1.5",
       "--epochs: expected a whole number from 0 to 100000000, got 1.5"},
  };
  for (const auto& row : rows) {
    INFO(row.first);
    check_refused(gradwalk("xor " + row.first), row.second);
  }
}

TEST_CASE("a training that diverges says so, and claims nothing") {
  const Json document = run_json("moons --rate 1e308 --epochs 300");
  CHECK(document["diverged_at"] == 100);
  CHECK(document["costs"]["300"] == "NaN");
  const std::string page = gradwalk("moons --rate 1e308 --epochs 300").out;
  CHECK(page.find("By epoch 100 the cost was no finite number") !=
        std::string::npos);
  CHECK(page.find("wrong side") == std::string::npos);
}

TEST_CASE("changed settings are said to be changed") {
  const auto says = [](const std::string& arguments) {
    return gradwalk(arguments).out.find("You have changed") !=
           std::string::npos;
  };
  CHECK_FALSE(says("xor"));
  CHECK_FALSE(says("or --nodes operations"));
  CHECK(says("or --hidden 2"));
  CHECK(says("or --seed 7"));
  CHECK(says("xor --batch 2"));
}

TEST_CASE("an output that stays at ½ crosses nothing") {
  const Json crossed = run_json("xor --activation identity");
  CHECK((!crossed.contains("decision_boundary") ||
         crossed["decision_boundary"]["diagonal"].empty()));
}

TEST_CASE("costs are in full, or with the digits that are asked for") {
  const std::string full = gradwalk("xor --epochs 1").out;
  CHECK(full.find("   0      0.12926510193084198\n") != std::string::npos);
  CHECK(full.find("Training: 1 epoch, learning rate 1\n") != std::string::npos);
  for (const std::string options :
       {"xor --epochs 1 --precision 3", "--precision 3 xor --epochs 1"})
    CHECK(gradwalk(options).out.find("   0      0.129\n") != std::string::npos);
  const std::string moons = gradwalk("moons --epochs 1 --precision 3").out;
  CHECK(moons.find("the first is [0.0523 0.384].") != std::string::npos);
  CHECK(moons.find("the sum of 200 losses") != std::string::npos);
}

TEST_CASE("xor --sources says why its last digits are not the source's") {
  std::istringstream words(gradwalk("xor --sources").out);
  std::string text, word;
  while (words >> word) text += word + " ";
  CHECK(text.find("Their digits in places 15 to 17 may differ from the "
                  "source's: sums are added in another order, exp may differ "
                  "in its last digit, and thousands of steps carry that on.") !=
        std::string::npos);
}

TEST_CASE("or says where its cost curve is flat, if it is") {
  const Json costs = run_json("or")["costs"];
  const double from = costs["0"], then = costs["3000"], to = costs["5000"];
  std::ostringstream share;
  share << std::fixed << std::setprecision(1)
        << 100.0 * (from - then) / (from - to);
  CHECK(unwrapped(gradwalk("or").out)
            .find("has fallen, " + share.str() + "% came before epoch 3000:") !=
        std::string::npos);
  CHECK(gradwalk("or").out.find("\n   3000   0.000") != std::string::npos);
  for (const char* other : {"or --rate 0.001", "or --epochs 0", "or --rate -1"})
    CHECK(gradwalk(other).out.find("its curve is flat") == std::string::npos);
}

TEST_CASE("symmetry: random biases are beside biases of 0") {
  const Json biases = run_json("symmetry --epochs 1")["biases"];
  CHECK(biases["zeros"] == run_json("xor")["costs"]["5000"]);
  CHECK(biases["random"] != biases["zeros"]);
  CHECK(biases["random"] < 0.01);
}
