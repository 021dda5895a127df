#pragma once

#include <cstddef>
#include <functional>
#include <gradwalk/labels.hpp>
#include <gradwalk/operation.hpp>
#include <gradwalk/value.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "story/options.hpp"

/// What a student is asked, whoever asks: a quiz, a sheet of paper, a page.
namespace gradwalk::demos {

enum class QuestionKind {
  value,        ///< of an operation's node
  first_node,   ///< whose gradient is known first
  path,         ///< whether a gradient goes on from a node to its parent
  sign,         ///< of what is passed to a parent
  local,        ///< the local gradient
  product,      ///< upstream × local gradient
  sum,          ///< over the paths that have come in
  update,       ///< of a parameter
  count_paths,  ///< from a node to the root
  shape,        ///< of a matrix
  engine,       ///< of the zoo, by its trace
};
[[nodiscard]] std::span<const QuestionKind> question_kinds();
/// `local gradient`, as a student reads it.
[[nodiscard]] std::string_view words_of(QuestionKind kind);
/// `local`, as an option has it.
[[nodiscard]] std::string_view name_of(QuestionKind kind);

/// `--ask KIND,...`
[[nodiscard]] Option asked_kinds(std::set<QuestionKind>& into);
/// What is asked where nobody chooses: a sign is what a product has, too.
[[nodiscard]] std::set<QuestionKind> usual_kinds();

/// What a question's answer is worked out from: a number that is given, or the
/// answer to an earlier question of the same list.
struct Operand {
  double number;  ///< the right one
  std::optional<std::size_t> question{};
};

/// How a number follows from a question's operands.
using Work = std::function<double(std::span<const double> operands)>;

/// A mistake that students make, as a calculation: who writes its number has
/// likely made it. Of a question in words it is its own answer, without a
/// calculation.
struct LikelyMistake {
  std::string_view name;  ///< `upstream forgotten`
  std::string advice;     ///< to the student, one sentence
  Work work;
};

/// Where a graph shows an answer: at a node, or on its way to a parent.
struct GraphSpot {
  /// In place of an operand: all that the node receives.
  static constexpr auto gradient = static_cast<std::size_t>(-1);

  Value node{};
  std::size_t operand = 0;
};

struct Question {
  QuestionKind kind;
  std::string asked;  ///< `∂z/∂w`, what stands before its `= ?`
  std::vector<std::string> hints;  ///< each shows more of the way
  std::vector<Operand> operands{};
  Work work{};
  std::vector<LikelyMistake> mistakes{};
  /// Of a question in words: each text that is right; each that is an answer,
  /// if these can be listed; and what these are.
  std::vector<std::string> accepted{}, possible{};
  std::string expected{};
  std::string place{};   ///< `at z`, or ""
  std::string beside{};  ///< `upstream 0.5`, beside its place: a number, or ""
  GraphSpot spot{};

  /// `at z, upstream 0.5`: where earlier answers are known.
  [[nodiscard]] std::string place_now() const {
    return beside.empty() ? place : place + ", " + beside;
  }
  [[nodiscard]] bool is_in_words() const { return !accepted.empty(); }
  /// Of a question for a number: the right one.
  [[nodiscard]] double answer() const { return by(work); }
  /// What a calculation makes of the right operands.
  [[nodiscard]] double by(const Work& calculation) const;
  /// As it is shown.
  [[nodiscard]] std::string right_answer(Digits digits) const;
};

/// ∂node/∂parent k, worked out from an operation's operands and, last, its
/// value.
[[nodiscard]] Work local_gradient_of(const Operation& operation, std::size_t k);

/// A number as a hint shows it; as a factor, in parentheses if it is negative.
[[nodiscard]] std::string shown(double number, Digits digits);
[[nodiscard]] std::string shown_as_factor(double number, Digits digits);

}  // namespace gradwalk::demos
