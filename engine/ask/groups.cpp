#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <gradwalk/graph/access.hpp>
#include <gradwalk/groups.hpp>
#include <gradwalk/labels.hpp>
#include <gradwalk/subgraph.hpp>
#include <optional>
#include <unordered_map>

namespace gradwalk {

namespace {

std::string group_of_name(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ? "" : name.substr(0, dot);
}

/// The parts that two groups begin with alike.
std::string common(std::string_view a, std::string_view b) {
  std::size_t depth = 0;
  while (outer_group(a, depth + 1) == outer_group(b, depth + 1) &&
         outer_group(a, depth) != a)
    ++depth;
  return std::string(outer_group(a, depth));
}

}  // namespace

std::string_view outer_group(std::string_view group, std::size_t depth) {
  std::size_t end = 0;
  for (; depth > 0 && end < group.size(); --depth)
    end = std::min(group.find('.', end == 0 ? 0 : end + 1), group.size());
  return group.substr(0, end);
}

Groups::Groups(std::span<const Value> nodes)
    : places_(nodes), groups_(nodes.size()) {
  std::vector<std::optional<std::string>> used_by(nodes.size());
  for (std::size_t i = nodes.size(); i-- > 0;) {
    const Value node = nodes[i];
    groups_[i] = !node.name().empty() ? group_of_name(node.name())
                                      : std::move(used_by[i]).value_or("");
    for (const Value parent : node.parents()) {
      std::optional<std::string>& used =
          used_by[places_.at(parent, "Groups", "grouped")];
      used = used ? common(*used, groups_[i]) : groups_[i];
    }
  }
}

const std::string& Groups::operator[](Value node) const {
  return groups_[places_.at(node, "Groups", "grouped")];
}

GroupSummary summarise(std::string group, std::span<const Value> nodes) {
  GroupSummary summary{.group = std::move(group), .nodes = nodes.size()};
  double squares = 0.0;
  for (const Value& node : nodes) {
    const double value = node.value();
    const bool first = &node == nodes.data();
    summary.least = first ? value : std::min(summary.least, value);
    summary.most = first ? value : std::max(summary.most, value);
    if (!node.operation().is_leaf() || !node.needs_gradient()) continue;
    ++summary.parameters;
    squares += node.gradient() * node.gradient();
    summary.swept = summary.swept && node.has_gradient();
  }
  summary.gradient = std::sqrt(squares);
  return summary;
}

std::vector<GroupSummary> summarise(const Subgraph& graph, std::size_t depth) {
  detail::live("summarise", graph.root());
  const Groups& groups = graph.groups();
  std::unordered_map<std::string_view, std::size_t> places;
  std::vector<std::pair<std::string_view, std::vector<Value>>> members;
  for (const Value node : graph.nodes()) {
    const std::string_view group = outer_group(groups[node], depth);
    const auto [found, is_new] = places.emplace(group, members.size());
    if (is_new) members.push_back({group, {}});
    members[found->second].second.push_back(node);
  }
  std::vector<GroupSummary> summaries;
  for (const auto& [group, nodes] : members)
    summaries.push_back(summarise(std::string(group), nodes));
  return summaries;
}

}  // namespace gradwalk

auto fmt::formatter<gradwalk::GroupSummary>::format(
    const gradwalk::GroupSummary& summary, fmt::format_context& context) const
    -> fmt::format_context::iterator {
  using gradwalk::number;
  std::string text = fmt::format(
      "{}: {} nodes, values {} … {}",
      summary.group.empty() ? "no group" : summary.group, summary.nodes,
      number(summary.least, 3), number(summary.most, 3));
  if (summary.parameters > 0)
    text += fmt::format(", {} parameters, |∂| {}", summary.parameters,
                        summary.swept ? number(summary.gradient, 3) : "–");
  return fmt::formatter<std::string>::format(text, context);
}
