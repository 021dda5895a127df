#pragma once

#include <string>
#include <vector>

#include "formula/parse.hpp"
#include "training/data.hpp"

namespace gradwalk::demos {

/// What a point of the plane gives a neuron besides x1 and x2: formulas of
/// these, recorded by the engine.
class Features {
 public:
  Features() = default;
  explicit Features(const std::vector<std::string>& formulas) {
    for (const std::string& formula : formulas) add(formula);
  }

  /// Errors: what is no formula, or reads another name than x1 and x2; one
  /// that is no finite number at an example of XOR.
  void add(const std::string& formula);

  /// x1, x2, and each feature.
  [[nodiscard]] std::vector<double> row(double x1, double x2) const;

  /// As they are printed: x1·x2².
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }

  /// XOR's table with a column more for each.
  [[nodiscard]] Data data() const;

  /// The source's first weights, with 0.2 for each feature, and the bias.
  [[nodiscard]] std::vector<double> weights() const;

 private:
  std::vector<std::vector<Instruction>> formulas_;
  std::vector<std::string> texts_;
};

}  // namespace gradwalk::demos
