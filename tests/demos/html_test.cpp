#include <doctest/doctest.h>

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
    CHECK(film["steps"].back()["kind"] == "words");
    CHECK(folder.files() == 1);
  }
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
  CHECK(folded["passes"][0]["gradients"].size() == 1);
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
