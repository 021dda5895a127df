#include <doctest/doctest.h>

#include <algorithm>

#include "called.hpp"
#include "film_text.hpp"
#include "golden.hpp"

namespace {

using Texts = std::vector<std::string>;

Json answered(const Texts& texts) { return Json::parse(called(texts)); }

std::string refused(const Texts& texts) {
  const Json answer = answered(texts);
  CHECK(answer.size() == 1);
  return answer["error"];
}

/// As a shell reads it.
std::string command(const Texts& texts) {
  std::string line;
  for (const std::string& text : texts) line += "'" + text + "' ";
  return line;
}

/// The film of `gradwalk ARGUMENTS --html`.
Json film_of(const std::string& arguments) {
  const Folder folder;
  REQUIRE(
      gradwalk("--html " + folder.file("page.html") + " " + arguments).status ==
      0);
  return Json::parse(film_text(read(folder.file("page.html"))));
}

/// The number that a step of a film shows.
Json shown_at(const Json& film, const Json& step, const std::string& kind) {
  const Json& pass = film["passes"][step["pass"].get<std::size_t>()];
  const std::string node = step["node"];
  if (kind == "value") return pass["values"][node];
  if (kind == "update") return step["after"];
  if (kind == "sum" && step.contains("sum")) return step["sum"];
  if (kind != "local") return step["result"];
  const Json& graph = film["graphs"][pass["graph"].get<std::size_t>()];
  const Json& parents = graph["nodes"][node]["parents"];
  const Json& parent = parents[step["operand"].get<std::size_t>()];
  return pass["locals"][parent["edge"].get<std::string>()];
}

/// A call is shown the film that the command line writes.
void check_played(Texts texts) {
  INFO(command(texts));
  const Json film = film_of(command(texts));
  texts.insert(texts.begin(), "play");
  const Json answer = answered(texts);
  CHECK(answer["film"] == film);
  CHECK(answer["drawings"].size() == film["graphs"].size());
}

}  // namespace

TEST_CASE("a page is played the film that the command line writes") {
  REQUIRE(lesson_names().size() > 10);
  for (const std::string& lesson : lesson_names()) check_played({lesson});
}

TEST_CASE("a film without questions is else the same") {
  std::size_t asked = 0;
  for (const std::string& lesson : lesson_names()) {
    INFO(lesson);
    Json played = answered({"play", lesson});
    for (Json& step : played["film"]["steps"]) {
      asked += step.erase("ask");
      if (!step.contains("words")) continue;
      Json words = Json::array();
      for (const Json& part : step["words"])
        if (!part.contains("ask")) words.push_back(part);
      asked += step["words"].size() - words.size();
      step["words"] = words;
    }
    Json& quiz = played["film"]["quiz"];
    quiz = Json{{"kinds", quiz["kinds"]}};
    CHECK(answered({"show", lesson}) == played);
  }
  CHECK(asked > 200);
}

TEST_CASE("a page takes the options of the command line") {
  check_played({"xor", "--hidden", "5,3", "--activation", "tanh", "--rate",
                "0.5", "--rate", "2", "--epochs", "20", "--precision", "3"});
  check_played({"or-gate", "--nodes", "operations", "--fold", "nothing"});
  check_played({"feature-cross", "--feature", "x1^2,x1*x2", "--feature", "x2^3",
                "--epochs", "20"});
  check_played({"expr", "(w*x - y)^2", "w=1", "x=2", "y=-3", "--given", "x,y"});
  CHECK(answered({"play", "expr", "--given", "x,y", "--", "(w*x - y)^2", "w=1",
                  "x=2", "y=-3"}) ==
        answered({"play", "expr", "(w*x - y)^2", "w=1", "x=2", "y=-3",
                  "--given", "x", "--given", "y"}));
  CHECK(answered({"play", "expr", "--", "-w*w", "w=1"})["film"]["formula"] ==
        "-w*w");
  CHECK(answered({"play", "xor", "--epochs", "20"}) !=
        answered({"play", "xor", "--epochs", "30"}));
}

TEST_CASE("a page is refused in the words of the command line") {
  const std::vector<Texts> wrong{{"nand"},
                                 {"or-gate", "more"},
                                 {"or-gate", "--unknown", "1"},
                                 {"or-gate", "--rate"},
                                 {"or-gate", "--rate", "fast"},
                                 {"or-gate", "--rate", ""},
                                 {"or-gate", "--rate", "0x10"},
                                 {"or-gate", "--rate", "+1"},
                                 {"or-gate", "--rate", "1e999"},
                                 {"or-gate", "--rate", "inf"},
                                 {"or-gate", "--fold", "all"},
                                 {"or-gate", "--precision", "18"},
                                 {"xor", "--hidden", "5,,3"},
                                 {"xor", "--activation", "step"},
                                 {"expr", "a +"},
                                 {"expr", "a\n + "},
                                 {"expr", "a*b", "a=1"},
                                 {"expr", "a*b", "a=1", "b=two"},
                                 {"expr", "a", "a=1", "--given", "b"}};
  for (Texts texts : wrong) {
    INFO(command(texts));
    const Ran ran = gradwalk(command(texts));
    CHECK(ran.status == 2);
    texts.insert(texts.begin(), "play");
    CHECK("gradwalk: " + refused(texts) + "\n" == ran.err);
  }
}

TEST_CASE("a call that is none is refused") {
  const std::string expected =
      "expected lessons, names and a formula, or play or show and a lesson, "
      "got ";
  CHECK(refused({}) == expected + "nothing");
  CHECK(refused({"play"}) == expected + "play");
  CHECK(refused({"sing", "xor"}) == expected + "sing xor");
}

TEST_CASE("a page is told which names a formula reads") {
  CHECK(answered({"names", "z = w*x; z^2 + x"}) == Json{"w", "x"});
  CHECK(refused({"names", "w*"}) == refused({"play", "expr", "w*"}));
}

TEST_CASE("a page is told each lesson's options, from which it makes a form") {
  const Json lessons = answered({"lessons"});
  CHECK(lessons.size() == lesson_names().size() + 3);  // and mnist
  const auto xor_lesson =
      std::find_if(lessons.begin(), lessons.end(),
                   [](const Json& lesson) { return lesson["name"] == "xor"; });
  REQUIRE(xor_lesson != lessons.end());
  const auto option = [&](const std::string& name) {
    for (const Json& one : (*xor_lesson)["options"])
      if (one["name"] == name) return one;
    return Json();
  };
  CHECK(option("--epochs") ==
        Json{{"name", "--epochs"},
             {"kind", "value"},
             {"type", "N"},
             {"help", "how long to train"},
             {"default", "5000"},
             {"expected", "a whole number from 0 to 100000000"},
             {"words", Json::array()}});
  CHECK(option("--reduction")["words"] == Json{"mean", "sum"});
  CHECK(option("--nodes")["words"] == Json{"operations", "neurons"});
  CHECK(option("--fold")["words"] ==
        Json{"automatic", "nothing", "neurons", "layers"});
  CHECK(option("--activation")["words"].size() > 3);
  CHECK(option("--one-by-one")["kind"] == "flag");
  CHECK(option("--sources")["kind"] == "flag");
}

TEST_CASE("a page asks what the quiz on a terminal asks, by the same numbers") {
  std::string skips;
  for (int i = 0; i < 60; ++i) skips += "skip\n";
  for (const std::string lesson :
       {"or-gate", "cost", "paths", "xor", "linear-stack", "notebook"}) {
    CAPTURE(lesson);
    const Folder folder;
    const std::string file = folder.file("result.json");
    REQUIRE(gradwalk(lesson + " --quiz --result " + file, skips).status == 0);
    Json asked = Json::array(), skipped = Json::array();
    const Json film = answered({"play", lesson})["film"];
    for (const Json& question : film["quiz"]["all"])
      if (question["kind"] != "sign")
        asked.push_back(
            {question["number"], question["kind"],
             film["quiz"]["texts"][question["asked"].get<std::size_t>()]});
    const Json result = Json::parse(read(file));
    for (const Json& answer : result["answers"])
      skipped.push_back({answer["question"], answer["kind"], answer["asked"]});
    CHECK(asked.size() >= 10);
    CHECK(asked == skipped);
  }
}

TEST_CASE("a page asks for a number at the step that shows it") {
  for (const std::string lesson : {"or-gate", "cost", "xor", "notebook"}) {
    CAPTURE(lesson);
    const Json film = answered({"play", lesson})["film"];
    const Json& texts = film["quiz"]["texts"];
    int asked = 0;
    for (const Json& step : film["steps"])
      for (const Json& place : step.value("ask", Json::array())) {
        const Json& question = film["quiz"]["all"][place.get<std::size_t>()];
        if (!question.contains("right")) continue;
        const Json answer = texts[question["answer"].get<std::size_t>()];
        CAPTURE(texts[question["asked"].get<std::size_t>()]);
        CHECK(shown_at(film, step, question["kind"])[1] == answer);
        ++asked;
      }
    CHECK(asked > 20);
  }
}
