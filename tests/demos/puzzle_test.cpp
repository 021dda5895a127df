#include "bugs/puzzle.hpp"

#include <doctest/doctest.h>

#include <set>

#include "questions/marking.hpp"

using namespace gradwalk;
using namespace gradwalk::demos;

TEST_CASE("each trace has one engine, and every other choice an answer") {
  std::set<std::string> engines;
  const Style style;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Puzzle puzzle(random);
    const Question question = puzzle.question(style);
    REQUIRE(question.accepted.size() == 1);
    engines.insert(question.accepted[0]);
    CHECK(graded(question, question.accepted[0]).is_right);
    CHECK(question.mistakes.size() + 1 == question.possible.size());
    for (const std::string& choice : question.possible) {
      CHECK(is_answer(question, choice));
      if (choice == question.accepted[0]) continue;
      const Grade grade = graded(question, choice);
      CHECK_FALSE(grade.is_right);
      REQUIRE(grade.mistakes.size() == 1);
      CHECK(grade.mistakes[0]->name == choice);
    }
    CHECK_FALSE(is_answer(question, "gradwalk"));
  }
  CHECK(engines.size() == zoo().size());
}

TEST_CASE("the same seed draws the same trace") {
  Random random(7), same(7), other(8);
  const std::string trace = Puzzle(random).document().dump();
  CHECK(Puzzle(same).document().dump() == trace);
  CHECK(Puzzle(other).document().dump() != trace);
}
