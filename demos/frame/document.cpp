#include "document.hpp"

#include <gradwalk/graph.hpp>

namespace gradwalk::demos {

namespace {

/// A node in a document: by its name as it was given, or by what it is
/// labelled, in ASCII.
std::string called(Value node, const Formula& label) {
  return node.name().empty() ? to_ascii(label.text()) : node.name();
}

Json forward(Value root) {
  Json steps = Json::array();
  for (const ForwardStep& step : forward_steps(root)) {
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

Json backward(Value root) {
  Json steps = Json::array();
  for (const BackwardStep& step : backward_steps(root)) {
    Json to = Json::array();
    for (const Passed& passed : step.to)
      if (passed.flows)
        to.push_back({{"parent", called(passed.parent, passed.label)},
                      {"local", passed.local},
                      {"result", passed.result}});
    steps.push_back({{"node", called(step.node, step.label)},
                     {"upstream", step.upstream},
                     {"to", to}});
  }
  return steps;
}

}  // namespace

Json pass(Value root) {
  Json gradients = Json::object();
  root.backward();
  for (const Value node : topological_order(root))
    if (node.needs_gradient() && !node.name().empty())
      gradients[node.name()] = node.gradient();
  return {{"forward", forward(root)},
          {"backward", backward(root)},
          {"gradients", gradients}};
}

Json paths_document(const Paths& paths) {
  Json listed = Json::array();
  for (const Path& path : paths.listed) {
    Json nodes = Json::array();
    for (std::size_t k = 0; k < path.nodes.size(); ++k)
      nodes.push_back(called(path.nodes[k], path.labels[k]));
    listed.push_back({{"nodes", nodes},
                      {"local_gradients", path.local_gradients},
                      {"product", path.product}});
  }
  return {{"count", paths.count}, {"paths", listed}, {"sum", paths.sum}};
}

Json values(const std::vector<Value>& nodes) {
  Json values = Json::object();
  for (const Value node : nodes) values[node.name()] = node.value();
  return values;
}

}  // namespace gradwalk::demos
