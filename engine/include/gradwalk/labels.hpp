#pragma once

#include <fmt/format.h>

#include <gradwalk/formula.hpp>
#include <gradwalk/value.hpp>
#include <span>
#include <string>
#include <unordered_map>

namespace gradwalk {

/// A number for a reader: `precision` significant digits, no more than it
/// needs (at 17, as few as read back bit for bit), and 0 for -0.
[[nodiscard]] std::string number(double value, int precision);

/// What the nodes of a graph are called: by their name; a bare number by its
/// value; a node without a name by its formula, `w·x`, if it is short and no
/// other node's, else by its index, `n12`.
class Labels {
 public:
  static constexpr std::size_t longest_formula = 24;  ///< in bytes

  /// Shape: parents stand before their nodes, as in a topological order.
  explicit Labels(std::span<const Value> nodes);

  [[nodiscard]] const Formula& operator[](Value node) const;

 private:
  struct Labelled {
    Value node;
    Formula label;
  };
  std::unordered_map<std::size_t, Labelled> labels_;  ///< by index
};

}  // namespace gradwalk
