#pragma once

#include <cstddef>
#include <gradwalk/value.hpp>
#include <optional>
#include <span>
#include <variant>
#include <vector>

/// What a batch computes, made from a graph once.
///
/// A node that depends on the inputs has a row: a number for each example of a
/// round, a lane. Any other has a cell: one number for all examples.
namespace gradwalk::detail {

/// Where a node's number is.
struct Place {
  bool varies;  ///< a row, else a cell
  std::size_t at;
};

/// A node without lanes, computed once for all examples.
struct CellStep {
  const Operation* operation;
  std::size_t cell;
  std::vector<std::size_t> operands;  ///< cells
  bool passes;                        ///< whether gradients flow through it
};

/// A node over lanes, by its own rule.
struct NodeStep {
  std::size_t operation;
  std::size_t row;
  std::vector<std::size_t> operands;  ///< rows
  /// Where each operand's gradient goes, if anywhere.
  std::vector<std::optional<Place>> targets;
  bool passes;
};

/// `linear` or `dot` nodes over the same operands, with weights that do not
/// vary, such as a layer's neurons. They are computed as a product of matrices.
struct BundleStep {
  std::vector<std::size_t> rows;      ///< one for each node
  std::vector<std::size_t> operands;  ///< rows: what they share
  /// Weight i of node j is cell first_weight + j·stride + i.
  std::size_t first_weight;
  std::ptrdiff_t stride;
  std::vector<std::size_t> biases;   ///< cells; none for `dot`
  std::vector<std::size_t> targets;  ///< which operands receive gradients
  bool learns;                       ///< whether a weight or a bias does
  bool passes;
  bool learns_biases = false;  ///< whether a bias does
  /// It learns, and no other node over lanes adds to its weights' and biases'
  /// gradients, nor does one of its own twice.
  bool alone = false;

  /// The operands are leaves of this list, from `first_leaf` on.
  std::optional<std::size_t> list{};
  std::size_t first_leaf = 0;
};

struct Plan {
  struct Leaf {
    Value node;
    std::size_t cell;
    bool is_parameter;
  };
  /// A row that repeats a cell, for a NodeStep's operand.
  struct Repeated {
    std::size_t cell, row;
  };
  struct Kept {
    Value node;
    Place place;
    bool needs_gradient;
  };
  struct List {
    std::size_t first_row, leaves;
    bool has_rows = false;  ///< else it is read by bundles only, as it lies
  };
  struct CellRange {
    std::size_t first, count;
  };

  std::size_t rows = 0, cells = 0, root_row = 0;
  std::vector<Leaf> leaves;
  std::vector<double> leaf_values;  ///< as they were when it was planned
  std::vector<CellStep> once;
  std::vector<std::variant<NodeStep, BundleStep>> steps;
  std::vector<Repeated> repeated;
  std::vector<List> lists;
  std::vector<Kept> kept;
  std::vector<CellRange> shared;  ///< all that are no lone bundle's
};

/// Errors: inputs that are no leaves of root's graph, or are listed twice; a
/// root that does not depend on them.
[[nodiscard]] Plan plan(Value root, std::span<const std::vector<Value>> inputs,
                        std::span<const Value> kept);

}  // namespace gradwalk::detail
