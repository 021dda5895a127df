#include "scene.hpp"

#include <gradwalk/graph.hpp>
#include <gradwalk/groups.hpp>
#include <gradwalk/labels.hpp>
#include <gradwalk/paths.hpp>
#include <set>

namespace gradwalk::demos {

namespace {

constexpr DotOptions blank{.blank = true};
constexpr std::size_t most_paths = 8;  ///< listed of a node

std::string id_of(Value node) { return fmt::format("n{}", node.index()); }

std::string edge_id(Value node, std::size_t operand) {
  return fmt::format("e{}_{}", node.index(), operand);
}

std::string kind_of(Value node) {
  if (!node.operation().is_leaf()) return "computed";
  return node.needs_gradient() ? "learned" : "given";
}

/// A formula of many operands, without those in the middle.
std::string readable(const std::string& formula, std::size_t operands) {
  constexpr std::size_t most = 12, columns = 60;
  return operands > most ? shortened(formula, columns) : formula;
}

}  // namespace

Json exhibit(double value, int precision) {
  const std::string text = gradwalk::number(value, precision);
  const std::string brief = gradwalk::number(value, blank.precision);
  Json shown{value, text};
  if (brief != text) shown.push_back(brief);
  return shown;
}

Scene::Scene(Value root, int precision)
    : root_(root),
      precision_(precision),
      order_(topological_order(root)),
      boxes_(folded_boxes(root, blank)) {
  for (const FoldedBox& box : boxes_)
    for (const Value node : box.nodes) {
      if (node.index() >= inside_.size()) inside_.resize(node.index() + 1);
      inside_[node.index()] = &box;
    }
}

const FoldedBox* Scene::box_of(Value node) const {
  return node.index() < inside_.size() ? inside_[node.index()] : nullptr;
}

std::string Scene::drawing() const { return to_dot(root_, blank); }

Json Scene::graph() const {
  const Labels labels(order_);
  Json nodes = Json::object(), boxes = Json::object();
  for (const Value node : order_) {
    if (box_of(node) != nullptr) continue;
    nodes[id_of(node)] = {{"label", labels[node].text()},
                          {"kind", kind_of(node)},
                          {"operation", node.operation().name}};
  }
  for (const ForwardStep& step : forward_steps(root_)) {
    if (box_of(step.node) != nullptr) continue;
    Json& node = nodes[id_of(step.node)];
    node["symbols"] = readable(step.symbols(), step.parents.size());
    const std::vector<Formula> locals =
        local_formulas_of(*step.operation, step.parents, step.label);
    const std::vector<Value> parents = step.node.parents();
    for (std::size_t k = 0; k < parents.size(); ++k) {
      const FoldedBox* box = box_of(parents[k]);
      node["parents"].push_back({{"id", box ? box->id : id_of(parents[k])},
                                 {"label", step.parents[k].text()},
                                 {"edge", edge_id(step.node, k)},
                                 {"flows", parents[k].needs_gradient()},
                                 {"local", locals[k].text()}});
    }
  }
  for (const FoldedBox& box : boxes_)
    boxes[box.id] = {{"label", box.group},
                     {"nodes", box.nodes.size()},
                     {"parameters", summarise("", box.nodes).parameters}};
  return {{"root", id_of(root_)}, {"nodes", nodes}, {"boxes", boxes}};
}

Json Scene::values() const {
  Json values = Json::object();
  for (const Value node : order_)
    if (box_of(node) == nullptr) values[id_of(node)] = number(node.value());
  return values;
}

Json Scene::local_gradients() const {
  Json locals = Json::object();
  for (const Value node : order_) {
    if (box_of(node) != nullptr) continue;
    const std::vector<double> gradients = node.local_gradients();
    const std::vector<Value> parents = node.parents();
    for (std::size_t k = 0; k < parents.size(); ++k)
      if (parents[k].needs_gradient())
        locals[edge_id(node, k)] = number(gradients[k]);
  }
  return locals;
}

Json Scene::paths_from(Value node) const {
  const Paths all = paths(node, root_, most_paths);
  Json listed = Json::array();
  for (const Path& path : all.listed) {
    Json labels = Json::array(), locals = Json::array();
    for (const Formula& label : path.labels) labels.push_back(label.text());
    for (const double local : path.local_gradients)
      locals.push_back(number(local)[1]);
    listed.push_back({{"nodes", labels},
                      {"locals", locals},
                      {"product", number(path.product)}});
  }
  return {{"left_out", all.left_out()},
          {"listed", listed},
          {"sum", number(all.sum)}};
}

Json Scene::gradients() const {
  Json gradients = Json::object(), all_paths = Json::object();
  for (const Value node : order_) {
    if (box_of(node) != nullptr || !node.needs_gradient()) continue;
    gradients[id_of(node)] = number(node.gradient());
    if (boxes_.empty() && !(node == root_))
      all_paths[id_of(node)] = paths_from(node);
  }
  return {{"gradients", gradients},
          {"locals", local_gradients()},
          {"paths", all_paths}};
}

Json Scene::box_step(const char* kind, const FoldedBox& box) const {
  const GroupSummary summary = summarise(box.group, box.nodes);
  return {{"kind", kind},
          {"node", box.id},
          {"least", number(summary.least)},
          {"most", number(summary.most)},
          {"norm", number(summary.gradient)}};
}

std::vector<Json> Scene::forward() const {
  std::vector<Json> steps;
  std::set<const FoldedBox*> seen;
  for (const ForwardStep& step : forward_steps(root_)) {
    const FoldedBox* box = box_of(step.node);
    if (box == nullptr)
      steps.push_back({{"kind", "forward"},
                       {"node", id_of(step.node)},
                       {"numbers", readable(step.numbers(precision_),
                                            step.parents.size())}});
    else if (seen.insert(box).second)
      steps.push_back(box_step("box forward", *box));
  }
  return steps;
}

std::vector<Json> Scene::backward() const {
  std::vector<Json> steps{{{"kind", "begin"}, {"node", id_of(root_)}}};
  std::set<const FoldedBox*> seen;
  for (const BackwardStep& step : backward_steps(root_)) {
    if (const FoldedBox* box = box_of(step.node); box != nullptr) {
      if (seen.insert(box).second)
        steps.push_back(box_step("box backward", *box));
      continue;
    }
    for (std::size_t k = 0; k < step.to.size(); ++k) {
      const Passed& passed = step.to[k];
      if (!passed.flows || box_of(passed.parent) != nullptr) continue;
      steps.push_back({{"kind", "backward"},
                       {"node", id_of(step.node)},
                       {"operand", k},
                       {"upstream", number(step.upstream)},
                       {"result", number(passed.result)}});
      if (passed.receives < 2) continue;
      steps.back()["received"] = passed.received;
      steps.back()["receives"] = passed.receives;
      steps.back()["before"] = number(passed.before);
      steps.back()["sum"] = number(passed.sum);
    }
  }
  return steps;
}

}  // namespace gradwalk::demos
