#include <doctest/doctest.h>

#include <algorithm>

#include "film_text.hpp"
#include "golden.hpp"

namespace {

std::vector<std::string> lines_of_engine() {
  return lines_of(test_file("../demos/lessons/tiny/engine.hpp"));
}

}  // namespace

TEST_CASE("tiny: the engine is 60 lines at most, and they are counted") {
  const auto lines = lines_of_engine();
  CHECK(lines.size() > 40);
  CHECK(lines.size() <= 60);
  CHECK(run_json("tiny")["lines"] == lines.size());
  const std::string count = std::to_string(lines.size()) + " lines";
  CHECK(has(gradwalk("--list").out, "your own engine in " + count));
}

TEST_CASE("tiny: the source that is shown is the one that runs") {
  const auto page = lines_of(gradwalk("tiny").out);
  auto from = page.begin();
  for (const std::string& line : lines_of_engine()) {
    INFO(line);
    from = std::find(from, page.end(), "   " + line);
    REQUIRE(from != page.end());
    ++from;
  }
}

TEST_CASE("tiny: both engines have the numbers of or_batch's fourth example") {
  const Json& first = golden("nothing_but_numpy")["or_batch"]["iterations"][0];
  const Json& layer = first["layers"][0];
  const double examples = 4.0;  // golden.json has their parts of the mean
  const Json document = run_json("tiny");
  for (const char* engine : {"tiny", "gradwalk"}) {
    const Json& nodes = document[engine]["nodes"];
    check_close(nodes["z"]["value"], layer["Z"][0][3]);
    check_close(nodes["y_hat"]["value"], layer["A"][0][3]);
    check_close(nodes["loss"]["value"], first["per_example_loss"][3]);
    const auto gradient = [&](const char* node) {
      return nodes[node]["gradient"].get<double>() / examples;
    };
    check_close(gradient("y_hat"), layer["back_sigma_upstream_dA"][0][3]);
    check_close(gradient("z"), layer["back_sigma_result_dZ"][0][3]);
    check_close(gradient("b"), layer["db_per_example"][3][0]);
    check_close(gradient("w1"), layer["dW_per_example"][3][0][0]);
    check_close(gradient("w2"), layer["dW_per_example"][3][0][1]);
  }
}

TEST_CASE("tiny: the first example is or-gate's, bit for bit") {
  const Json document = run_json("tiny --x1 0 --x2 0 --y 0");
  const Json expected = run_json("or-gate");
  for (const char* engine : {"tiny", "gradwalk"}) {
    const Json& nodes = document[engine]["nodes"];
    for (const char* node : {"z", "y_hat", "loss"})
      CHECK(nodes[node]["value"] == value_of(expected, node));
    for (const char* node : {"w1", "w2", "b"})
      CHECK(nodes[node]["gradient"] == expected["gradients"][node]);
  }
}

TEST_CASE("tiny: all that both engines have is the same in every bit") {
  const Json document = run_json("tiny");
  CHECK(document["same_bits"] ==
        Json{{"values", 15}, {"gradients", 11}, {"of", 11}});
  std::size_t compared = 0;
  for (const auto& [name, node] : document["gradwalk"]["nodes"].items()) {
    const Json& other = document["tiny"]["nodes"][name];
    CHECK(node["value"] == other["value"]);
    CHECK(other["gradient"] != 0.0);
    if (!node["gradient"].is_null())
      CHECK(node["gradient"] == other["gradient"]);
    ++compared;
  }
  CHECK(compared == 15);
}

TEST_CASE("tiny: each engine lists every node once, after its parents") {
  const Json document = run_json("tiny");
  for (const char* engine : {"tiny", "gradwalk"}) {
    const auto order =
        document[engine]["order"].get<std::vector<std::string>>();
    const auto place = [&](const char* name) {
      return std::find(order.begin(), order.end(), name) - order.begin();
    };
    CHECK(order.size() == 15);
    for (const auto& [parent, node] : {std::pair{"w1", "p1"},
                                       {"x2", "p2"},
                                       {"p2", "s"},
                                       {"s", "z"},
                                       {"b", "z"},
                                       {"z", "y_hat"},
                                       {"y_hat", "error"},
                                       {"error", "half"},
                                       {"error", "loss"},
                                       {"half", "loss"}})
      CHECK(place(parent) < place(node));
  }
}

TEST_CASE("tiny: it is told why last digits differ, where they do") {
  for (const std::string x1 : {"1", "4.384", "0.3"}) {
    const Json bits = run_json("tiny --x1 " + x1)["same_bits"];
    const bool same = bits["values"] == 15 && bits["gradients"] == bits["of"];
    const std::string page = gradwalk("tiny --x1 " + x1).out;
    CHECK((page.find("last digits may differ") == std::string::npos) == same);
  }
}

TEST_CASE("tiny: each mistake gives wrong gradients") {
  const Json document = run_json("tiny");
  const Json& mistakes = document["mistakes"];
  const double right = document["gradients"]["w1"];
  CHECK(mistakes.size() == 4);
  CHECK(mistakes["as above"]["w1"] == right);
  CHECK(mistakes["= in place of +="]["w1"] == right / 2.0);
  CHECK(mistakes["no topological order"]["w1"] == right / 2.0);
  CHECK(mistakes["again, not from zero"]["w1"] < 2.0 * right);
}

TEST_CASE("tiny: what is measured of both engines") {
  const Json document = run_json("tiny");
  CHECK(document["memory"]["gradwalk_node"] == 25);
  CHECK(document["memory"]["tiny_node"] > 25);
  CHECK(document["memory"]["tiny_blocks"] == 2);
  CHECK(document["work"]["tiny_gradients"] == 15);
  CHECK(document["work"]["gradwalk_gradients"] == 11);
  const Json& chain = document["chain"];
  CHECK(chain["tiny"]["by_one"] == 999.0);
  CHECK(chain["tiny_refused"]["refusal"] == "tiny: over 1000 in a row");
  CHECK(chain["gradwalk"]["by_one"] == 999'999.0);
  CHECK(document["sums"]["tiny"]["gradient"] == 0.3 + 0.2 + 0.1);
  CHECK(document["sums"]["gradwalk"]["gradient"] == 0.3 + 0.1 + 0.2);
  CHECK(document["refusals"].size() == 3);
  for (const Json& text : document["refusals"])
    CHECK(text.get<std::string>().find(": expected ") != std::string::npos);
}
