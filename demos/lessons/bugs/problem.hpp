#pragma once

#include <functional>
#include <gradwalk/graph.hpp>
#include <gradwalk/nn/random.hpp>
#include <memory>
#include <string>
#include <vector>

/// What is small enough to be read, and tells a broken engine from gradwalk.
namespace gradwalk::demos {

struct BrokenEngine;
using ProblemNumbers = std::vector<double>;

/// Every leaf of a graph, and every input, weight and bias of a net, has one of
/// these: one of each sign, and one that is large.
inline constexpr double chosen_numbers[]{-1.0, 2.0, 1000.0};

/// A graph or a net with its numbers.
class Problem {
 public:
  virtual ~Problem() = default;

  /// What is given, and not computed, as a sentence.
  [[nodiscard]] virtual std::string given() const = 0;
  /// The names of the numbers that an engine finds, in the order in which it
  /// finds them; what gradwalk finds; and what an engine of the zoo does.
  [[nodiscard]] virtual std::vector<std::string> names() const = 0;
  [[nodiscard]] virtual ProblemNumbers right() const = 0;
  [[nodiscard]] virtual ProblemNumbers found_by(
      const BrokenEngine& engine) const = 0;
  /// Its root, with names.
  virtual Value record_in(Graph& graph) const = 0;
  [[nodiscard]] virtual std::unique_ptr<Problem> copy() const = 0;
};

/// All problems of one size, in an order that never changes.
struct Size {
  std::string text;  ///< `1 operation, 2 leaves, 1 pass`
  /// Shows each to `visit`, up to the first of which that is true.
  std::function<void(const std::function<bool(const Problem&)>& visit)> each;
};

/// One of the numbers that may be chosen; a place below `count`.
[[nodiscard]] double drawn_number(Random& random);
[[nodiscard]] std::size_t below(std::size_t count, Random& random);

/// `3 leaves`, `1 leaf`.
[[nodiscard]] std::string counted(std::size_t count, const std::string& one,
                                  const std::string& many);

}  // namespace gradwalk::demos
