#pragma once

#include <gradwalk/labels.hpp>
#include <gradwalk/paths.hpp>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "question.hpp"
#include "story/sink.hpp"

namespace gradwalk::demos {

/// All questions of a lesson, each number of both passes one: an answer is
/// worked out from answers before it, from numbers that are given, and from
/// nothing else. What is not asked is told; it is in the list all the same, so
/// that a number can be followed to where it comes from.
class Questions {
 public:
  /// Hints have numbers as `digits` shows them.
  explicit Questions(Digits digits) : digits_(digits) {}

  [[nodiscard]] const std::vector<Question>& all() const { return all_; }

  /// Returns its place.
  std::size_t add(Question question);

  /// The question whose answer a node's value is now; none if it is given.
  [[nodiscard]] std::optional<std::size_t> asked_value(Value node) const {
    return value_of(node).question;
  }

  void add_forward(const Walk& walk);
  void add_backward(const Walk& walk);
  void add_updates(std::span<const Update> updates);
  void add_paths(const Paths& paths);

 private:
  /// What is known of a node's number.
  struct Known {
    Value node;
    Operand now;
    double before;  ///< as it was when the last pass used it
  };
  using ByNode = std::unordered_map<std::size_t, Known>;  ///< by its index

  std::size_t add(Question question, GraphSpot spot);
  /// Null where nothing is known of it, but perhaps of another graph's node.
  [[nodiscard]] static const Known* found(const ByNode& all, Value node);
  [[nodiscard]] Operand value_of(Value node) const;
  [[nodiscard]] std::string shown(double number) const;
  [[nodiscard]] std::string factor(double number) const;

  [[nodiscard]] std::vector<std::string> local_hints(const BackwardStep& step,
                                                     std::size_t k) const;
  std::size_t add_at(const BackwardStep& step, std::size_t k,
                     Question question);
  void add_first_node(const Walk& walk);
  void add_path(const BackwardStep& step, const Passed& passed, std::size_t k);
  void add_sign(const BackwardStep& step, const Passed& passed, std::size_t k);
  void add_passed(const BackwardStep& step, std::size_t k);
  void add_sum(const Passed& passed, Operand product, GraphSpot spot);

  Digits digits_;
  std::vector<Question> all_;
  ByNode values_, gradients_;
};

}  // namespace gradwalk::demos
