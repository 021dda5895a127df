#pragma once

#include <string>
#include <vector>

namespace gradwalk::demos {

/// A table of examples: each a row of inputs with its label.
struct Data {
  std::string name;
  std::vector<std::vector<double>> inputs;
  std::vector<double> labels;

  [[nodiscard]] std::size_t size() const { return labels.size(); }
};

/// The two inputs' four combinations, in the walkthrough's order.
[[nodiscard]] Data or_data();

}  // namespace gradwalk::demos
