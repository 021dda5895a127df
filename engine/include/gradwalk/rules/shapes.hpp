#pragma once

#include <gradwalk/graph/arithmetic.hpp>

/// How many operands a rule takes.
namespace gradwalk::rules {

/// What holds of a rule's operands unless it says otherwise.
struct Defaults {
  /// Beyond the least, they come two by two.
  static constexpr bool in_pairs = false;
  /// Where its value is finite, so are its operands and local gradients.
  static constexpr bool is_tame = false;
};
struct Leaf : Defaults {
  static constexpr int arity = 0, least = 0, most = 0;
};
struct Unary : Defaults {
  static constexpr int arity = 1, least = 1, most = 1;
};
struct Binary : Defaults {
  static constexpr int arity = 2, least = 2, most = 2;
};
template <int Least, int Most = -1> struct AnyArity : Defaults {
  static constexpr int arity = -1, least = Least, most = Most;
};

}  // namespace gradwalk::rules
