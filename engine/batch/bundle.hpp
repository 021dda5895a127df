#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "plan.hpp"

/// How a plan finds bundles, and what its steps share with each other.
namespace gradwalk::detail {

/// A `linear` or `dot` node of which one half of the operands varies with the
/// examples, and the other, the weights, does not.
struct WeightedSum {
  Value node;
  std::vector<Value> weights, operands;
  std::optional<Value> bias;  ///< does not vary
  bool learns;                ///< whether a weight or the bias does

  /// Those of one bundle have the same.
  [[nodiscard]] std::vector<std::size_t> key() const;
};

/// None if it is no such node, or if an operand is there twice: it would be
/// written twice at once.
[[nodiscard]] std::optional<WeightedSum> weighted_sum_of(
    Value node, const std::function<bool(Value)>& varies);

/// Weighted sums of one key, such as a layer's neurons. Weight i of sum j has
/// the cell first_cell + j·stride + i.
struct Bundle {
  std::vector<WeightedSum> sums;
  std::size_t first_cell;
  std::ptrdiff_t stride;  ///< 0 while there is one sum

  /// Adds the sum, if its weights' first cell is where it should be.
  bool join(const WeightedSum& sum, std::size_t cell);
};

/// Marks the lists that are read otherwise than by bundles as they lie.
void mark_lists_with_rows(Plan& plan);

/// Marks the bundles that are alone, and lists the cells that are no such
/// bundle's.
void mark_lone_bundles(Plan& plan);

}  // namespace gradwalk::detail
