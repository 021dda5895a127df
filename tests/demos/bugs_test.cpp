#include <doctest/doctest.h>

#include "film_text.hpp"
#include "golden.hpp"

TEST_CASE("bugs: each engine is told, from its symptom to its line") {
  const Json all = run_json("bugs")["engines"];
  CHECK(all.size() == 12);
  for (const Json& engine : all) {
    const auto name = engine["name"].get<std::string>();
    CAPTURE(name);
    CHECK(run_json("bugs " + name)["engine"] == engine);
    const std::string page = gradwalk("bugs " + name).out;
    for (const char* part : {"symptom", "size"})
      CHECK(has(unwrapped(page), engine[part].get<std::string>()));
    CHECK(has(unwrapped(page), "The first wrong number is " +
                                   engine["first_wrong"].get<std::string>()));
    CHECK(has(page, "Put right:"));
  }
}

TEST_CASE("bugs: what is put right is a place of tiny's source") {
  const std::string source = test_file("../demos/lessons/tiny/engine.hpp") +
                             test_file("../demos/lessons/bugs/relu.hpp");
  int checked = 0;
  const Json all = run_json("bugs")["engines"];
  for (const Json& engine : all) {
    if (has(engine["size"].get<std::string>(), "net")) continue;
    CHECK(has(source, engine["right"].get<std::string>()));
    CHECK_FALSE(engine["wrong"] == engine["right"]);
    ++checked;
  }
  CHECK(checked == 7);
}

TEST_CASE("bugs: the quiz asks which engine it is") {
  const Json traces = run_json("bugs --seed 3")["traces"];
  REQUIRE(traces.size() == 3);
  std::string right;
  for (const Json& trace : traces)
    right += trace["engine"].get<std::string>() + "\n";
  const std::string quiz = gradwalk("bugs --seed 3 --quiz", right).out;
  CHECK(has(quiz,
            "   kind          asked  first try  later  not\n"
            "   which engine  3      3          0      0\n"));
}

TEST_CASE("bugs: a wrong choice is told what it would have found") {
  const std::string quiz =
      gradwalk("bugs --seed 3 --quiz", "set\nbias\nhint\nskip\nq\n").out;
  const std::size_t at = quiz.find("   Which engine of the zoo");
  REQUIRE(at != std::string::npos);
  CHECK(quiz.substr(at, quiz.find("\n\n", at) - at) ==
        "   Which engine of the zoo is it: set\n"
        "   Type one of softmax, bias, before-relu, other-layer, uphill.\n"
        "   Which engine of the zoo is it: bias\n"
        "   Not quite. Bias would have found 0 for db2[1], and here it is 1.\n"
        "     Its first wrong number is db1.\n"
        "   Which engine of the zoo is it: hint\n"
        "     It should be 1001.\n"
        "   Which engine of the zoo is it: skip\n"
        "   It is other-layer.\n"
        "   It is other-layer: a step by another layer's gradient. db1 should "
        "be 1001,\n"
        "   and is 1.");
}

TEST_CASE("bugs: --rounds says how many traces are shown, --seed which") {
  CHECK(run_json("bugs --rounds 1")["traces"][0] ==
        run_json("bugs")["traces"][0]);
  CHECK(run_json("bugs --rounds 0")["traces"] == Json::array());
  CHECK(run_json("bugs --seed 2")["traces"] != run_json("bugs")["traces"]);
}

TEST_CASE("bugs: another engine is refused") {
  check_refused(gradwalk("bugs gradwalk"),
                "ENGINE: expected one of overwrites, unordered, unzeroed, set, "
                "sign, relu, point, softmax, bias, before-relu, other-layer, "
                "uphill, got gradwalk");
}
