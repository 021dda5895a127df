#pragma once

#include <gradwalk/graph/arithmetic.hpp>
#include <gradwalk/graph/nodes.hpp>
#include <gradwalk/operation.hpp>
#include <gradwalk/value.hpp>
#include <span>
#include <vector>

namespace gradwalk {
class Formula;
}

/// Operations that are declared outside the library: own_operation.hpp.
namespace gradwalk::detail {

/// Where local gradients go, one by one, in their order.
struct LocalGradientSink {
  void* to;
  void (*take)(void* to, std::size_t operand, double local);
};

/// A local gradient as a node, or as a plain number.
struct LocalNode {
  Value local;
  bool is_open = true;

  LocalNode(Value node) : local(node) {}
  LocalNode(double number) : local(number) {}
  LocalNode(rules::Closed) : local(0.0), is_open(false) {}
};

/// What the library's own operations have in tables of their own.
struct OwnOperation {
  Operation operation;
  void (*each_local)(std::span<const double> operands, double value,
                     const LocalGradientSink& sink);
  Formula (*formula)(std::span<const Formula> operands);
  std::vector<Formula> (*local_formulas)(std::span<const Formula> operands,
                                         const Formula& node);
  /// Null where the rule computes with doubles alone.
  std::vector<LocalNode> (*local_nodes)(std::span<const Value> operands,
                                        const Value& node);
};

/// Gives it a number, once and for all, for every graph.
/// Errors: there are as many as a node can tell apart.
OperationId add_own_operation(const OwnOperation& own);

/// Of a row that is not the library's own.
[[nodiscard]] const OwnOperation& own_operation(std::size_t row);

/// Its row, or null where it is none of these.
[[nodiscard]] const OwnOperation* own_operation(const Operation& operation);

/// The operation of any row.
[[nodiscard]] const Operation& operation_at(std::size_t row);

}  // namespace gradwalk::detail
