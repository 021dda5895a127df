#include "document.hpp"

#include <gradwalk/graph.hpp>

namespace gradwalk::demos {

namespace {

Json forward(Value root) {
  Json steps = Json::array();
  for (const ForwardStep& step : forward_steps(root)) {
    Json parents = Json::array();
    for (const Formula& parent : step.parents)
      parents.push_back(to_ascii(parent.text()));
    steps.push_back({{"node", to_ascii(step.label.text())},
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
        to.push_back({{"parent", to_ascii(passed.label.text())},
                      {"local", passed.local},
                      {"result", passed.result}});
    steps.push_back({{"node", to_ascii(step.label.text())},
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
    for (const Formula& label : path.labels)
      nodes.push_back(to_ascii(label.text()));
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
