#pragma once

#include <gradwalk/nn/training.hpp>
#include <string>
#include <vector>

namespace gradwalk::demos {

/// A table of examples with one label each.
struct Data {
  std::vector<std::string> features{};        ///< the inputs' names
  std::vector<std::vector<double>> inputs{};  ///< examples × features
  std::vector<double> labels{};
  /// In place of labels, where a net has other targets. Examples × outputs.
  std::vector<std::vector<double>> targets{};

  [[nodiscard]] std::size_t outputs() const {
    return targets.empty() ? 1 : targets.front().size();
  }
  [[nodiscard]] std::size_t size() const { return labels.size(); }
  [[nodiscard]] Examples examples() const;
};

/// The two inputs' four combinations, in the walkthrough's order.
[[nodiscard]] Data or_data();
[[nodiscard]] Data xor_data();

/// OR's four examples in turn, with normal noise on the inputs.
[[nodiscard]] Data noisy_or_data(std::size_t points, double noise,
                                 Random& random);

/// The notebook's three examples of four features.
[[nodiscard]] Data notebook_data();

/// Two half circles, one turned over and moved into the other, half of the
/// points each, with normal noise; scaled to [0, 1].
/// Source: scikit-learn's make_moons.
[[nodiscard]] Data moons_data(std::size_t points, double noise, Random& random);

}  // namespace gradwalk::demos
