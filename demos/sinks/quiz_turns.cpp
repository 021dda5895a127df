#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "quiz.hpp"
#include "training/plan.hpp"

namespace gradwalk::demos {

namespace {

constexpr int most_tries = 3;

}  // namespace

Quiz::Quiz(const Style& style, QuizPlan plan)
    : Terminal(style, Screen::of_output(false)),
      plan_(std::move(plan)),
      result_{"", style.given, plan_.name},
      questions_(style.digits()) {}

void Quiz::title(std::string_view text) {
  result_.lesson = text;
  if (plan_.result) result_.read(*plan_.result);
  Terminal::title(text);
  blank();
  if (!result_.answers.empty()) say("It goes on where it was left.");
  say("Type a number: 0.25, 1/4, 0.5*(1 - 0.5) or sigmoid(0.3); two digits "
      "are enough. Or: hint, skip, back, leave.");
}

void Quiz::forward(const Walk& walk) {
  questions_.add_forward(walk);
  if (!ask_new()) Terminal::forward(walk);
}
void Quiz::backward(const Walk& walk) {
  questions_.add_backward(walk);
  if (!ask_new()) Terminal::backward(walk);
}
void Quiz::updates(std::span<const Update> updates) {
  questions_.add_updates(updates);
  if (!ask_new()) Terminal::updates(updates);
}
void Quiz::paths(const Paths& paths) {
  questions_.add_paths(paths);
  static_cast<void>(ask_new());
  Terminal::paths(paths);
}

void Quiz::iteration(const Iteration& iteration) {
  iterations_.begin(iteration, style().digits());
  Terminal::iteration(iteration);
  iterations_.end(iteration, style().digits());
}
void Quiz::matrix(const std::string& name, const Matrix& matrix, Ink ink) {
  for (const CellQuestion& cell : iterations_.before(name))
    questions_.add(cell.question);
  static_cast<void>(ask_new());
  Terminal::matrix(name, matrix, ink);
}

void Quiz::question(const Question& question) {
  questions_.add(question);
  static_cast<void>(ask_new());
}

bool Quiz::ask_new() {
  const std::size_t first = std::exchange(asked_, questions_.all().size());
  result_.answers.resize(std::max(result_.answers.size(), asked_));
  bool asks = false;
  for (std::size_t i = first; i < asked_; ++i) asks = asks || is_asked(i);
  for (at_ = asks ? first : asked_; at_ < asked_ && !is_left_;) {
    if (is_asked(at_))
      ask(at_);
    else
      tell(at_++);
  }
  return asks;
}

void Quiz::ask(std::size_t i) {
  Turn turn{i, questions_.all()[i], result_.answers[i]};
  show_place(turn.question);
  if (turn.answer.is_over && !std::exchange(is_back_, false)) {
    show(turn.question);
    ++at_;
    return;
  }
  turn.answer.is_over = false;
  while (!turn.answer.is_over) {
    const std::optional<std::string> typed = answer_to(
        turn.question.asked + (turn.question.is_in_words() ? ":" : " = ?"));
    const std::string word = typed ? lowered(*typed) : "leave";
    if (word == "leave" || word == "quit" || word == "q") return leave();
    if (word == "back") return go_back();
    if (word == "skip")
      skip(turn);
    else if (word == "hint")
      hint(turn);
    else if (!word.empty())
      take(turn, *typed);
  }
  ++at_;
  if (plan_.result) result_.write(*plan_.result, questions_.all());
}

void Quiz::skip(Turn& turn) {
  ++turn.answer.tries;
  turn.answer.is_over = true;
  say(fmt::format("It is {}.", turn.question.right_answer(style().digits())));
}

void Quiz::take(Turn& turn, const std::string& typed) {
  Grade grade;
  if (turn.question.is_in_words()) {
    if (!is_answer(turn.question, typed))
      return say(fmt::format("Type {}.", turn.question.expected));
    grade = graded(turn.question, typed);
  } else {
    const std::optional<double> number = typed_number(typed);
    if (!number)
      return say(
          "That is no number. Type one, such as 0.25 or 1/4; or hint, skip, "
          "back, leave.");
    grade = graded(turn.question, *number, {}, style().digits());
  }
  Answer& answer = turn.answer;
  answer.text = typed;
  ++answer.tries;
  ++turn.tries;
  for (const LikelyMistake* mistake : grade.mistakes)
    answer.mistakes.emplace_back(mistake->name);
  answer.is_right = grade.is_right;
  answer.is_over = turn.tries >= most_tries || grade.is_right;
  if (grade.is_right)
    line({{"  right: "},
          {turn.question.right_answer(style().digits()), Ink::forward}});
  else
    correct(turn, grade);
}

void Quiz::correct(Turn& turn, const Grade& grade) {
  // Of several mistakes that give this number, the simplest.
  std::string words = "Not quite.";
  if (!grade.mistakes.empty()) words += " " + grade.mistakes.front()->advice;
  if (turn.answer.is_over)
    words +=
        fmt::format(" It is {}.", turn.question.right_answer(style().digits()));
  say(words);
  if (!turn.answer.is_over && turn.hints < turn.question.hints.size())
    hint(turn);
}

void Quiz::hint(Turn& turn) {
  if (turn.hints >= turn.question.hints.size())
    return say("There is no further hint; skip shows the answer.");
  ++turn.answer.tries;
  line({{"  " + turn.question.hints[turn.hints++], Ink::quiet}});
}

void Quiz::go_back() {
  for (std::size_t i = at_; i-- > 0;)
    if (is_asked(i)) {
      const std::string place = questions_.all()[i].place_now();
      while (i > 0 && !is_asked(i - 1) && !place.empty() &&
             questions_.all()[i - 1].place_now() == place)
        --i;
      at_ = i;
      is_back_ = true;
      place_.clear();
      return;
    }
  say("This is the first question.");
}

void Quiz::leave() {
  is_left_ = true;
  tell_score();
  fall_silent();
}

void Quiz::tell(std::size_t i) {
  const Question& question = questions_.all()[i];
  if (question.is_in_words()) return;
  show_place(question);
  show(question);
}

/// Where it is about a node of a pass: which.
void Quiz::show_place(const Question& question) {
  const std::string place = question.place_now();
  if (place != place_ && !place.empty()) line({{place, Ink::quiet}});
  place_ = place;
}

void Quiz::show(const Question& question) {
  line({{question.asked + (question.is_in_words() ? ": " : " = ")},
        {question.right_answer(style().digits()), Ink::forward}});
}

void Quiz::tell_score() {
  if (std::exchange(is_told_, true)) return;
  const std::vector<Line> rows = score_table(questions_.all(), result_.answers);
  heading("Your answers");
  if (rows.size() > 1)
    table(rows);
  else
    say("No question was answered.");
}

}  // namespace gradwalk::demos
