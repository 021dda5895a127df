#include <algorithm>

#include "film.hpp"
#include "story/mentions.hpp"

/// The words of a film.
namespace gradwalk::demos {

namespace {

std::string_view name_of(Ink ink) {
  switch (ink) {
    case Ink::heading:
      return "heading";
    case Ink::forward:
      return "value";
    case Ink::backward:
      return "gradient";
    case Ink::quiet:
      return "quiet";
    case Ink::plain:
    case Ink::name:
      break;
  }
  return "";
}

Json runs_of(const Line& line) {
  Json runs = Json::array();
  for (const Piece& piece : line)
    runs.push_back({piece.text, name_of(piece.ink)});
  return runs;
}

}  // namespace

void Film::heading(std::string_view text) {
  pause();
  heading_ = text;
}

void Film::say(std::string_view text) {
  Json terms = Json::array();
  for (const auto& [term, at, length] : mentions_in(text))
    if (met_.insert(term->word).second)
      terms.push_back({{"at", width(text.substr(0, at))},
                       {"length", length},
                       {"meaning", term->meaning},
                       {"lesson", term->lesson}});
  words_.push_back({{"say", text}, {"terms", terms}});
}

void Film::line(const Line& line) {
  if (!line.empty()) words_.push_back({{"line", runs_of(line)}});
}

void Film::table(const std::vector<Line>& rows) {
  Json cells = Json::array();
  for (const Line& row : rows) cells.push_back(runs_of(row));
  words_.push_back({{"table", cells}});
}

void Film::pause() {
  if (words_.empty()) return;
  Json words = Json::array();
  std::swap(words, words_);
  add({{"kind", "words"}, {"words", words}});
}

void Film::ask_in_words() {
  Json asked = Json::array();
  questions_.place(steps_, &asked);
  if (!asked.empty()) words_.push_back({{"ask", asked}});
}
void Film::paths(const Paths& paths) {
  if (style().asks) questions_.all().add_paths(paths);
  ask_in_words();
  Words::paths(paths);
}
void Film::matrix(const std::string& name, const Matrix& matrix, Ink ink) {
  for (const CellQuestion& cell : iterations_.before(name))
    questions_.all().add(cell.question);
  ask_in_words();
  Words::matrix(name, matrix, ink);
}

}  // namespace gradwalk::demos
