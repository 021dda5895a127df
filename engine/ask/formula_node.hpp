#pragma once

#include <gradwalk/formula.hpp>
#include <memory>
#include <string>
#include <vector>

namespace gradwalk {

/// How a formula binds, and whether it begins with a minus, in one notation.
struct Outside {
  Formula::Binding binding;
  bool has_minus;  ///< in front, outside of parentheses
};

struct Formula::Node {
  Kind kind;
  bool goes_on = false;  ///< a choice: one that ends with it needs no brackets
  Outside text, latex;
  std::string name;
  std::vector<Formula> operands;

  Node(Kind node_kind, std::string node_name, std::vector<Formula> of);
  Node(const Node&) = default;
  Node& operator=(const Node&) = delete;

  /// Without recursion, for a sum is as deep as it has terms; and without
  /// allocation.
  ~Node();

  std::shared_ptr<Node> ends_next;  ///< while it and others end
};

}  // namespace gradwalk
