#include <doctest/doctest.h>

#include <fstream>

#include "digit_files.hpp"
#include "film_text.hpp"
#include "golden.hpp"

TEST_CASE("every lesson writes a page that asks nothing of a network") {
  for (const std::string& lesson : lesson_names()) {
    INFO(lesson);
    const Folder folder;
    const Ran ran = gradwalk(lesson + " --html " + folder.file("page.html"));
    CHECK(ran.status == 0);
    CHECK(ran.out == gradwalk(lesson).out);
    const std::string page = read(folder.file("page.html"));
    CHECK(page.starts_with("<!doctype html>"));
    CHECK(has(page, "</html>"));
    CHECK_FALSE(has(page, "{{"));
    for (const std::string outside :
         {"src=", "href=\"http", "url(", "@import", "fetch("})
      CHECK_FALSE(has(page, outside));
    const Json film = Json::parse(film_text(page));
    CHECK(film["steps"].size() > 5);
    CHECK(film["graphs"].size() >= 1);
    // It ends where the lesson's text does.
    CHECK(film["chapters"].back() == headings_of(ran.out).back());
    const std::size_t steps = film["steps"].size();
    CHECK(film["steps"][steps - 2]["kind"] == "words");
    CHECK(film["steps"][steps - 1]["kind"] == "figure");
    CHECK(folder.files() == 1);
  }
}

TEST_CASE("a page says whether the engine is inside") {
  const Folder site, folder;
  const std::string page = folder.file("page.html");
  const auto said = [&](const std::string& arguments) {
    const Ran ran = gradwalk_with("GRADWALK_SITE=" + site.path.string(),
                                  arguments + " --html " + page);
    CHECK(ran.status == 0);
    return ran.err;
  };
  std::ofstream(site.file("viz.js")) << "lay('out')\n";
  CHECK(said("or-gate") ==
        page +
            ": a film; after demos/run site, a page with the engine inside\n");
  CHECK_FALSE(has(read(page), "lay('out')"));
  std::ofstream(site.file("engine.js")) << "const $& = '\\1';\n";
  CHECK(said("or-gate") == page + ": a page with the engine inside\n");
  CHECK(has(read(page),
            "<script>\nlay('out')\n</script>\n"
            "<script>\nconst $& = '\\1';\n</script>\n"));
  CHECK(said(runnable("mnist"))
            .ends_with(page + ": a film, for a page cannot read files\n"));
  CHECK_FALSE(has(read(page), "lay('out')"));
}

TEST_CASE("a page knows the options that it was written with, but no file") {
  const Folder folder;
  const auto given = [&](const std::string& arguments) {
    const std::string page = folder.file("page.html");
    CHECK(gradwalk(arguments + " --html " + page).status == 0);
    return Json::parse(film_text(read(page)))["given"];
  };
  CHECK(given("or-gate --svg " + folder.file("net.svg")) == Json::object());
  CHECK(given("or --hidden 3,2 --hidden 4 --rate 1 --rate 2 --fold layers") ==
        Json{{"--hidden", "4"}, {"--rate", "2"}, {"--fold", "layers"}});
  CHECK(given("expr 'a*b*c' a=2 b=3 c=1 --given a --given b")["--given"] ==
        "a,b");
  CHECK(given(runnable("mnist")) == Json{{"--epochs", "2"}, {"--batch", "10"}});
}

TEST_CASE("the page's numbers read back bit for bit") {
  const Folder folder;
  REQUIRE(gradwalk("or-gate --html " + folder.file("page.html")).status == 0);
  const Json film = Json::parse(film_text(read(folder.file("page.html"))));
  const Json document = Json::parse(gradwalk("or-gate --json").out);
  const Json& after = document["after_update"]["forward"];
  REQUIRE(after.size() >= 3);
  for (const Json& step : after) {
    INFO(step["node"]);
    int found = 0;
    for (const auto& [id, node] : film["graphs"].back()["nodes"].items()) {
      if (node["label"] != step["node"]) continue;
      CHECK(film["passes"].back()["values"][id][0] == step["value"]);
      ++found;
    }
    CHECK(found == 1);
  }
}

TEST_CASE("a page's plots hold the numbers of the lesson") {
  const Folder folder;
  REQUIRE(gradwalk("xor --html " + folder.file("page.html")).status == 0);
  const Json film = Json::parse(film_text(read(folder.file("page.html"))));
  const Json document = Json::parse(gradwalk("xor --json").out);
  REQUIRE(film["figures"].size() == 1);
  const Json& figure = film["figures"][0];
  // Cost, output, three hidden neurons, weights: no panel of a picture.
  REQUIRE(figure.size() == 6);
  // The page's numbers have four digits.
  const auto is_as = [](double shown, double number) {
    CHECK(shown == doctest::Approx(number).scale(0).epsilon(5e-4));
  };
  const Json& costs = figure[0]["series"][0]["points"];
  REQUIRE(costs.size() == 2 * document["costs"].size());
  for (std::size_t i = 0; i < costs.size(); i += 2)
    is_as(costs[i + 1], document["costs"][std::to_string(costs[i].get<int>())]);
  std::size_t line = 0;
  for (const Json& layer : document["final"])
    for (std::size_t n = 0; n < layer["W"].size(); ++n) {
      Json numbers = layer["W"][n];
      numbers.push_back(layer["b"][n][0]);
      for (const Json& number : numbers)
        is_as(figure[5]["series"].at(line++)["points"].back(), number);
    }
  CHECK(line == 13);
  const Json& moments = figure[1]["moments"];
  CHECK(moments.size() == 17);
  CHECK(moments.front()[0] == 0);
  CHECK(moments.back()[0] == 5000);
  for (const Json& moment : moments) {
    CHECK(moment[3].get<std::string>().size() == 21 * 21);
    CHECK(moment[1] < moment[2]);
  }
}

TEST_CASE("a page that cannot be written is one line, and leaves no file") {
  const Folder folder;
  const std::string nowhere = folder.file("no/page.html");
  const Ran wrong = gradwalk("or-gate --html " + nowhere);
  CHECK(wrong.status == 2);
  CHECK(wrong.err ==
        "gradwalk: --html: expected a file that can be written, got " +
            nowhere + "\n");
  const Ran missing = gradwalk_with(
      "PATH=/nowhere", "or-gate --html " + folder.file("page.html"));
  CHECK(missing.status == 2);
  CHECK(missing.err ==
        "gradwalk: --html: expected dot on this machine, got none; install it "
        "with the package graphviz, or run demos/run once\n");
  CHECK(folder.files() == 0);
}

TEST_CASE("iterations share one drawing, and a folded graph tells its boxes") {
  const Folder folder;
  const auto film_of = [&](const std::string& arguments) {
    REQUIRE(
        gradwalk(arguments + " --html " + folder.file("page.html")).status ==
        0);
    return Json::parse(film_text(read(folder.file("page.html"))));
  };
  const Json deep = film_of("xor");
  CHECK(deep["graphs"].size() == 1);
  CHECK(deep["passes"].size() == 3);
  const Json folded = film_of("moons --epochs 1");
  CHECK(folded["graphs"].size() == 1);
  CHECK(folded["graphs"][0]["boxes"].size() == 13);
  // The cost, 41 parameters, and of eight examples z, a and the loss.
  CHECK(folded["passes"][0]["gradients"].size() == 1 + 41 + 8 * (2 * 11 + 1));
}

TEST_CASE("a page's step says why a running sum does not add up") {
  const Folder folder;
  const auto film_of = [&](const std::string& formula) {
    REQUIRE(gradwalk("expr '" + formula + "' x=1 --html " +
                     folder.file("page.html"))
                .status == 0);
    return film_text(read(folder.file("page.html")));
  };
  CHECK(has(film_of("1e8*x - 1e8*x + 1e-3*x"), "\"why\":\"These terms cancel"));
  CHECK_FALSE(has(film_of("x*x + 3*x"), "These terms cancel"));
}
