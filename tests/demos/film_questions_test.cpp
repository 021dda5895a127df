#include "sinks/film_questions.hpp"

#include <doctest/doctest.h>

#include <gradwalk/graph.hpp>
#include <nlohmann/json.hpp>

#include "questions/marking.hpp"
#include "sinks/film.hpp"

using namespace gradwalk;
using namespace gradwalk::demos;
using Parsed = nlohmann::json;

namespace {

constexpr int shown_digits = 6;

/// A neuron, both passes, and a step: as a film, and as questions.
struct Played {
  Played() : film(style), questions(shown_digits) {
    Graph graph;
    const Value w = graph.parameter(0.7, "w"), x = graph.input(1.3, "x");
    const Value z = (w * x).named("z");
    const Value p = sigmoid(z), on = relu(z);
    const Value root = (on * p).named("root");
    root.backward();
    const Walk walk(root);
    const std::vector<Update> updates{
        {w, "w", 0.7, w.gradient(), 0.5, 0.7 - 0.5 * w.gradient()}};
    film.forward(walk);
    film.backward(walk);
    film.updates(updates);
    film.paths(paths(w, walk.graph()));
    film.finish();
    questions.add_forward(walk);
    questions.add_backward(walk);
    questions.add_updates(updates);
    questions.add_paths(paths(w, walk.graph()));
    document = Parsed::parse(film.document().dump());
  }
  [[nodiscard]] Parsed text(const Parsed& place) const {
    return document["quiz"]["texts"][place.get<std::size_t>()];
  }

  Style style;
  Film film;
  Questions questions;
  Parsed document;
};

/// As the page decides it.
bool page_takes(double number, const Parsed& right) {
  bool is_rounded = false;
  for (std::size_t i = 2; i < right.size(); ++i)
    is_rounded = is_rounded || right[i] == number;
  return is_rounded || (right[0] <= number && number <= right[1]);
}

}  // namespace

TEST_CASE("a film has all questions of a quiz, word for word") {
  const Played played;
  const std::vector<Question>& all = played.questions.all();
  const Parsed& listed = played.document["quiz"]["all"];
  REQUIRE(all.size() > 20);
  REQUIRE(listed.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    CAPTURE(all[i].asked);
    CHECK(listed[i]["number"] == i + 1);
    CHECK(listed[i]["kind"] == name_of(all[i].kind));
    CHECK(played.text(listed[i]["asked"]) == all[i].asked);
    CHECK(played.text(listed[i]["hints"]) == Parsed(all[i].hints));
    CHECK(played.text(listed[i]["answer"]) ==
          all[i].right_answer(shown_digits));
    CHECK(listed[i].contains("right") == !all[i].is_in_words());
    if (all[i].is_in_words())
      CHECK(played.text(listed[i]["accepted"]) == Parsed(all[i].accepted));
  }
}

TEST_CASE("a page takes the numbers and sees the mistakes that a quiz does") {
  const Played played;
  const std::vector<Question>& all = played.questions.all();
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].is_in_words()) continue;
    CAPTURE(all[i].asked);
    const Parsed& listed = played.document["quiz"]["all"][i];
    std::vector<double> numbers{all[i].answer() * 1.0049,
                                all[i].answer() * 1.006,
                                all[i].answer() + 0.01};
    for (const LikelyMistake& mistake : all[i].mistakes)
      numbers.push_back(all[i].by(mistake.work));
    for (const double number : numbers) {
      CAPTURE(number);
      const Grade grade = graded(all[i], number, {}, shown_digits);
      CHECK(page_takes(number, listed["right"]) == grade.is_right);
      if (grade.is_right) continue;
      Parsed names = Parsed::array(), found = Parsed::array();
      for (const LikelyMistake* mistake : grade.mistakes)
        names.push_back({mistake->name, mistake->advice});
      for (const Parsed& mistake : listed.value("mistakes", Parsed::array()))
        if (page_takes(number, mistake[1]))
          found.push_back(played.text(mistake[0]));
      CHECK(found == names);
      ++wrong;
    }
  }
  CHECK(wrong > 40);
}

TEST_CASE("a question stands at the step that shows its answer") {
  const Played played;
  std::string places;
  for (const Parsed& step : played.document["steps"]) {
    places += step["kind"].get<std::string>() + ":";
    const Parsed& words = step.value("words", Parsed::array());
    for (const Parsed& part : words.empty() ? Parsed::array({step}) : words)
      for (const Parsed& place : part.value("ask", Parsed::array())) {
        const Parsed& all = played.document["quiz"]["all"];
        const Parsed& question = all[place.get<std::size_t>()];
        places += " " + question["kind"].get<std::string>();
      }
    places += "\n";
  }
  CHECK(places ==
        "forward: value\n"
        "forward: value\n"
        "forward: value\n"
        "forward: value\n"
        "begin: first-node\n"
        "backward: sign local product\n"
        "backward: sign local product\n"
        "backward: path sign local product\n"
        "backward: sign local product sum\n"
        "backward: sign local product\n"
        "update: update\n"
        "words: count-paths\n");
}
