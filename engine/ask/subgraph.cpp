#include <gradwalk/graph.hpp>
#include <gradwalk/graph/access.hpp>
#include <gradwalk/subgraph.hpp>
#include <mutex>
#include <optional>
#include <vector>

namespace gradwalk {

// Labels take most of a walk's time, and boxes and groups need none.
struct Subgraph::Found {
  std::vector<Value> nodes;
  mutable std::once_flag labelled, grouped;
  mutable std::optional<Labels> labels;
  mutable std::optional<Groups> groups;

  explicit Found(std::vector<Value> order) : nodes(std::move(order)) {}
};

Subgraph::Subgraph(Value root)
    : root_(root),
      found_(std::make_shared<const Found>(detail::Access::is_live(root)
                                               ? topological_order(root)
                                               : std::vector<Value>())) {}

std::span<const Value> Subgraph::nodes() const& { return found_->nodes; }

const Labels& Subgraph::labels() const& {
  std::call_once(found_->labelled,
                 [&] { found_->labels.emplace(found_->nodes); });
  return *found_->labels;
}

const Groups& Subgraph::groups() const& {
  std::call_once(found_->grouped,
                 [&] { found_->groups.emplace(found_->nodes); });
  return *found_->groups;
}

}  // namespace gradwalk
