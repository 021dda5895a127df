#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace gradwalk {

/// What is known of one operation: a row of the table that `operations()`
/// makes from the rules in `gradwalk/rules.hpp`.
struct Operation {
  static constexpr int any_number = -1;

  std::string_view name;    ///< "multiply"; an Error's function
  std::string_view symbol;  ///< "×": what a drawing writes in the node
  int arity;                ///< operands: 0 for leaves, or `any_number`
  int least_operands;       ///< the fewest operands it accepts

  /// The operation on plain numbers.
  double (*value)(std::span<const double> operands);

  /// ∂value/∂operand, one for each operand.
  std::vector<double> (*local_gradients)(std::span<const double> operands,
                                         double value);

  [[nodiscard]] bool is_leaf() const { return arity == 0; }
};

/// Every operation, leaves first, in the order of the rules.
[[nodiscard]] std::span<const Operation> operations();

}  // namespace gradwalk
