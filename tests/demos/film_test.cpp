#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <gradwalk/graph.hpp>
#include <nlohmann/json.hpp>

#include "film_text.hpp"
#include "sinks/html.hpp"
#include "sinks/programs.hpp"
#include "story/document.hpp"
#include "training/plan.hpp"

using namespace gradwalk;
using namespace gradwalk::demos;
using Parsed = nlohmann::json;

namespace {

const Style film_style;

Parsed document_of(const Film& film) {
  return Parsed::parse(film.document().dump());
}

}  // namespace

TEST_CASE("strange names come out right in dot, SVG, HTML and JSON") {
  const std::string name = "a<b> & \"c\"\nd\\N Größe 数 </script>";
  Graph graph;
  const Value x = graph.parameter(2.0, name);
  const Value root = square(x).named("root");
  root.backward();

  const std::string dot = to_dot(root);
  CHECK(has(dot,
            "<b>a&lt;b&gt; &amp; &quot;c&quot;<br/>d&#92;&#92;N Größe 数 "
            "&lt;/script&gt;</b>"));
  const std::string svg = laid_out("--svg", dot);
  CHECK(has(svg, ">a&lt;b&gt; &amp; &quot;c&quot;</text>"));
  CHECK(has(svg, ">d\\N Größe 数 &lt;/script&gt;</text>"));

  const Parsed document = Parsed::parse(document_of(Walk(root)).dump());
  CHECK(document["gradients"][name] == 4.0);
  CHECK(document["backward"][0]["to"][0]["parent"] == name);

  Film film(film_style);
  film.title(name);
  const Walk walk(root);
  film.forward(walk);
  film.backward(walk);
  const std::string page = html_of(film);
  CHECK(Parsed::parse(film_text(page))["graphs"][0]["nodes"]["n0"]["label"] ==
        name);
  CHECK(Parsed::parse(film_text(page))["title"] == name);
  CHECK(between(page, "<title>", "</title>") ==
        "a&lt;b> &amp; &quot;c&quot;\nd\\N Größe 数 &lt;/script>");
}

TEST_CASE("a name that is no UTF-8 still gives a page that can be read") {
  Graph graph;
  const Value x = graph.parameter(2.0, "x");
  Film film(film_style);
  film.title(
      "Gr\xf6\xdf"
      "e");
  film.forward(Walk(square(x)));
  CHECK(Parsed::parse(film_text(html_of(film)))["title"] == "Gr\ufffd\ufffde");
}

TEST_CASE("a backward pass goes with the forward pass before it") {
  Graph graph;
  const Value x = graph.parameter(3.0, "x");
  const Value y = (x * x).named("y");
  Film film(film_style);
  film.heading("both");
  const Walk walk(y);
  film.forward(walk);
  film.backward(walk);
  film.backward(walk);
  const Parsed document = document_of(film);
  CHECK(document["passes"].size() == 2);
  CHECK(document["graphs"].size() == 1);
  CHECK(document["chapters"] == Parsed{"both"});
  std::string kinds;
  for (const Parsed& step : document["steps"])
    kinds += step["kind"].get<std::string>() + " ";
  CHECK(kinds == "forward begin backward backward begin backward backward ");
  // x * x: two edges, one running sum.
  const Parsed& second = document["steps"][3];
  CHECK(second["operand"] == 1);
  CHECK(second["before"][0] == 3.0);
  CHECK(second["sum"][0] == 6.0);
  CHECK(document["passes"][0]["paths"]["n0"]["listed"].size() == 2);
  CHECK(document["passes"][0]["paths"]["n0"]["sum"][0] == 6.0);
}

TEST_CASE("a backward step has its local gradient's numbers if it has any") {
  Graph graph;
  const Value z = graph.parameter(0.0, "z");
  Film film(film_style);
  film.backward(Walk((sigmoid(z).named("p") * 3.0).named("loss")));
  std::vector<Parsed> numbers;
  const Parsed document = document_of(film);
  for (const Parsed& step : document["steps"])
    if (step["kind"] == "backward")
      numbers.push_back(step.value("numbers", Parsed()));
  CHECK(numbers == std::vector<Parsed>{nullptr, "0.5·(1 - 0.5)"});
}

TEST_CASE("a film says which lesson and which formula it plays") {
  Film film(film_style);
  film.entry("", {{"lesson", "expr"}, {"formula", "a*b"}, {"seed", 1}});
  CHECK(document_of(film)["lesson"] == "expr");
  CHECK(document_of(film)["formula"] == "a*b");
  CHECK_FALSE(document_of(film).contains("seed"));
  Film other(film_style);
  other.entry("lesson", "paths");
  CHECK(document_of(other)["lesson"] == "paths");
}

TEST_CASE("a sum of many terms is written with its ends only") {
  const auto written = [](int terms) {
    Graph graph;
    std::vector<Value> parts;
    for (int i = 1; i <= terms; ++i)
      parts.push_back(graph.parameter(0.125, fmt::format("loss_{}", i)));
    Film film(film_style);
    film.forward(Walk(sum(parts).named("cost")));
    const Parsed document = document_of(film);
    const std::string root = document["graphs"][0]["root"];
    return std::vector<std::string>{
        document["graphs"][0]["nodes"][root]["symbols"],
        document["steps"][0]["numbers"]};
  };
  for (const std::string& line : written(12)) CHECK_FALSE(has(line, "…"));
  for (const std::string& line : written(200)) {
    CHECK(has(line, " + … + "));
    CHECK(line.size() <= 80);
  }
  CHECK(written(200)[0].ends_with(" + loss_200"));
}

TEST_CASE("a figure's moments are letters from their least to their greatest") {
  const Field plane{{0.0, 1.0}, {0.0, 1.0}, {{0.25, 0.5}, {0.75, 1.25}}};
  Panel panel{"plane", "x1", "x2", {{"ones", Mark::diamonds, {{1.0, 0.5}}}}};
  panel.x_range = Range{0.0, 1.0};
  panel.y_range = Range{0.0, unbounded};
  panel.moments = {{0, plane}, {7, plane}};
  panel.moments[1].field.values = {{0.5, 0.5}, {0.5, 0.5}};
  Panel picture{"not on a page", "x", "y"};
  picture.place = Place::picture;
  Film film(film_style);
  film.figure({picture, panel});
  const Parsed document = document_of(film);
  CHECK(document["steps"].back()["kind"] == "figure");
  REQUIRE(document["figures"][0].size() == 1);
  const Parsed& shown = document["figures"][0][0];
  CHECK(shown["series"][0]["points"] == Parsed{1.0, 0.5});
  CHECK(shown["y_range"] == Parsed{0.0, nullptr});
  CHECK(shown["shades"] == Parsed{0.0, 1.25});
  // 87 steps: 0.5 is at 21.75 of them, 0.75 at 43.5.
  CHECK(shown["moments"][0] == Parsed{0, 0.25, 1.25, "#9Oz"});
  CHECK(shown["moments"][1] == Parsed{7, 0.5, 0.5, "####"});
}

TEST_CASE("a sigmoid's moments are letters of its z") {
  const auto sigmoid_of = [](double z) { return 1.0 / (1.0 + std::exp(-z)); };
  Panel panel{"plane", "x1", "x2"};
  panel.bounds = Range{-1.0, 1.0};
  panel.moments = {{3, {{0.0, 1.0}, {0.0, 1.0}, {{}, {}}}}};
  for (const double z : {-2.0, 1.0, -0.5, 2.5})
    panel.moments[0].field.values[z < -0.5 || z == 1.0 ? 0 : 1].push_back(
        2.0 * sigmoid_of(z) - 1.0);
  Film film(film_style);
  film.figure({panel});
  const Parsed shown = document_of(film)["figures"][0][0];
  CHECK(shown["is_sigmoid"] == true);
  CHECK(shown["shades"] == Parsed{-1.0, 1.0});
  // From -2 to 2.5 in 87 steps: 1 is at 58 of them, -0.5 at 29.
  CHECK(shown["moments"][0][3] == "#]@z");
}

TEST_CASE("a number is shown exact, as text, and short") {
  CHECK(exhibit(0.5, 6).dump() == "[0.5,\"0.5\"]");
  CHECK(exhibit(0.46879062662624377, 6).dump() ==
        "[0.46879062662624377,\"0.468791\",\"0.4688\"]");
  CHECK(exhibit(-0.0, 6).dump() == "[-0.0,\"0\"]");
  CHECK(exhibit(1.0 / 0.0, 6).dump() == "[\"Infinity\",\"inf\"]");
}

TEST_CASE("words between two pauses are one step, and headings chapters") {
  Film film(film_style);
  film.title("title");
  film.say("first");
  film.line({{"x = "}, {"1", Ink::forward}});
  film.pause();
  film.heading("empty");
  film.heading("second");
  film.table({{{"a"}, {"b"}}});
  film.pause();
  const Parsed document = document_of(film);
  CHECK(document["chapters"] == Parsed{"title", "second"});
  REQUIRE(document["steps"].size() == 2);
  CHECK(document["steps"][0]["words"].size() == 2);
  CHECK(document["steps"][0]["words"][1]["line"][1] == Parsed{"1", "value"});
  CHECK(document["steps"][1]["chapter"] == 1);
  CHECK(document["steps"][1]["words"].size() == 1);
}

TEST_CASE("the last words of a lesson are on its page") {
  Film film(film_style);
  film.heading("What it has learned");
  film.say("The end.");
  film.finish();
  const Parsed document = document_of(film);
  CHECK(document["chapters"] == Parsed{"What it has learned"});
  CHECK(document["steps"][0]["words"][0]["say"] == "The end.");
}

TEST_CASE("a film marks a term once, in its plural, and the longer of two") {
  Film film(film_style);
  film.say("∂loss of two Layers; a hidden layer, layer1 and a non-layer.");
  film.say("Hidden layers, and batches.");
  film.finish();
  const Parsed words = document_of(film)["steps"][0]["words"];
  const auto places = [](const Parsed& terms) {
    std::string text;
    for (const Parsed& term : terms)
      text += fmt::format("{}+{} ", term["at"].get<int>(),
                          term["length"].get<int>());
    return text;
  };
  CHECK(places(words[0]["terms"]) == "13+6 23+12 ");
  CHECK(places(words[1]["terms"]) == "19+7 ");
  CHECK(words[1]["terms"][0]["lesson"] == "cost");
  CHECK(has(words[1]["terms"][0]["meaning"].get<std::string>(), "one step"));
}

TEST_CASE("a long training is thinned, and keeps its last cost") {
  TrainingPlan plan;
  plan.data = or_data();
  Graph graph;
  const MLP net(graph, plan.sizes());
  std::vector<Progress> reports;
  for (int epoch = 0; epoch <= 5000; ++epoch)
    reports.push_back({epoch, 1.0 / (epoch + 1), 0.5});
  Film film(film_style);
  film.trained({net, plan, reports, {}});
  const Parsed document = document_of(film);
  std::vector<int> epochs;
  for (const Parsed& step : document["steps"])
    if (step["kind"] == "cost") epochs.push_back(step["epoch"]);
  REQUIRE_FALSE(epochs.empty());
  CHECK(epochs.size() <= 102);
  CHECK(epochs.front() == 0);
  CHECK(epochs.back() == 5000);
}
