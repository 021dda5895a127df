#pragma once

#include <cstdint>
#include <gradwalk/value.hpp>
#include <span>
#include <string_view>
#include <vector>

namespace gradwalk::detail {

/// Where each node stands in a list of nodes of one graph.
class Places {
 public:
  explicit Places(std::span<const Value> nodes);

  /// The node's first place, from 0.
  /// Errors: a node that is not in the list; it was not `done`, says
  /// `function`.
  [[nodiscard]] std::size_t at(Value node, std::string_view function,
                               std::string_view done) const;

  [[nodiscard]] bool contains(Value node) const;

 private:
  std::vector<Value> nodes_;
  std::size_t lowest_ = 0;  ///< of the nodes' indices
  std::vector<std::uint32_t>
      first_;  ///< 1 + the place, by index - lowest; or 0
};

}  // namespace gradwalk::detail
