#pragma once

#include <fmt/core.h>

#include <gradwalk/ask/places.hpp>
#include <gradwalk/value.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gradwalk {

class Subgraph;

/// Which part of a net each node belongs to: `layer1.neuron2` for a node named
/// `layer1.neuron2.w3`. A node without a name, and a bare number, belong where
/// all that use them belong; others, and names without a dot, to no group, "".
class Groups {
 public:
  /// Shape: parents stand before their nodes, as in a topological order.
  explicit Groups(std::span<const Value> nodes);

  [[nodiscard]] const std::string& operator[](Value node) const;

 private:
  detail::Places places_;
  std::vector<std::string> groups_;  ///< by place
};

/// The first `depth` parts of a group: 1 of `layer1.neuron2` is `layer1`.
[[nodiscard]] std::string_view outer_group(std::string_view group,
                                           std::size_t depth);

/// What a group of nodes comes to: a line, where its nodes would fill pages.
struct GroupSummary {
  std::string group;
  std::size_t nodes = 0;
  std::size_t parameters = 0;
  double least = 0.0, most = 0.0;  ///< of the nodes' values
  double gradient = 0.0;  ///< Euclidean norm over the parameters' gradients
  bool swept = true;      ///< whether a backward pass covered all of them
};

[[nodiscard]] GroupSummary summarise(std::string group,
                                     std::span<const Value> nodes);

/// The groups of a graph, by the first `depth` parts of their names (1 for
/// layers, 2 for neurons), in the order of recording.
[[nodiscard]] std::vector<GroupSummary> summarise(const Subgraph& graph,
                                                  std::size_t depth);

}  // namespace gradwalk

/// `layer1: 15 nodes, values -0.6 … 0.55, 9 parameters, |∂| 0.0142`
template <>
struct fmt::formatter<gradwalk::GroupSummary> : fmt::formatter<std::string> {
  auto format(const gradwalk::GroupSummary& summary,
              fmt::format_context& context) const
      -> fmt::format_context::iterator;
};
