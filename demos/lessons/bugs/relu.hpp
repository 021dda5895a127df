#include <algorithm>

#include "tiny/engine.hpp"

namespace tiny {
// An operation more: tiny has none that closes a path.
inline Number relu(const Number& a) {
  auto rule = [](auto& n) { return Row{n.in(0) > 0 ? 1.0 : 0.0}; };
  return node(std::max(a->value, 0.0), {a}, rule);
}
}  // namespace tiny
