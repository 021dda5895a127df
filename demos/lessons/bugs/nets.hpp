#pragma once

#include "problem.hpp"
#include "story/matrix.hpp"

namespace gradwalk::demos {

/// A net of relu layers and softmax, its cost the mean cross-entropy of some
/// examples, and one step of training.
class SmallNet : public Problem {
 public:
  std::vector<std::size_t> sizes;  ///< inputs, hidden layers …, classes
  Matrix examples;                 ///< examples × inputs
  std::vector<std::size_t> labels;
  ProblemNumbers parameters;  ///< neuron by neuron: its weights, then its bias
  double rate = 1.0;

  /// Room for the parameters of these layers, and for so many examples.
  void resize(std::vector<std::size_t> layers, std::size_t count);

  [[nodiscard]] std::string given() const override;
  [[nodiscard]] std::vector<std::string> names() const override;
  [[nodiscard]] ProblemNumbers right() const override;
  [[nodiscard]] ProblemNumbers found_by(
      const BrokenEngine& engine) const override;
  Value record_in(Graph& graph) const override;
  [[nodiscard]] std::unique_ptr<Problem> copy() const override {
    return std::make_unique<SmallNet>(*this);
  }
};

/// By the count of inputs, labels, weights and biases, up to 8; of the same
/// count the deepest first.
[[nodiscard]] std::vector<Size> net_sizes();

/// A net 1-1-2 with one example.
[[nodiscard]] SmallNet drawn_net(Random& random);

/// What a net that learns OR costs after 0, 1, … steps; of a null engine, by
/// gradwalk. Its inputs are 0 or `bright`.
[[nodiscard]] ProblemNumbers net_costs(const BrokenEngine* engine,
                                       double bright, int steps);

}  // namespace gradwalk::demos
