#include <algorithm>
#include <cmath>
#include <gradwalk/graph.hpp>
#include <gradwalk/groups.hpp>
#include <gradwalk/labels.hpp>
#include <optional>

namespace gradwalk {

namespace {

std::string group_of_name(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ? "" : name.substr(0, dot);
}

/// The parts that two groups begin with alike.
std::string common(std::string_view a, std::string_view b) {
  std::size_t levels = 0;
  while (outer_group(a, levels + 1) == outer_group(b, levels + 1) &&
         outer_group(a, levels) != a)
    ++levels;
  return std::string(outer_group(a, levels));
}

}  // namespace

std::string_view outer_group(std::string_view group, std::size_t levels) {
  std::size_t end = 0;
  for (; levels > 0 && end < group.size(); --levels)
    end = std::min(group.find('.', end == 0 ? 0 : end + 1), group.size());
  return group.substr(0, end);
}

Groups::Groups(std::span<const Value> nodes) {
  std::size_t size = 0;
  for (const Value& node : nodes) size = std::max(size, node.index() + 1);
  std::vector<std::optional<std::string>> used_by(size);
  groups_.resize(size);
  std::vector<Value> children(nodes.begin(), nodes.end());
  std::sort(children.begin(), children.end(),
            [](Value a, Value b) { return a.index() > b.index(); });
  for (const Value& node : children) {
    const std::size_t i = node.index();
    groups_[i] = !node.name().empty() ? group_of_name(node.name())
                                      : used_by[i].value_or("");
    for (const Value& parent : node.parents()) {
      std::optional<std::string>& used = used_by[parent.index()];
      used = used ? common(*used, groups_[i]) : groups_[i];
    }
  }
}

const std::string& Groups::operator[](Value node) const {
  if (node.index() >= groups_.size())
    throw Error("Groups", "a node that was grouped", detail::describe(node));
  return groups_[node.index()];
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

std::vector<GroupSummary> summarise(Value root, std::size_t levels) {
  const std::vector<Value> order = topological_order(root);
  const Groups groups(order);
  std::vector<std::pair<std::string_view, std::vector<Value>>> members;
  for (const Value node : order) {
    const std::string_view group = outer_group(groups[node], levels);
    auto found = std::find_if(members.begin(), members.end(),
                              [&](const auto& m) { return m.first == group; });
    if (found == members.end())
      found = members.insert(members.end(), {group, {}});
    found->second.push_back(node);
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
