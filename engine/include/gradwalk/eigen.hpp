#pragma once

#include <Eigen/Core>
#include <gradwalk/condition.hpp>
#include <gradwalk/graph.hpp>

/// Value as a number of Eigen's matrices. Pivots are chosen by the numbers as
/// they are when it is recorded. Sums with a matrix of double are as they are
/// written; for a product, cast it: `d.cast<Value>() * x`.
/// Source: Eigen, "Using custom scalar types".
namespace Eigen {

template <>
struct NumTraits<gradwalk::Value> : GenericNumTraits<gradwalk::Value> {
  using Real = gradwalk::Value;
  using NonInteger = gradwalk::Value;
  using Nested = gradwalk::Value;
  using Literal = double;

  // Costs are those of one operation on doubles, and more: a node is recorded.
  enum {
    IsComplex = 0,
    IsInteger = 0,
    IsSigned = 1,
    RequireInitialization = 1,
    ReadCost = 1,
    AddCost = 4,
    MulCost = 4
  };
  static Real dummy_precision() { return NumTraits<double>::dummy_precision(); }
};

template <class Operation>
struct ScalarBinaryOpTraits<gradwalk::Value, double, Operation> {
  using ReturnType = gradwalk::Value;
};
template <class Operation>
struct ScalarBinaryOpTraits<double, gradwalk::Value, Operation> {
  using ReturnType = gradwalk::Value;
};

}  // namespace Eigen
