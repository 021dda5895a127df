#include <doctest/doctest.h>

#include <gradwalk/graph.hpp>

#include "film_text.hpp"
#include "frame/external.hpp"
#include "frame/html.hpp"

using namespace gradwalk;
using namespace gradwalk::demos;

TEST_CASE("strange names come out right in dot, SVG, HTML and JSON") {
  const std::string name = "a<b> & \"c\"\nd\\e Größe 数 </script>";
  Graph graph;
  const Value x = graph.parameter(2.0, name);
  const Value root = square(x).named("root");
  root.backward();

  const std::string dot = to_dot(root);
  CHECK(has(dot,
            "<b>a&lt;b&gt; &amp; &quot;c&quot;<br/>d\\e Größe 数 "
            "&lt;/script&gt;</b>"));
  const std::string svg = laid_out("--svg", dot);
  CHECK(has(svg, ">a&lt;b&gt; &amp; &quot;c&quot;</text>"));
  CHECK(has(svg, ">d\\e Größe 数 &lt;/script&gt;</text>"));

  const Json document = Json::parse(pass(root).dump());
  CHECK(document["gradients"][name] == 4.0);
  CHECK(document["backward"][0]["to"][0]["parent"] == name);

  Film film(6);
  film.title(name);
  film.forward(root);
  film.backward(root);
  const std::string page = html_of(film);
  CHECK(Json::parse(film_text(page))["graphs"][0]["nodes"]["n0"]["label"] ==
        name);
  CHECK(Json::parse(film_text(page))["title"] == name);
  CHECK(between(page, "<title>", "</title>") ==
        "a&lt;b> &amp; &quot;c&quot;\nd\\e Größe 数 &lt;/script>");
}

TEST_CASE("a name that is no UTF-8 still gives a page that can be read") {
  Graph graph;
  const Value x = graph.parameter(2.0, "x");
  Film film(6);
  film.title(
      "Gr\xf6\xdf"
      "e");
  film.forward(square(x));
  CHECK(Json::parse(film_text(html_of(film)))["title"] == "Gr\ufffd\ufffde");
}

TEST_CASE("a backward pass goes with the forward pass before it") {
  Graph graph;
  const Value x = graph.parameter(3.0, "x");
  const Value y = (x * x).named("y");
  Film film(6);
  film.heading("both");
  film.forward(y);
  film.backward(y);
  film.backward(y);
  const Json document = film.document();
  CHECK(document["passes"].size() == 2);
  CHECK(document["graphs"].size() == 1);
  CHECK(document["chapters"] == Json{"both"});
  std::string kinds;
  for (const Json& step : document["steps"])
    kinds += step["kind"].get<std::string>() + " ";
  CHECK(kinds == "forward begin backward backward begin backward backward ");
  // x * x: two edges, one running sum.
  const Json& second = document["steps"][3];
  CHECK(second["operand"] == 1);
  CHECK(second["before"][0] == 3.0);
  CHECK(second["sum"][0] == 6.0);
  CHECK(document["passes"][0]["paths"]["n0"]["listed"].size() == 2);
  CHECK(document["passes"][0]["paths"]["n0"]["sum"][0] == 6.0);
}

TEST_CASE("a sum of many terms is written with its ends only") {
  const auto written = [](int terms) {
    Graph graph;
    std::vector<Value> parts;
    for (int i = 1; i <= terms; ++i)
      parts.push_back(graph.parameter(0.125, fmt::format("loss_{}", i)));
    Film film(6);
    film.forward(sum(parts).named("cost"));
    const Json document = film.document();
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

TEST_CASE("a number is shown exact, as text, and short") {
  CHECK(exhibit(0.5, 6) == Json{0.5, "0.5"});
  CHECK(exhibit(0.46879062662624377, 6) ==
        Json{0.46879062662624377, "0.468791", "0.4688"});
  CHECK(exhibit(-0.0, 6)[1] == "0");
  CHECK(exhibit(1.0 / 0.0, 6).dump() == "[null,\"inf\"]");
}

TEST_CASE("words between two pauses are one step, and headings chapters") {
  Film film(6);
  Page page({.shown = false}, &film);
  page.title("title");
  page.say("first");
  page.line({{"x = "}, {"1", Ink::forward}});
  page.pause();
  page.heading("empty");
  page.heading("second");
  page.table({{{"a"}, {"b"}}});
  {
    const Page::OffFilm off_film(page);
    page.say("not on the film");
  }
  page.pause();
  const Json document = film.document();
  CHECK(document["chapters"] == Json{"title", "second"});
  REQUIRE(document["steps"].size() == 2);
  CHECK(document["steps"][0]["words"].size() == 2);
  CHECK(document["steps"][0]["words"][1]["line"][1] == Json{"1", "value"});
  CHECK(document["steps"][1]["chapter"] == 1);
  CHECK(document["steps"][1]["words"].size() == 1);
}

TEST_CASE("a long training is thinned, and keeps its last cost") {
  std::vector<Progress> reports;
  for (int epoch = 0; epoch <= 5000; ++epoch)
    reports.push_back({epoch, 1.0 / (epoch + 1), 0.5});
  Film film(6);
  film.costs(reports);
  const Json document = film.document();
  const Json& steps = document["steps"];
  CHECK(steps.size() <= 102);
  CHECK(steps.front()["epoch"] == 0);
  CHECK(steps.back()["epoch"] == 5000);
}
