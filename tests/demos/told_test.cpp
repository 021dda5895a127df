#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "command_line.hpp"
#include "sinks/film.hpp"

using namespace gradwalk;
using namespace gradwalk::demos;
using Parsed = nlohmann::json;

namespace {

/// Texts without blanks, one after the other.
class Texts {
 public:
  void add(std::string_view text) {
    std::string dense;
    for (const char c : text)
      if (c != ' ' && c != '\n') dense += c;
    if (!dense.empty()) all_.push_back(dense);
  }
  [[nodiscard]] const std::vector<std::string>& all() const { return all_; }

 private:
  std::vector<std::string> all_;
};

/// The words that a terminal prints, but for passes and updates: a page plays
/// these.
class Told : public Words {
 public:
  Told(const Style& style, Texts& texts) : Words(style), texts_(texts) {}

  void heading(std::string_view text) override { texts_.add(text); }
  void say(std::string_view text) override { texts_.add(text); }
  void line(const Line& line) override {
    for (const Piece& piece : line) texts_.add(piece.text);
  }
  void table(const std::vector<Line>& rows) override {
    for (const Line& row : rows) line(row);
  }
  void forward(const Walk&) override {}
  void backward(const Walk&) override {}
  void updates(std::span<const Update>) override {}

 private:
  Texts& texts_;
};

void add_runs(const Parsed& runs, Texts& texts) {
  for (const Parsed& run : runs) texts.add(run[0].get<std::string>());
}

/// The chapters and words of a film, in the order in which they are played.
Texts texts_of(const Parsed& film) {
  Texts texts;
  Parsed chapter;
  for (const Parsed& step : film["steps"]) {
    if (step["chapter"] != chapter) {
      chapter = step["chapter"];
      const auto at = chapter.get<std::size_t>();
      texts.add(film["chapters"][at].get<std::string>());
    }
    if (step["kind"] != "words") continue;
    for (const Parsed& word : step["words"]) {
      if (word.contains("say")) texts.add(word["say"].get<std::string>());
      if (word.contains("line")) add_runs(word["line"], texts);
      if (word.contains("table"))
        for (const Parsed& row : word["table"]) add_runs(row, texts);
    }
  }
  return texts;
}

/// The first text that is not there in its turn, and where, or "".
std::string first_missing(const std::vector<std::string>& wanted,
                          const std::vector<std::string>& there) {
  auto at = there.begin();
  for (const std::string& text : wanted) {
    const auto found = std::find(at, there.end(), text);
    if (found == there.end())
      return text + (at == there.begin() ? "" : " after " + *(at - 1));
    at = found + 1;
  }
  return "";
}

std::vector<const char*> arguments_of(const std::string& lesson) {
  if (lesson == "train")
    return {"gradwalk", "train", TABLES "/trees.csv", "--batch", "8"};
  if (lesson != "expr") return {"gradwalk", lesson.c_str()};
  return {"gradwalk", "expr", "(x*w + b)^2 + x", "x=2", "w=-3", "b=0.5"};
}

}  // namespace

TEST_CASE("a page plays every chapter, words and tables of the terminal") {
  int told = 0;
  for (const auto& listed : lessons()) {
    const std::string name(listed->name());
    // Its digits are not here; nor are its weights.
    if (name == "mnist" || name == "predict") continue;
    INFO(name);
    const auto all = lessons();
    const auto arguments = arguments_of(name);
    const Request request = parsed_request(static_cast<int>(arguments.size()),
                                           arguments.data(), all, {});
    Texts printed;
    Story::Sinks sinks;
    sinks.push_back(std::make_unique<Told>(request.style, printed));
    auto film = std::make_unique<Film>(request.style);
    const Film& page = *film;
    sinks.push_back(std::move(film));
    Story story(request.style, std::move(sinks));
    request.lesson->tell(story);
    story.finish();
    CHECK(printed.all().size() > 20);
    const Texts played = texts_of(Parsed::parse(page.document().dump()));
    CHECK(first_missing(printed.all(), played.all()) == "");
    ++told;
  }
  CHECK(told >= 14);
}
