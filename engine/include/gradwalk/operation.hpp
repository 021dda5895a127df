#pragma once

#include <gradwalk/version.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gradwalk {

class Value;

/// What is known of one operation: a row of the table that `operations()`
/// makes from the rules in `gradwalk/rules.hpp`.
struct Operation {
  static constexpr int any_number = -1;

  std::string_view name;    ///< "multiply"; what an Error names
  std::string_view symbol;  ///< "×": what a drawing writes in the node
  int arity;                ///< operands: 0 for leaves, or `any_number`
  int least_operands;       ///< the fewest operands it accepts
  int most_operands;        ///< the most, or `any_number`

  /// Beyond the least, operands come two by two.
  bool in_pairs;

  /// The operation on plain numbers.
  double (*value)(std::span<const double> operands);

  /// ∂value/∂operand, one for each operand.
  std::vector<double> (*local_gradients)(std::span<const double> operands,
                                         double value);

  /// Whether a path goes to each operand: not to one that a selection (relu,
  /// max, choose, …) left. Its local gradient is 0 then.
  std::vector<bool> (*open)(std::span<const double> operands, double value);

  /// The operation on nodes of a graph: its new node.
  /// Errors: operands that it does not accept; a leaf, which a Graph makes.
  Value (*record)(std::span<const Value> operands);

  [[nodiscard]] bool is_leaf() const { return arity == 0; }

  /// Whether it takes so many operands.
  [[nodiscard]] bool accepts(std::size_t operands) const;

  /// What it takes: `2 operands`, `1 operand or more`, `an even number of
  /// operands, 2 or more`.
  [[nodiscard]] std::string accepted() const;
};

/// Every operation, leaves first, in the order of the rules.
[[nodiscard]] std::span<const Operation> operations();

}  // namespace gradwalk
