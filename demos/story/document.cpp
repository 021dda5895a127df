#include "document.hpp"

#include <fmt/format.h>

#include <string>
#include <unordered_map>
#include <vector>

namespace gradwalk::demos {

namespace {

/// A node in a document: by its name as it was given, or by what it is
/// labelled, in ASCII.
std::string called(Value node, const Formula& label) {
  return node.name().empty() ? to_ascii(label.text()) : node.name();
}

Json forward(const Walk& walk) {
  Json steps = Json::array();
  for (const ForwardStep& step : walk.forward()) {
    Json parents = Json::array();
    const std::vector<Value> nodes = step.node.parents();
    for (std::size_t k = 0; k < nodes.size(); ++k)
      parents.push_back(called(nodes[k], step.parents[k]));
    steps.push_back({{"node", called(step.node, step.label)},
                     {"operation", step.operation->name},
                     {"parents", parents},
                     {"value", step.value}});
  }
  return steps;
}

Json backward(const Walk& walk) {
  Json steps = Json::array();
  for (const BackwardStep& step : walk.backward()) {
    Json to = Json::array();
    for (const Passed& passed : step.to)
      if (passed.flows) {
        to.push_back({{"parent", called(passed.parent, passed.label)},
                      {"local", passed.local},
                      {"result", passed.result}});
        if (!passed.remark.empty()) to.back()["remark"] = passed.remark;
      }
    steps.push_back({{"node", called(step.node, step.label)},
                     {"upstream", step.upstream},
                     {"to", to}});
  }
  return steps;
}

}  // namespace

Json document_of(const Walk& walk) {
  // Of several nodes of one name, the last.
  std::unordered_map<std::string, double> last;
  std::vector<std::string> names;
  for (const Value node : walk.graph().nodes()) {
    if (!node.needs_gradient() || node.name().empty()) continue;
    if (last.insert_or_assign(node.name(), walk.gradient(node)).second)
      names.push_back(node.name());
  }
  Json gradients = Json::object();
  for (const std::string& name : names) gradients.append(name, last.at(name));
  return {{"forward", forward(walk)},
          {"backward", backward(walk)},
          {"gradients", gradients}};
}

Json document_of(const Paths& paths) {
  Json listed = Json::array();
  for (const Path& path : paths.listed) {
    Json nodes = Json::array();
    for (std::size_t k = 0; k < path.nodes.size(); ++k)
      nodes.push_back(called(path.nodes[k], path.labels[k]));
    listed.push_back({{"nodes", nodes},
                      {"local_gradients", path.local_gradients},
                      {"product", path.product}});
  }
  const auto counted = [](std::uint64_t count) {
    return count == Paths::beyond_counting
               ? Json(fmt::format("more than {}", count - 1))
               : Json(count);
  };
  return {{"count", counted(paths.count)},
          {"closed", counted(paths.closed)},
          {"paths", listed},
          {"sum", paths.sum}};
}

Json values_by_name(std::span<const Value> nodes) {
  Json values = Json::object();
  for (const Value node : nodes) values[node.name()] = node.value();
  return values;
}

}  // namespace gradwalk::demos
