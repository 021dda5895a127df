#include "puzzle.hpp"

#include <fmt/format.h>

#include "telling.hpp"

namespace gradwalk::demos {

namespace {

std::vector<const BrokenEngine*> of_kind(bool is_for_nets) {
  std::vector<const BrokenEngine*> all;
  for (const BrokenEngine& engine : zoo())
    if (engine.is_for_nets() == is_for_nets) all.push_back(&engine);
  return all;
}

std::vector<std::string> names_of(
    const std::vector<const BrokenEngine*>& engines) {
  std::vector<std::string> names;
  for (const BrokenEngine* engine : engines) names.emplace_back(engine->name);
  return names;
}

}  // namespace

Puzzle::Puzzle(Random& random) : engine_(zoo()[below(zoo().size(), random)]) {
  do {
    if (engine_.is_for_nets())
      problem_ = drawn_net(random).copy();
    else
      problem_ = drawn_graph(random).copy();
    right_ = problem_->right();
    found_ = problem_->found_by(engine_);
  } while (!is_told_apart());
}

bool Puzzle::is_told_apart() const {
  if (!first_difference(right_, found_)) return false;
  for (const BrokenEngine* other : of_kind(engine_.is_for_nets()))
    if (other != &engine_ &&
        !first_difference(found_, problem_->found_by(*other)))
      return false;
  return true;
}

void Puzzle::show(Story& story) const {
  story.say(problem_->given());
  story.blank();
  show_numbers(story, *problem_, nullptr, found_);
  story.blank();
}

std::string Puzzle::reply(const BrokenEngine& other, Digits digits) const {
  const ProblemNumbers theirs = problem_->found_by(other);
  const std::size_t first = first_difference(found_, theirs).value();
  return fmt::format("{} would have found {} for {}, and here it is {}.",
                     capitalized(std::string(other.name)),
                     shown(theirs[first], digits), problem_->names()[first],
                     shown(found_[first], digits));
}

Question Puzzle::question(const Style& style) const {
  const auto all = of_kind(engine_.is_for_nets());
  const std::size_t first = first_difference(right_, found_).value();
  const std::string name = problem_->names()[first];
  Question question{
      QuestionKind::engine,
      "Which engine of the zoo is it",
      {fmt::format("Its first wrong number is {}.", name),
       fmt::format("It should be {}.", shown(right_[first], style.digits()))}};
  question.accepted = {std::string(engine_.name)};
  question.possible = names_of(all);
  question.expected = "one of " + joined(question.possible, ", ");
  for (const BrokenEngine* other : all)
    if (other != &engine_)
      question.mistakes.push_back(
          {other->name, reply(*other, style.digits()), {}});
  return question;
}

void Puzzle::solve(Story& story) const {
  const std::size_t first = first_difference(right_, found_).value();
  story.say(fmt::format("It is {}: {}. {} should be {}, and is {}.",
                        engine_.name, engine_.fault, problem_->names()[first],
                        story.number(right_[first]),
                        story.number(found_[first])));
}

Json Puzzle::document() const {
  return {{"engine", engine_.name},
          {"given", problem_->given()},
          {"numbers", document_of(*problem_, right_, found_)}};
}

}  // namespace gradwalk::demos
