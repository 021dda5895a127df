#pragma once

#include "questions/question.hpp"
#include "story/story.hpp"
#include "zoo.hpp"

namespace gradwalk::demos {

/// A trace, and the one engine of the zoo that leaves it.
class Puzzle {
 public:
  explicit Puzzle(Random& random);

  /// What is known: the problem and the engine's numbers.
  void show(Story& story) const;
  [[nodiscard]] Question question(const Style& style) const;
  void solve(Story& story) const;
  [[nodiscard]] Json document() const;

 private:
  /// Whether it is wrong here, and no other engine finds what it does.
  [[nodiscard]] bool is_told_apart() const;
  /// What an engine would have found where it is not as this one.
  [[nodiscard]] std::string reply(const BrokenEngine& other,
                                  Digits digits) const;

  const BrokenEngine& engine_;
  std::unique_ptr<Problem> problem_;
  ProblemNumbers right_, found_;
};

}  // namespace gradwalk::demos
