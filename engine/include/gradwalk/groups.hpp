#pragma once

#include <gradwalk/value.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gradwalk {

/// Which part of a net each node belongs to: `layer1.neuron2` for a node named
/// `layer1.neuron2.w3`. A node without a name, and a bare number, belong where
/// all that use them belong; others, and names without a dot, to no group, "".
class Groups {
 public:
  /// Shape: parents stand before their nodes, as in a topological order.
  explicit Groups(std::span<const Value> nodes);

  [[nodiscard]] const std::string& operator[](Value node) const;

 private:
  std::vector<std::string> groups_;  ///< by index
};

/// The first `levels` parts of a group: 1 of `layer1.neuron2` is `layer1`.
[[nodiscard]] std::string_view outer_group(std::string_view group,
                                           std::size_t levels);

}  // namespace gradwalk
