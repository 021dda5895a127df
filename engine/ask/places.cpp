#include <fmt/format.h>

#include <algorithm>
#include <gradwalk/ask/places.hpp>
#include <gradwalk/graph/access.hpp>

namespace gradwalk::detail {

Places::Places(std::span<const Value> nodes)
    : nodes_(nodes.begin(), nodes.end()) {
  if (nodes.empty()) return;
  std::vector<std::size_t> indices;
  indices.reserve(nodes.size());
  for (const Value& node : nodes) indices.push_back(node.index());
  const auto [least, most] =
      std::minmax_element(indices.begin(), indices.end());
  lowest_ = *least;
  first_.resize(*most - lowest_ + 1);
  for (std::size_t place = nodes.size(); place-- > 0;)
    first_[indices[place] - lowest_] = static_cast<std::uint32_t>(place + 1);
}

bool Places::contains(Value node) const {
  const std::size_t i = node.index();
  if (i < lowest_ || i - lowest_ >= first_.size()) return false;
  const std::uint32_t place = first_[i - lowest_];
  return place != 0 && same_node(nodes_[place - 1], node);
}

std::size_t Places::at(Value node, std::string_view function,
                       std::string_view done) const {
  if (!contains(node))
    throw Error(function, fmt::format("a node that was {}", done),
                describe(node));
  return first_[node.index() - lowest_] - 1;
}

}  // namespace gradwalk::detail
